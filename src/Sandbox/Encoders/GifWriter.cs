using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;

namespace ImageGen.Sandbox.Encoders;

/// <summary>
/// Writes an animated GIF that loops forever. All frames share 252 evenly spaced colours, dithered; of each frame only
/// the rectangle that differs from the frame before is written.
/// </summary>
internal sealed class GifWriter(int width, int height, int frameDuration)
{
    private static readonly int[] s_dither = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];
    private readonly MemoryStream _stream = new();
    private byte[]? _previous;

    public static byte[] Write(IEnumerable<Raster> frames, int frameDuration, CancellationToken token)
    {
        GifWriter? writer = null;
        foreach (Raster frame in frames)
        {
            token.ThrowIfCancellationRequested();
            if (writer is null)
            {
                writer = new GifWriter(frame.Width, frame.Height, frameDuration);
                writer.WriteHead();
            }

            writer.WriteFrame(Quantize(frame));
        }

        writer!._stream.WriteByte(0x3B);
        return writer._stream.ToArray();
    }

    private static byte[] Quantize(Raster frame)
    {
        byte[] pixels = frame.Pixels;
        byte[] indices = new byte[frame.Width * frame.Height];
        for (int index = 0, offset = 0; index < indices.Length; index++, offset += 4)
        {
            int cell = index / frame.Width % 4 * 4 + index % frame.Width % 4;
            int lift = s_dither[cell] * 16 + 7;
            int red = (pixels[offset] * 5 + lift) / 255;
            int green = (pixels[offset + 1] * 6 + lift) / 255;
            int blue = (pixels[offset + 2] * 5 + lift) / 255;
            indices[index] = (byte)((red * 7 + green) * 6 + blue);
        }

        return indices;
    }

    private void WriteHead()
    {
        WriteText("GIF89a");
        WriteNumber(width);
        WriteNumber(height);
        _stream.WriteByte(0xF7);
        WriteNumber(0);
        for (int index = 0; index < 256; index++)
        {
            int color = Math.Min(index, 251);
            _stream.WriteByte((byte)(color / 42 * 255 / 5));
            _stream.WriteByte((byte)(color / 6 % 7 * 255 / 6));
            _stream.WriteByte((byte)(color % 6 * 255 / 5));
        }

        _stream.WriteByte(0x21);
        _stream.WriteByte(0xFF);
        _stream.WriteByte(11);
        WriteText("NETSCAPE2.0");
        _stream.WriteByte(3);
        _stream.WriteByte(1);
        WriteNumber(0);
        _stream.WriteByte(0);
    }

    private void WriteFrame(byte[] indices)
    {
        (int left, int top, int right, int bottom) = Changed(indices);
        _previous = indices;
        _stream.WriteByte(0x21);
        _stream.WriteByte(0xF9);
        _stream.WriteByte(4);
        _stream.WriteByte(0x04);
        WriteNumber((frameDuration + 5) / 10);
        WriteNumber(0);

        _stream.WriteByte(0x2C);
        WriteNumber(left);
        WriteNumber(top);
        WriteNumber(right - left);
        WriteNumber(bottom - top);
        _stream.WriteByte(0);
        LzwEncoder encoder = new(_stream);
        for (int y = top; y < bottom; y++) encoder.Add(indices.AsSpan(y * width + left, right - left));
        encoder.End();
    }

    /// <summary>The rectangle to redraw; one pixel when nothing changed, for a frame cannot be empty.</summary>
    private (int Left, int Top, int Right, int Bottom) Changed(byte[] indices)
    {
        if (_previous is null) return (0, 0, width, height);
        int left = width, top = height, right = 0, bottom = 0;
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = indices.AsSpan(y * width, width);
            ReadOnlySpan<byte> before = _previous.AsSpan(y * width, width);
            if (row.SequenceEqual(before)) continue;
            top = Math.Min(top, y);
            bottom = y + 1;
            for (int x = 0; x < width; x++)
            {
                if (row[x] == before[x]) continue;
                left = Math.Min(left, x);
                right = Math.Max(right, x + 1);
            }
        }

        return bottom == 0 ? (0, 0, 1, 1) : (left, top, right, bottom);
    }

    private void WriteText(string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        _stream.Write(bytes, 0, bytes.Length);
    }

    private void WriteNumber(int number)
    {
        _stream.WriteByte((byte)number);
        _stream.WriteByte((byte)(number >> 8));
    }
}
