using System.IO;

namespace ImageGen.Sandbox.Encoders;

/// <summary>Takes numbers out of bytes, the lowest bit first.</summary>
internal sealed class BitReader(byte[] bytes, int start)
{
    private int _offset = start;
    private int _bits;
    private int _count;

    /// <exception cref="EndOfStreamException">The bytes end too early.</exception>
    public int Read(int count)
    {
        int value = 0;
        for (int index = 0; index < count; index++) value |= ReadBit() << index;
        return value;
    }

    /// <exception cref="EndOfStreamException">The bytes end too early.</exception>
    public int ReadBit()
    {
        if (_count == 0)
        {
            _bits = _offset < bytes.Length ? bytes[_offset++] : throw new EndOfStreamException();
            _count = 8;
        }

        int bit = _bits & 1;
        _bits >>= 1;
        _count--;
        return bit;
    }
}
