using ImageGen.Files;
using ImageGen.Pixels;

namespace ImageGen.Terminal;

/// <summary>Brings an image into the form that a terminal takes. What it takes as it is, is not decoded.</summary>
/// <param name="terminal">The terminal.</param>
/// <param name="traits">What it can do.</param>
/// <param name="wanted">Columns and rows that were asked for.</param>
internal sealed class PainterFactory(ITerminal terminal, TerminalTraits traits, (int? Columns, int? Rows) wanted)
{
    /// <summary>The most that a terminal takes of a PNG as it is.</summary>
    private const int LongestSide = 10_000;

    private const int SquareOfChecks = 8;

    /// <summary>
    /// The image in that form; null where it cannot be shown, and then either the reason, for an image whose format is
    /// not the matter, or none.
    /// </summary>
    public IPainter? Create(byte[] bytes, ImageHeader header, out string? failure)
    {
        failure = null;
        if (traits.Protocol == AIImageProtocol.Text) return null;
        if (traits.Protocol == AIImageProtocol.ITerm2 && IsTakenAsFile(bytes, header))
        {
            return new ITerm2Painter(Fit(header), bytes);
        }

        if (traits.Protocol == AIImageProtocol.Kitty && header.Format == "png" && IsUsual(bytes, header))
        {
            return new KittyPainter(Fit(header), bytes, "f=100", traits);
        }

        if (ImageFormats.Find(header.Format) is not { IsDecoded: true }) return null;

        PixelImage? pixels = PixelDecoder.TryDecode(bytes, out failure);
        return pixels is null ? null : Create(pixels);
    }

    private IPainter Create(PixelImage image)
    {
        bool isBlocks =
            traits.Protocol is not (AIImageProtocol.Kitty or AIImageProtocol.Sixel or AIImageProtocol.ITerm2);
        CellSize cell = isBlocks ? CellSize.HalfBlocks : Cell;
        CellLayout layout = CellLayout.Fit((image.Width, image.Height), terminal, cell, wanted);
        PixelImage scaled = PixelScaler.Scale(image, layout.PixelWidth, layout.PixelHeight);
        return traits.Protocol switch
        {
            AIImageProtocol.Kitty => new KittyPainter(
                layout, scaled.Rgba, $"f=32,s={scaled.Width},v={scaled.Height}", traits),
            AIImageProtocol.ITerm2 => new ITerm2Painter(layout, PngEncoder.Encode(scaled)),
            AIImageProtocol.Sixel => new SixelPainter(
                layout, ColorReducer.Reduce(Checkerboard.Under(scaled, SquareOfChecks), SixelPainter.Steps)),
            _ => new BlockPainter(layout, Checkerboard.Under(scaled, cell.Height), traits.IsTrueColor),
        };
    }

    private CellSize Cell => traits.Cell ?? CellSize.Usual;

    private CellLayout Fit(ImageHeader header) =>
        CellLayout.Fit((header.Width, header.Height), terminal, Cell, wanted);

    /// <summary>Not every terminal turns a photo the way the camera was held.</summary>
    private bool IsTakenAsFile(byte[] bytes, ImageHeader header) =>
        (header.Format is "png" or "jpeg" or "gif" || (header.Format == "webp" && traits.TakesWebp))
        && IsUsual(bytes, header)
        && ExifOrientation.Read(bytes) == ExifOrientation.Upright;

    /// <summary>Neither too large for a terminal, nor in a form of its own.</summary>
    private static bool IsUsual(byte[] bytes, ImageHeader header) =>
        header.Width is > 0 and <= LongestSide
        && header.Height is > 0 and <= LongestSide
        && !PngHeader.IsOfXcode(bytes);
}
