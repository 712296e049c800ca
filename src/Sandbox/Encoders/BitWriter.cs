using System.IO;

namespace ImageGen.Sandbox.Encoders;

/// <summary>Packs numbers into bytes, the lowest bit first.</summary>
internal sealed class BitWriter
{
    private readonly MemoryStream _stream = new();
    private ulong _bits;
    private int _count;

    /// <summary>Adds the lowest bits of a number, at most 32 of them.</summary>
    public void Write(uint value, int count)
    {
        _bits |= (ulong)value << _count;
        for (_count += count; _count >= 8; _count -= 8)
        {
            _stream.WriteByte((byte)_bits);
            _bits >>= 8;
        }
    }

    /// <summary>All bytes, the last one padded with zeros.</summary>
    public byte[] ToBytes()
    {
        if (_count > 0) Write(0, 8 - _count);
        return _stream.ToArray();
    }
}
