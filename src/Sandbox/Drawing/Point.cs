namespace ImageGen.Sandbox.Drawing;

/// <summary>
/// A point in 16ths of a pixel. Whole numbers, so that a shape covers the same pixels on every platform.
/// </summary>
internal readonly record struct Point(int X, int Y)
{
    public const int Unit = 16;

    public static Point FromPixels(double x, double y) =>
        new((int)System.Math.Round(x * Unit), (int)System.Math.Round(y * Unit));
}
