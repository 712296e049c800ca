using System;
using System.Threading;
using ImageGen.Sandbox.Encoders;

namespace ImageGen.Sandbox.Drawing;

/// <summary>Pixels to draw on.</summary>
internal sealed class Canvas : ISurface
{
    private readonly CancellationToken _token;
    private readonly byte[] _pixels;
    private readonly PolygonFiller _filler;

    public Canvas(int width, int height, CancellationToken token)
    {
        Width = width;
        Height = height;
        _token = token;
        _pixels = new byte[width * height * 4];
        _filler = new PolygonFiller(width, height);
    }

    /// <summary>Continues drawing on a picture.</summary>
    public Canvas(Raster picture)
    {
        Width = picture.Width;
        Height = picture.Height;
        _pixels = picture.Pixels;
        _filler = new PolygonFiller(Width, Height);
    }

    public int Width { get; }

    public int Height { get; }

    public Raster ToRaster(bool hasAlpha) => new(Width, Height, _pixels, hasAlpha);

    public void Gradient(Rgb top, Rgb bottom)
    {
        int stride = Width * 4;
        for (int y = 0; y < Height; y++)
        {
            Rgb color = top.Mix(bottom, y * 256 / Height);
            int row = y * stride;
            for (int offset = row; offset < row + stride; offset += 4)
            {
                _pixels[offset] = color.R;
                _pixels[offset + 1] = color.G;
                _pixels[offset + 2] = color.B;
                _pixels[offset + 3] = 255;
            }
        }
    }

    public void Polygon(Point[] points, Rgb color, int alpha)
    {
        _token.ThrowIfCancellationRequested();
        _filler.Begin(points);
        while (_filler.NextRow(out int y, out int from, out int to)) BlendRow(y, from, to, color, alpha);
    }

    public void Rectangle(int x, int y, int width, int height, Rgb color, int alpha)
    {
        int right = Math.Min(Width, x + width);
        int bottom = Math.Min(Height, y + height);
        for (int row = Math.Max(0, y); row < bottom; row++)
        {
            for (int column = Math.Max(0, x); column < right; column++) Blend((row * Width + column) * 4, color, alpha);
        }
    }

    public void Picture(Raster picture, int x, int y, int width, int height) =>
        PictureScaler.Draw(picture, x, y, width, height, this, _token);

    public void Text(string text, int x, int y, int scale, Rgb color)
    {
        for (int index = 0; index < text.Length; index++)
        {
            for (int column = 0; column < PixelFont.Columns; column++)
            {
                int dots = PixelFont.Column(text[index], column);
                int left = x + (index * PixelFont.Advance + column) * scale;
                for (int row = 0; row < PixelFont.Rows; row++)
                {
                    if ((dots >> row & 1) == 1) Rectangle(left, y + row * scale, scale, scale, color, 255);
                }
            }
        }
    }

    public void Blend(int x, int y, Rgb color, int alpha)
    {
        if (x >= 0 && y >= 0 && x < Width && y < Height) Blend((y * Width + x) * 4, color, alpha);
    }

    private void BlendRow(int y, int from, int to, Rgb color, int alpha)
    {
        int[] coverage = _filler.Coverage;
        for (int x = from; x < to; x++)
        {
            int covered = coverage[x];
            if (covered != 0) Blend((y * Width + x) * 4, color, alpha * covered / PolygonFiller.FullCoverage);
        }
    }

    private void Blend(int offset, Rgb color, int alpha)
    {
        byte[] pixels = _pixels;
        int below = pixels[offset + 3];
        if (alpha >= 255)
        {
            pixels[offset] = color.R;
            pixels[offset + 1] = color.G;
            pixels[offset + 2] = color.B;
            pixels[offset + 3] = 255;
            return;
        }

        // The share of the new colour in the result; on an opaque pixel that is its alpha.
        int result = below == 255 ? 255 : alpha + below * (255 - alpha) / 255;
        if (result == 0) return;
        int share = below == 255 ? alpha : alpha * 255 / result;
        pixels[offset] = (byte)(pixels[offset] + (color.R - pixels[offset]) * share / 255);
        pixels[offset + 1] = (byte)(pixels[offset + 1] + (color.G - pixels[offset + 1]) * share / 255);
        pixels[offset + 2] = (byte)(pixels[offset + 2] + (color.B - pixels[offset + 2]) * share / 255);
        pixels[offset + 3] = (byte)result;
    }
}
