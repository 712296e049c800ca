using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace ImageGen.Files;

/// <summary>Recognises SVG by its first element and reads width and height where they are plain numbers.</summary>
internal static class SvgHeader
{
    private const int Window = 4096;

    private static readonly string[] s_starts = ["<svg", "<?xml", "<!--", "<!DOCTYPE svg"];

    public static ImageHeader? TryRead(ReadOnlySpan<byte> bytes)
    {
        string start = Encoding.UTF8.GetString(bytes.Slice(0, Math.Min(bytes.Length, Window)).ToArray());
        string text = start.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (!s_starts.Any(first => text.StartsWith(first, StringComparison.Ordinal))) return null;

        int open = text.IndexOf("<svg", StringComparison.Ordinal);
        if (open < 0) return null;

        int close = text.IndexOf('>', open);
        string element = close < 0 ? text.Substring(open) : text.Substring(open, close - open);
        return new ImageHeader("svg", Pixels(element, "width"), Pixels(element, "height"));
    }

    private static int Pixels(string element, string attribute)
    {
        Match match = Regex.Match(element, $@"\s{attribute}\s*=\s*[""'](\d+(?:\.\d+)?)(?:px)?[""']");
        return match.Success
            && double.TryParse(match.Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            && value <= int.MaxValue ? (int)Math.Round(value) : 0;
    }
}
