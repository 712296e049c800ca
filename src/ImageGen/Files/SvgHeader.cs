using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace ImageGen.Files;

/// <summary>Recognises SVG by its first element and reads its size where that is in plain numbers.</summary>
internal static class SvgHeader
{
    private const int Window = 4096;

    private static readonly string[] s_starts = ["<svg", "<?xml", "<!--", "<!DOCTYPE svg"];

    public static bool IsStart(ReadOnlySpan<byte> start) => Element(start) is not null;

    public static (int Width, int Height) ReadSize(ReadOnlySpan<byte> start)
    {
        string element = Element(start) ?? string.Empty;
        (int width, int height) = (Pixels(element, "width"), Pixels(element, "height"));
        if (width > 0 && height > 0) return (width, height);

        (int boxWidth, int boxHeight) = ReadViewBox(element);
        if (boxWidth == 0 || boxHeight == 0) return (width, height);

        // One edge that is given sets the other; without any the view box is the size.
        double scale = width > 0 ? (double)width / boxWidth : height > 0 ? (double)height / boxHeight : 1;
        return ((int)Math.Round(boxWidth * scale), (int)Math.Round(boxHeight * scale));
    }

    /// <summary>The start of the first element with its attributes; null where it is not that of an SVG.</summary>
    private static string? Element(ReadOnlySpan<byte> bytes)
    {
        string start = Encoding.UTF8.GetString(bytes.Slice(0, Math.Min(bytes.Length, Window)).ToArray());
        string text = start.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (!s_starts.Any(first => text.StartsWith(first, StringComparison.Ordinal))) return null;

        int open = text.IndexOf("<svg", StringComparison.Ordinal);
        if (open < 0) return null;

        int close = text.IndexOf('>', open);
        return close < 0 ? text.Substring(open) : text.Substring(open, close - open);
    }

    /// <summary>The size of an image that states none: the third and fourth number of its view box.</summary>
    private static (int Width, int Height) ReadViewBox(string element)
    {
        Match match = Regex.Match(
            element,
            @"\sviewBox\s*=\s*[""']\s*[^\s,""']+[\s,]+[^\s,""']+[\s,]+([^\s,""']+)[\s,]+([^\s,""']+)\s*[""']");
        return match.Success ? (ToPixels(match.Groups[1].Value), ToPixels(match.Groups[2].Value)) : (0, 0);
    }

    private static int Pixels(string element, string attribute)
    {
        Match match = Regex.Match(element, $@"\s{attribute}\s*=\s*[""'](\d+(?:\.\d+)?)(?:px)?[""']");
        return match.Success ? ToPixels(match.Groups[1].Value) : 0;
    }

    private static int ToPixels(string number) =>
        double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
        && value is >= 0 and <= int.MaxValue ? (int)Math.Round(value) : 0;
}
