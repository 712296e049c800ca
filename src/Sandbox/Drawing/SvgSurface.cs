using System;
using System.Globalization;
using System.Security;
using System.Text;
using System.Threading;
using ImageGen.Sandbox.Encoders;

namespace ImageGen.Sandbox.Drawing;

/// <summary>Draws into an SVG document; pictures go in as PNG.</summary>
internal sealed class SvgSurface : ISurface
{
    private readonly StringBuilder _text = new();
    private readonly CancellationToken _token;

    public SvgSurface(int width, int height, CancellationToken token)
    {
        Width = width;
        Height = height;
        _token = token;
        _text.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" ");
        Write($"""width="{width}" height="{height}" viewBox="0 0 {width} {height}">""");
        Write("<title>SANDBOX</title>");
    }

    public int Width { get; }

    public int Height { get; }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text + "</svg>\n");

    public void Gradient(Rgb top, Rgb bottom)
    {
        Write($"""<defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="{Hex(top)}"/>""");
        Write($"""<stop offset="1" stop-color="{Hex(bottom)}"/></linearGradient></defs>""");
        Write("""<rect width="100%" height="100%" fill="url(#g)"/>""");
    }

    public void Polygon(Point[] points, Rgb color, int alpha)
    {
        _text.Append("<polygon fill-rule=\"evenodd\" points=\"");
        foreach (Point point in points) _text.Append(Pixels(point.X)).Append(',').Append(Pixels(point.Y)).Append(' ');
        _text.Append('"');
        Write($""" fill="{Hex(color)}" fill-opacity="{Opacity(alpha)}"/>""");
    }

    public void Rectangle(int x, int y, int width, int height, Rgb color, int alpha)
    {
        _text.Append($"""<rect x="{x}" y="{y}" width="{width}" height="{height}" """);
        Write($"""fill="{Hex(color)}" fill-opacity="{Opacity(alpha)}"/>""");
    }

    public void Picture(Raster picture, int x, int y, int width, int height)
    {
        string data = Convert.ToBase64String(PngWriter.Write(picture, _token));
        Write($"""<image x="{x}" y="{y}" width="{width}" height="{height}" href="data:image/png;base64,{data}"/>""");
    }

    public void Text(string text, int x, int y, int scale, Rgb color)
    {
        int length = (text.Length * PixelFont.Advance - 1) * scale;
        _text.Append($"""<text x="{x}" y="{y + 7 * scale}" font-family="monospace" font-size="{scale * 9}" """);
        _text.Append($"""textLength="{length}" lengthAdjust="spacingAndGlyphs" fill="{Hex(color)}">""");
        _text.Append(SecurityElement.Escape(text));
        Write("</text>");
    }

    private static string Hex(Rgb color) => $"#{color.R:x2}{color.G:x2}{color.B:x2}";

    private static string Pixels(int value) =>
        ((double)value / Point.Unit).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Opacity(int alpha) => (alpha / 255.0).ToString("0.##", CultureInfo.InvariantCulture);

    private void Write(string line) => _text.Append(line).Append('\n');
}
