namespace ImageGen.Terminal;

/// <summary>Width and height of a character in pixels.</summary>
internal sealed class CellSize(int width, int height)
{
    /// <summary>What Windows Terminal has always, and what others are close to.</summary>
    public static readonly CellSize Usual = new(10, 20);

    /// <summary>A half block is two pixels, one above the other.</summary>
    public static readonly CellSize HalfBlocks = new(1, 2);

    public int Width { get; } = width;

    public int Height { get; } = height;
}
