namespace ImageGen.Sandbox;

/// <summary>What the artist draws on: pixels or SVG.</summary>
internal interface ISurface
{
    public int Width { get; }

    public int Height { get; }

    public void Gradient(Rgb top, Rgb bottom);

    public void Polygon(Point[] points, Rgb color, int alpha);

    public void Rectangle(int x, int y, int width, int height, Rgb color, int alpha);

    public void Picture(Raster picture, int x, int y, int width, int height);

    public void Text(string text, int x, int y, int scale, Rgb color);
}
