using System.Globalization;
using ImageGen.Files;
using ImageGen.Terminal;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>An image that is to be shown.</summary>
/// <param name="bytes">The encoded image.</param>
/// <param name="path">Its file; null where it has none.</param>
internal sealed class ShownImage(byte[] bytes, string? path)
{
    private const int LongestName = 60;

    public byte[] Bytes { get; } = bytes;

    public string? Path { get; } = path;

    public ImageHeader Header { get; } = ImageHeader.Read(bytes);

    /// <summary>What it is called where it has no file.</summary>
    public string? Title { get; init; }

    /// <summary>What its states have in common; null for an image without any.</summary>
    public ImageKey? Key { get; init; }

    /// <summary>No other state of it follows.</summary>
    public bool IsFinal { get; init; } = true;

    /// <summary>What it is, on one line.</summary>
    public string Describe()
    {
        string name = PlainText.Line(Path is null ? Title : System.IO.Path.GetFileName(Path), LongestName);
        string format = Header.Format?.ToUpperInvariant() ?? "unknown";
        string size = Header.Width > 0 ? $", {Header.Width}x{Header.Height}" : string.Empty;
        string length = Bytes.Length.ToString("N0", CultureInfo.CurrentCulture);
        return $"{(name.Length > 0 ? name + ": " : string.Empty)}{format}{size}, {length} bytes";
    }
}
