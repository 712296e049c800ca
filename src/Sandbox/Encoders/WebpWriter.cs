using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;

namespace ImageGen.Sandbox.Encoders;

/// <summary>
/// Writes lossless WebP (VP8L, RFC 9649): green is taken off red and blue, what repeats is copied, and each channel has
/// one prefix code for the whole picture.
/// </summary>
internal sealed class WebpWriter
{
    public const int Signature = 0x2F;

    /// <summary>The transform that takes green off the other colours.</summary>
    public const int SubtractGreen = 2;

    /// <summary>The symbols of the first code: 256 greens, then the lengths, then the places of the cache.</summary>
    public const int Lengths = 256;
    public const int CachePlaces = Lengths + 24;
    public const int Greens = CachePlaces + (1 << PixelMatcher.CacheBits);
    public const int Distances = 40;

    private readonly BitWriter _bits = new();
    private readonly List<PixelToken> _tokens;

    private WebpWriter(List<PixelToken> tokens) => _tokens = tokens;

    public static byte[] Write(Raster picture, CancellationToken token)
    {
        int[] pixels = ToPixels(picture);
        WebpWriter writer = new(new PixelMatcher(pixels, picture.Width).Tokens(token));
        writer.WriteHead(picture);
        writer.WriteTokens(token);
        return InContainer(writer._bits.ToBytes());
    }

    /// <summary>
    /// A length or a distance as a symbol and what is left of it as plain bits: the larger, the coarser the symbol.
    /// </summary>
    public static (int Symbol, int Extra, int ExtraBits) Coarse(int value)
    {
        int rest = value - 1;
        if (rest < 4) return (rest, 0, 0);
        int highest = 2;
        while (rest >> highest > 1) highest++;
        int extraBits = highest - 1;
        return (2 * highest + (rest >> extraBits & 1), rest & ((1 << extraBits) - 1), extraBits);
    }

    private static int[] ToPixels(Raster picture)
    {
        byte[] bytes = picture.Pixels;
        int[] pixels = new int[picture.Width * picture.Height];
        for (int index = 0, offset = 0; index < pixels.Length; index++, offset += 4)
        {
            int alpha = picture.HasAlpha ? bytes[offset + 3] : 255;
            int green = bytes[offset + 1];
            int red = bytes[offset] - green & 255;
            int blue = bytes[offset + 2] - green & 255;
            pixels[index] = alpha << 24 | red << 16 | green << 8 | blue;
        }

        return pixels;
    }

    private static byte[] InContainer(byte[] data)
    {
        int padding = data.Length & 1;
        using MemoryStream stream = new();
        using (BinaryWriter writer = new(stream, Encoding.ASCII, leaveOpen: true))
        {
            writer.Write("RIFF"u8.ToArray());
            writer.Write(12 + data.Length + padding);
            writer.Write("WEBPVP8L"u8.ToArray());
            writer.Write(data.Length);
            writer.Write(data);
            writer.Write(new byte[padding]);
        }

        return stream.ToArray();
    }

    private void WriteHead(Raster picture)
    {
        _bits.Write(Signature, 8);
        _bits.Write((uint)picture.Width - 1, 14);
        _bits.Write((uint)picture.Height - 1, 14);
        _bits.Write(picture.HasAlpha ? 1u : 0u, 1);
        _bits.Write(0, 3);

        // One transform, and no more.
        _bits.Write(1, 1);
        _bits.Write(SubtractGreen, 2);
        _bits.Write(0, 1);

        // A cache of colours, and one group of codes for the whole picture.
        _bits.Write(1, 1);
        _bits.Write(PixelMatcher.CacheBits, 4);
        _bits.Write(0, 1);
    }

    private void WriteTokens(CancellationToken token)
    {
        int[] sizes = [Greens, 256, 256, 256, Distances];
        int[][] counts = Array.ConvertAll(sizes, static size => new int[size]);
        foreach (PixelToken pixels in _tokens) Visit(pixels, (code, symbol, _, _) => counts[code][symbol]++);
        PrefixCode[] codes = Array.ConvertAll(counts, PrefixCode.For);
        foreach (PrefixCode code in codes) code.WriteTo(_bits);

        int index = 0;
        foreach (PixelToken pixels in _tokens)
        {
            if (index++ % 4096 == 0) token.ThrowIfCancellationRequested();
            Visit(pixels, (code, symbol, extra, extraBits) =>
            {
                codes[code].Write(_bits, symbol);
                _bits.Write((uint)extra, extraBits);
            });
        }
    }

    /// <summary>The symbols of a token in their order, each with its code and its plain bits.</summary>
    private static void Visit(PixelToken token, Action<int, int, int, int> visit)
    {
        switch (token.Length)
        {
            case 0:
                visit(0, token.Value >> 8 & 255, 0, 0);
                visit(1, token.Value >> 16 & 255, 0, 0);
                visit(2, token.Value & 255, 0, 0);
                visit(3, token.Value >> 24 & 255, 0, 0);
                break;
            case -1:
                visit(0, CachePlaces + token.Value, 0, 0);
                break;
            default:
                (int symbol, int extra, int extraBits) = Coarse(token.Length);
                visit(0, Lengths + symbol, extra, extraBits);
                (symbol, extra, extraBits) = Coarse(token.Value);
                visit(4, symbol, extra, extraBits);
                break;
        }
    }
}
