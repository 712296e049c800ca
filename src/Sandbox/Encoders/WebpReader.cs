using System;
using System.IO;

namespace ImageGen.Sandbox.Encoders;

/// <summary>
/// Reads the lossless WebP that <see cref="WebpWriter"/> writes, so that an edit can start from a picture of the
/// sandbox. Pictures of other writers use more of the format than is known here.
/// </summary>
internal sealed class WebpReader
{
    private const int DataStart = 21;
    private static readonly byte[] s_name = [.. "WEBPVP8L"u8, .. new byte[4], WebpWriter.Signature];

    private readonly BitReader _bits;
    private readonly int _width;
    private readonly int _height;
    private readonly bool _hasAlpha;

    private WebpReader(byte[] bytes)
    {
        _bits = new BitReader(bytes, DataStart);
        _width = _bits.Read(14) + 1;
        _height = _bits.Read(14) + 1;
        _hasAlpha = _bits.ReadBit() == 1;
    }

    /// <summary>The picture; null when it is not one of the writer's.</summary>
    /// <exception cref="EndOfStreamException">The picture is cut off.</exception>
    /// <exception cref="InvalidDataException">The picture is broken, or larger than allowed.</exception>
    public static Raster? TryRead(byte[] bytes, int maximumPixels)
    {
        for (int index = 0; index < s_name.Length; index++)
        {
            bool isLength = index is >= 8 and < 12;
            if (bytes.Length < DataStart || (!isLength && bytes[8 + index] != s_name[index])) return null;
        }

        WebpReader reader = new(bytes);
        if ((long)reader._width * reader._height > maximumPixels) throw new InvalidDataException();
        return reader.HasHeadOfWriter()
            ? new Raster(reader._width, reader._height, reader.Pixels(), reader._hasAlpha)
            : null;
    }

    private bool HasHeadOfWriter() =>
        _bits.Read(3) == 0
        && _bits.ReadBit() == 1 && _bits.Read(2) == WebpWriter.SubtractGreen && _bits.ReadBit() == 0
        && _bits.ReadBit() == 1 && _bits.Read(4) == PixelMatcher.CacheBits && _bits.ReadBit() == 0;

    private byte[] Pixels()
    {
        int[] pixels = Decode();
        byte[] bytes = new byte[pixels.Length * 4];
        for (int index = 0, offset = 0; index < pixels.Length; index++, offset += 4)
        {
            int green = pixels[index] >> 8;
            bytes[offset] = (byte)((pixels[index] >> 16) + green);
            bytes[offset + 1] = (byte)green;
            bytes[offset + 2] = (byte)(pixels[index] + green);
            bytes[offset + 3] = (byte)(pixels[index] >> 24);
        }

        return bytes;
    }

    private int[] Decode()
    {
        int[] sizes = [WebpWriter.Greens, 256, 256, 256, WebpWriter.Distances];
        PrefixDecoder[] codes = Array.ConvertAll(sizes, size => PrefixDecoder.Read(_bits, size));
        int[] pixels = new int[_width * _height];
        int[] cache = new int[1 << PixelMatcher.CacheBits];
        for (int at = 0; at < pixels.Length;)
        {
            int symbol = codes[0].Decode(_bits);
            int end = at + 1;
            if (symbol < WebpWriter.Lengths)
            {
                int red = codes[1].Decode(_bits);
                int blue = codes[2].Decode(_bits);
                pixels[at] = codes[3].Decode(_bits) << 24 | red << 16 | symbol << 8 | blue;
            }
            else if (symbol >= WebpWriter.CachePlaces)
            {
                pixels[at] = cache[symbol - WebpWriter.CachePlaces];
            }
            else
            {
                end = at + Fine(symbol - WebpWriter.Lengths);
                int from = at - Distance(Fine(codes[4].Decode(_bits)));
                if (from < 0 || end > pixels.Length) throw new InvalidDataException();
                for (int target = at; target < end; target++) pixels[target] = pixels[from++];
            }

            for (; at < end; at++) cache[PixelMatcher.CachePlace(pixels[at])] = pixels[at];
        }

        return pixels;
    }

    /// <summary>The number that a coarse symbol and the plain bits behind it stand for.</summary>
    private int Fine(int symbol)
    {
        if (symbol < 4) return symbol + 1;
        int extraBits = symbol / 2 - 1;
        return ((2 + symbol % 2) << extraBits) + _bits.Read(extraBits) + 1;
    }

    private int Distance(int code) => code switch
    {
        1 => _width,
        2 => 1,
        3 => _width + 1,
        4 => _width - 1,
        > 120 => code - 120,
        _ => throw new InvalidDataException(),
    };
}
