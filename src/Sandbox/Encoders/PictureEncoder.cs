using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using StbImageWriteSharp;

namespace ImageGen.Sandbox.Encoders;

internal static class PictureEncoder
{
    /// <summary>
    /// As JPEG or lossless WebP, or as PNG for whatever else is asked for: pixels that an edit can start from.
    /// </summary>
    public static byte[] Encode(Raster picture, string format, int compression, CancellationToken token) =>
        format switch
        {
            "jpeg" => EncodeJpeg(picture, compression, token),
            "webp" => WebpWriter.Write(picture, token),
            _ => PngWriter.Write(picture, token),
        };

    // Apart, so that a PNG does not load the library; an optimizing compiler would put it back.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte[] EncodeJpeg(Raster picture, int compression, CancellationToken token)
    {
        using MemoryStream stream = new();
        // The library takes 0 as "its default", not as the lowest quality.
        int quality = compression < 1 ? 1 : compression;
        ImageWriter writer = new();
        writer.WriteJpg(
            picture.Pixels, picture.Width, picture.Height, ColorComponents.RedGreenBlueAlpha, stream, quality);
        token.ThrowIfCancellationRequested();
        return stream.ToArray();
    }
}
