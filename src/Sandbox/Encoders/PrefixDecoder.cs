using System.IO;

namespace ImageGen.Sandbox.Encoders;

/// <summary>The other side of <see cref="PrefixCode"/>.</summary>
internal sealed class PrefixDecoder
{
    private readonly int[] _countOfLength = new int[PrefixCode.LongestCode + 1];
    private readonly int[] _symbols;
    private readonly bool _isSingle;

    private PrefixDecoder(int symbol)
    {
        _symbols = [symbol];
        _isSingle = true;
    }

    private PrefixDecoder(int[] lengths)
    {
        _symbols = new int[lengths.Length];
        int count = 0;
        for (int length = 1; length < _countOfLength.Length; length++)
        {
            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] != length) continue;
                _symbols[count++] = symbol;
                _countOfLength[length]++;
            }
        }

        if (count < 2) throw new InvalidDataException();
    }

    /// <exception cref="InvalidDataException">There is no such code.</exception>
    public static PrefixDecoder Read(BitReader bits, int size)
    {
        if (bits.ReadBit() == 1)
        {
            if (bits.Read(2) != 0b10) throw new InvalidDataException();
            return new PrefixDecoder(bits.Read(8));
        }

        int[] ofLengths = new int[PrefixCode.LengthOrder.Count];
        int used = bits.Read(4) + 4;
        if (used > ofLengths.Length) throw new InvalidDataException();
        for (int index = 0; index < used; index++) ofLengths[PrefixCode.LengthOrder[index]] = bits.Read(3);
        PrefixDecoder code = new(ofLengths);
        if (bits.ReadBit() == 1) throw new InvalidDataException();

        int[] lengths = new int[size];
        for (int at = 0; at < size;)
        {
            int symbol = code.Decode(bits);
            int repeats = symbol switch
            {
                16 => 3 + bits.Read(2),
                17 => 3 + bits.Read(3),
                18 => 11 + bits.Read(7),
                _ => 1,
            };
            if (at + repeats > size) throw new InvalidDataException();
            int length = symbol < 16 ? symbol : symbol == 16 && at > 0 ? lengths[at - 1] : 0;
            for (; repeats > 0; repeats--) lengths[at++] = length;
        }

        return new PrefixDecoder(lengths);
    }

    /// <exception cref="InvalidDataException">The bits are no symbol.</exception>
    public int Decode(BitReader bits)
    {
        if (_isSingle) return _symbols[0];
        int code = 0;
        int first = 0;
        int index = 0;
        for (int length = 1; length < _countOfLength.Length; length++)
        {
            code |= bits.ReadBit();
            int count = _countOfLength[length];
            if (code - first < count) return _symbols[index + code - first];
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }

        throw new InvalidDataException();
    }
}
