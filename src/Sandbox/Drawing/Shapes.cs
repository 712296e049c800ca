using System;
using ImageGen.Sandbox.Chance;

namespace ImageGen.Sandbox.Drawing;

/// <summary>Outlines as polygons. Measures are pixels.</summary>
internal static class Shapes
{
    public static Point[] Circle(double x, double y, double radius) => Arc(x, y, radius, Sides(radius));

    /// <summary>A circle with a hole: the seam between the two outlines has no width and leaves no trace.</summary>
    public static Point[] Ring(double x, double y, double radius, double thickness)
    {
        int sides = Sides(radius);
        Point[] points = new Point[(sides + 1) * 2];
        Point[] outer = Arc(x, y, radius, sides);
        Point[] inner = Arc(x, y, radius - thickness, sides);
        for (int index = 0; index <= sides; index++)
        {
            points[index] = outer[index % sides];
            points[points.Length - 1 - index] = inner[index % sides];
        }

        return points;
    }

    /// <summary>Everything below a wavy line.</summary>
    public static Point[] Wave(int width, int height, double level, double amplitude, double waves, double phase)
    {
        const int Steps = 72;
        Point[] points = new Point[Steps + 3];
        for (int index = 0; index <= Steps; index++)
        {
            double part = (double)index / Steps;
            double angle = (part * waves + phase) * 2 * Math.PI;
            double y = level + amplitude * (Math.Sin(angle) + 0.4 * Math.Sin(angle * 2.3 + phase * 9));
            points[index] = Point.FromPixels(part * width, y);
        }

        points[Steps + 1] = Point.FromPixels(width, height);
        points[Steps + 2] = Point.FromPixels(0, height);
        return points;
    }

    /// <summary>Everything below a jagged line.</summary>
    public static Point[] Ridge(int width, int height, double level, double amplitude, int peaks, SeededRandom random)
    {
        Point[] points = new Point[peaks * 2 + 3];
        for (int index = 0; index <= peaks * 2; index++)
        {
            double shift = index % (peaks * 2) == 0 ? 0 : random.NextDouble(-0.35, 0.35);
            double x = (index + shift) * width / (peaks * 2.0);
            double rise = index % 2 == 1 ? -random.NextDouble(0.4, 1) : random.NextDouble(0, 0.5);
            points[index] = Point.FromPixels(x, level + rise * amplitude);
        }

        points[peaks * 2 + 1] = Point.FromPixels(width, height);
        points[peaks * 2 + 2] = Point.FromPixels(0, height);
        return points;
    }

    /// <summary>A band of even thickness that follows a wavy line across the picture.</summary>
    public static Point[] Ribbon(
        int width, double level, double thickness, double amplitude, double slope, double phase)
    {
        const int Steps = 48;
        Point[] points = new Point[(Steps + 1) * 2];
        for (int index = 0; index <= Steps; index++)
        {
            double part = (double)index / Steps;
            double y = level + slope * (part - 0.5) + amplitude * Math.Sin((part + phase) * 2 * Math.PI);
            points[index] = Point.FromPixels(part * width, y);
            points[points.Length - 1 - index] = Point.FromPixels(part * width, y + thickness * (0.75 + 0.5 * part));
        }

        return points;
    }

    private static int Sides(double radius) => Math.Max(24, Math.Min(160, (int)radius));

    private static Point[] Arc(double x, double y, double radius, int sides)
    {
        Point[] points = new Point[sides];
        for (int index = 0; index < sides; index++)
        {
            double angle = 2 * Math.PI * index / sides;
            points[index] = Point.FromPixels(x + radius * Math.Cos(angle), y + radius * Math.Sin(angle));
        }

        return points;
    }
}
