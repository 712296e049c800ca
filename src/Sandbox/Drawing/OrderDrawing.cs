using System.Threading;
using ImageGen.Sandbox.Encoders;
using ImageGen.Sandbox.Options;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Drawing;

/// <summary>Turns an order into a picture, in pixels and as a file.</summary>
internal static class OrderDrawing
{
    public static Raster Paint(PictureOrder order, CancellationToken token)
    {
        Canvas canvas = new(order.Width, order.Height, token);
        PromptArtist.Draw(canvas, order);
        return canvas.ToRaster(order.Transparent);
    }

    /// <summary>An early look, encoded: blocks that halve from one partial picture to the next.</summary>
    public static byte[] Preview(Raster picture, PictureOptions options, int index, CancellationToken token)
    {
        int block = options.PartialImages == 1 ? 16 : 32 >> index;
        int larger = System.Math.Max(picture.Width, picture.Height) / 1024;
        Raster preview = PictureScaler.Pixelate(picture, block * System.Math.Max(1, larger));
        PromptArtist.DrawBadge(new Canvas(preview));
        return PictureEncoder.Encode(preview, options.OutputFormat, options.OutputCompression, token);
    }

    /// <summary>The finished picture in the format asked for, and in pixels that an edit can start from.</summary>
    public static StoredPicture Encode(
        PictureOrder order, Raster picture, PictureOptions options, CancellationToken token)
    {
        string format = options.OutputFormat;
        byte[] pixels = PictureEncoder.Encode(picture, format, options.OutputCompression, token);
        byte[]? document = format switch
        {
            "svg" => ToSvg(order, token),
            "gif" => GifWriter.Write(
                Animation.Frames(picture, options.FrameCount), options.FrameDuration, token),
            _ => null,
        };
        return new StoredPicture(pixels, IsDrawn: true) { Document = document };
    }

    private static byte[] ToSvg(PictureOrder order, CancellationToken token)
    {
        SvgSurface surface = new(order.Width, order.Height, token);
        PromptArtist.Draw(surface, order);
        return surface.ToBytes();
    }
}
