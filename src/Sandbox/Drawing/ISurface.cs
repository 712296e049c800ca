using ImageGen.Sandbox.Encoders;

namespace ImageGen.Sandbox.Drawing;

/// <summary>What the artist draws on: pixels or SVG.</summary>
internal interface ISurface
{
    int Width { get; }

    int Height { get; }

    void Gradient(Rgb top, Rgb bottom);

    void Polygon(Point[] points, Rgb color, int alpha);

    void Rectangle(int x, int y, int width, int height, Rgb color, int alpha);

    void Picture(Raster picture, int x, int y, int width, int height);

    void Text(string text, int x, int y, int scale, Rgb color);
}
