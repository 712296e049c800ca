using System;
using System.Collections.Generic;
using System.IO;

namespace ImageGen.Sandbox.Encoders;

/// <summary>The compression of GIF: codes of 9 to 12 bits, lowest bit first, in blocks of at most 255 bytes.</summary>
internal sealed class LzwEncoder
{
    private const int MinimumBits = 8;
    private const int Clear = 1 << MinimumBits;
    private const int Last = Clear + 1;
    private const int MaximumCodes = 4096;
    private readonly Stream _stream;
    private readonly Dictionary<int, int> _codes = [];
    private readonly byte[] _block = new byte[256];
    private int _length;
    private int _next = Last + 1;
    private int _width = MinimumBits + 1;
    private int _prefix = -1;
    private int _bits;
    private int _bitCount;

    public LzwEncoder(Stream stream)
    {
        _stream = stream;
        stream.WriteByte(MinimumBits);
        Put(Clear);
    }

    public void Add(ReadOnlySpan<byte> indices)
    {
        foreach (byte index in indices)
        {
            if (_prefix < 0)
            {
                _prefix = index;
                continue;
            }

            int key = _prefix << 8 | index;
            if (_codes.TryGetValue(key, out int code))
            {
                _prefix = code;
                continue;
            }

            Put(_prefix);
            _prefix = index;
            Learn(key);
        }
    }

    public void End()
    {
        Put(_prefix);

        // The reader learns a code from this one too, which may make the next one wider.
        if (_next < MaximumCodes && _next == 1 << _width) _width++;
        Put(Last);
        while (_bitCount > 0) TakeByte();
        Flush();
        _stream.WriteByte(0);
    }

    private void Learn(int key)
    {
        if (_next == MaximumCodes)
        {
            Put(Clear);
            _codes.Clear();
            _next = Last + 1;
            _width = MinimumBits + 1;
            return;
        }

        // A code is as wide as the largest one known: the new one counts from the next code on.
        if (_next == 1 << _width) _width++;
        _codes.Add(key, _next++);
    }

    private void Put(int code)
    {
        _bits |= code << _bitCount;
        _bitCount += _width;
        while (_bitCount >= 8) TakeByte();
    }

    private void TakeByte()
    {
        _block[++_length] = (byte)_bits;
        _bits >>= 8;
        _bitCount -= 8;
        if (_length == 255) Flush();
    }

    private void Flush()
    {
        if (_length == 0) return;
        _block[0] = (byte)_length;
        _stream.Write(_block, 0, _length + 1);
        _length = 0;
    }
}
