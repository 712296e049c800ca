using System.Threading;

namespace ImageGen.Sandbox;

/// <summary>From an order to a picture, in pixels and as a file.</summary>
internal static class Drawing
{
    public static Raster Paint(PictureOrder order, CancellationToken cancellationToken)
    {
        Canvas canvas = new(order.Width, order.Height, cancellationToken);
        PromptArtist.Draw(canvas, order);
        return canvas.ToRaster(order.Transparent);
    }

    public static byte[] ToSvg(PictureOrder order, CancellationToken cancellationToken)
    {
        SvgSurface surface = new(order.Width, order.Height, cancellationToken);
        PromptArtist.Draw(surface, order);
        return surface.ToBytes();
    }

    /// <summary>An early look: blocks that halve from one partial picture to the next.</summary>
    public static Raster Preview(Raster picture, int index, int count)
    {
        int block = count == 1 ? 16 : 32 >> index;
        int larger = System.Math.Max(picture.Width, picture.Height) / 1024;
        Raster preview = PictureScaler.Pixelate(picture, block * System.Math.Max(1, larger));
        PromptArtist.DrawBadge(new Canvas(preview));
        return preview;
    }
}
