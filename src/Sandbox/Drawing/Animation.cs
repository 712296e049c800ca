using System;
using System.Collections.Generic;
using ImageGen.Sandbox.Encoders;

namespace ImageGen.Sandbox.Drawing;

/// <summary>A picture set in motion: a ball goes round once, and marks along the top count the frames.</summary>
internal static class Animation
{
    private static readonly Rgb s_light = Rgb.FromHex(0xFFFFFF);
    private static readonly Rgb s_dark = Rgb.FromHex(0x10131A);

    public static IEnumerable<Raster> Frames(Raster picture, int count)
    {
        int unit = Math.Min(picture.Width, picture.Height);
        for (int index = 0; index < count; index++)
        {
            Raster frame = new(picture.Width, picture.Height, (byte[])picture.Pixels.Clone(), hasAlpha: false);
            Canvas canvas = new(frame);
            double angle = 2 * Math.PI * index / count;
            double x = picture.Width * (0.5 + 0.36 * Math.Cos(angle));
            double y = picture.Height * (0.5 + 0.2 * Math.Sin(angle));
            canvas.Polygon(Shapes.Circle(x, y, unit * 0.06), s_dark, 90);
            canvas.Polygon(Shapes.Circle(x, y, unit * 0.05), s_light, 255);
            DrawMarks(canvas, unit, index, count);
            yield return frame;
        }
    }

    private static void DrawMarks(Canvas canvas, int unit, int current, int count)
    {
        int size = unit / 40;
        int left = (canvas.Width - count * size * 3 / 2) / 2;
        for (int index = 0; index < count; index++)
        {
            int x = left + index * size * 3 / 2;
            canvas.Rectangle(x, size / 2, size, size / 2, index <= current ? s_light : s_dark, 255);
        }
    }
}
