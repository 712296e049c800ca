using System;

namespace ImageGen.Pixels;

/// <summary>
/// Scales by area: each new pixel is the mean of what it covers, weighted by how much of it, so that no line or dot is
/// lost. Transparent pixels give no colour.
/// </summary>
internal static class PixelScaler
{
    public static PixelImage Scale(PixelImage image, int width, int height)
    {
        if (image.Width == width && image.Height == height) return image;

        bool isOpaque = image.IsOpaque();
        byte[] scaled = new byte[width * height * 4];
        float[] row = new float[image.Width * 4];
        for (int y = 0; y < height; y++)
        {
            (float Start, float End) rows = Span(y, image.Height, height);
            SumRows(image, rows, isOpaque, row);
            for (int x = 0; x < width; x++)
            {
                WritePixel(row, Span(x, image.Width, width), rows.End - rows.Start, scaled, (y * width + x) * 4);
            }
        }

        return new PixelImage(width, height, scaled);
    }

    /// <summary>What of the source one new row or column covers.</summary>
    private static (float Start, float End) Span(int at, int source, int target) =>
        ((float)((double)at * source / target), (float)((double)(at + 1) * source / target));

    /// <summary>The rows of a span added up, premultiplied.</summary>
    private static void SumRows(PixelImage image, (float Start, float End) span, bool isOpaque, float[] row)
    {
        Array.Clear(row, 0, row.Length);
        int last = Math.Min(image.Height, (int)Math.Ceiling(span.End));
        for (int y = (int)span.Start; y < last; y++)
        {
            float weight = Math.Min(span.End, y + 1) - Math.Max(span.Start, y);
            ReadOnlySpan<byte> source = image.Rgba.AsSpan(y * row.Length, row.Length);
            if (isOpaque) AddOpaque(source, weight, row);
            else AddBlended(source, weight, row);
        }
    }

    private static void AddOpaque(ReadOnlySpan<byte> source, float weight, Span<float> row)
    {
        for (int at = 0; at < row.Length && at < source.Length; at++) row[at] += weight * source[at];
    }

    private static void AddBlended(ReadOnlySpan<byte> source, float weight, Span<float> row)
    {
        for (int at = 0; at < row.Length; at += 4)
        {
            float alpha = weight * source[at + 3];
            float share = alpha / byte.MaxValue;
            row[at] += share * source[at];
            row[at + 1] += share * source[at + 1];
            row[at + 2] += share * source[at + 2];
            row[at + 3] += alpha;
        }
    }

    private static void WritePixel(
        float[] row, (float Start, float End) span, float rows, byte[] scaled, int target)
    {
        float red = 0, green = 0, blue = 0, alpha = 0, area = 0;
        int last = Math.Min(row.Length / 4, (int)Math.Ceiling(span.End));
        for (int x = (int)span.Start; x < last; x++)
        {
            float weight = Math.Min(span.End, x + 1) - Math.Max(span.Start, x);
            int at = x * 4;
            red += weight * row[at];
            green += weight * row[at + 1];
            blue += weight * row[at + 2];
            alpha += weight * row[at + 3];
            area += weight;
        }

        if (alpha <= 0) return;

        float share = byte.MaxValue / alpha;
        scaled[target] = ToByte(red * share);
        scaled[target + 1] = ToByte(green * share);
        scaled[target + 2] = ToByte(blue * share);
        scaled[target + 3] = ToByte(alpha / (area * rows));
    }

    private static byte ToByte(float value) => (byte)Math.Min(byte.MaxValue, value + 0.5f);
}
