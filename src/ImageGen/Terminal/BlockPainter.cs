using ImageGen.Pixels;

namespace ImageGen.Terminal;

/// <summary>Half blocks: the upper pixel of a character is its foreground, the lower one its background.</summary>
/// <param name="layout">Where it goes.</param>
/// <param name="image">Opaque pixels, as many as the layout has.</param>
/// <param name="isTrueColor">In 24-bit colours; else in the 256 that all have.</param>
internal sealed class BlockPainter(CellLayout layout, PixelImage image, bool isTrueColor) : IPainter
{
    private readonly byte[]? _indexes = isTrueColor ? null : ColorReducer.Dither(image, ColorCube.Palette).Indexes;

    public const string HalfBlock = "\u2580";

    private const int None = -1;

    /// <inheritdoc/>
    public CellLayout Layout => layout;

    /// <inheritdoc/>
    public void Paint(TerminalOutput output, int id)
    {
        for (int y = 0; y < image.Height && !output.IsStopped; y += 2)
        {
            if (y > 0) output.Put("\r\n");
            PutRow(output, y);
            output.Put("\x1b[0m");
        }
    }

    private void PutRow(TerminalOutput output, int y)
    {
        int upper = None, lower = None;
        for (int x = 0; x < image.Width; x++)
        {
            int top = ColorAt(x, y);
            int bottom = y + 1 < image.Height ? ColorAt(x, y + 1) : None;
            if (top != upper) PutColor(output, "\x1b[38;", top);
            if (bottom != lower) PutColor(output, "\x1b[48;", bottom);
            (upper, lower) = (top, bottom);
            output.PutText(HalfBlock);
        }
    }

    private int ColorAt(int x, int y)
    {
        int pixel = y * image.Width + x;
        int at = pixel * 4;
        byte[] rgba = image.Rgba;
        return _indexes is null
            ? rgba[at] << 16 | rgba[at + 1] << 8 | rgba[at + 2]
            : ColorCube.First + _indexes[pixel];
    }

    private void PutColor(TerminalOutput output, string start, int color)
    {
        output.Put(start);
        if (_indexes is null)
        {
            output.Put("2;").Put(color >> 16).Put(';').Put(color >> 8 & 255).Put(';').Put(color & 255).Put('m');
        }
        else
        {
            output.Put("5;").Put(color).Put('m');
        }
    }
}
