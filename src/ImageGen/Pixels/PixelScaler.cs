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
        ScaleAxis columns = new(image.Width, width);
        ScaleAxis rows = new(image.Height, height);
        byte[] scaled = new byte[width * height * 4];
        float[] row = new float[image.Width * 4];
        for (int y = 0; y < height; y++)
        {
            SumRows(image, rows.StartOf(y), rows.WeightsOf(y), isOpaque, row);
            Span<byte> target = scaled.AsSpan(y * width * 4, width * 4);
            if (isOpaque) WriteOpaque(row, columns, target);
            else WriteBlended(row, columns, target);
        }

        return new PixelImage(width, height, scaled) { HasAlpha = image.HasAlpha };
    }

    /// <summary>The mean of some rows, with colours multiplied by their alpha.</summary>
    private static void SumRows(PixelImage image, int first, ReadOnlySpan<float> weights, bool isOpaque, float[] row)
    {
        Array.Clear(row, 0, row.Length);
        for (int at = 0; at < weights.Length; at++)
        {
            ReadOnlySpan<byte> source = image.Rgba.AsSpan((first + at) * row.Length, row.Length);
            if (isOpaque) AddOpaque(source, weights[at], row);
            else AddBlended(source, weights[at], row);
        }
    }

    private static void AddOpaque(ReadOnlySpan<byte> source, float weight, float[] row)
    {
        for (int at = 0; at < row.Length && at < source.Length; at++) row[at] += weight * source[at];
    }

    private static void AddBlended(ReadOnlySpan<byte> source, float weight, float[] row)
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

    private static void WriteOpaque(float[] row, ScaleAxis columns, Span<byte> target)
    {
        for (int x = 0; x < target.Length / 4; x++)
        {
            float red = 0.5f, green = 0.5f, blue = 0.5f;
            int at = columns.StartOf(x) * 4;
            foreach (float weight in columns.WeightsOf(x))
            {
                red += weight * row[at];
                green += weight * row[at + 1];
                blue += weight * row[at + 2];
                at += 4;
            }

            Span<byte> pixel = target.Slice(x * 4, 4);
            (pixel[0], pixel[1], pixel[2], pixel[3]) = (ToByte(red), ToByte(green), ToByte(blue), byte.MaxValue);
        }
    }

    private static void WriteBlended(float[] row, ScaleAxis columns, Span<byte> target)
    {
        for (int x = 0; x < target.Length / 4; x++)
        {
            float red = 0, green = 0, blue = 0, alpha = 0;
            int at = columns.StartOf(x) * 4;
            foreach (float weight in columns.WeightsOf(x))
            {
                red += weight * row[at];
                green += weight * row[at + 1];
                blue += weight * row[at + 2];
                alpha += weight * row[at + 3];
                at += 4;
            }

            if (alpha <= 0) continue;

            float share = byte.MaxValue / alpha;
            Span<byte> pixel = target.Slice(x * 4, 4);
            pixel[0] = ToByte(red * share + 0.5f);
            pixel[1] = ToByte(green * share + 0.5f);
            pixel[2] = ToByte(blue * share + 0.5f);
            pixel[3] = ToByte(alpha + 0.5f);
        }
    }

    private static byte ToByte(float value)
    {
        int whole = (int)value;
        return whole > byte.MaxValue ? byte.MaxValue : (byte)whole;
    }
}
