using System.Collections.Generic;
using System.Linq;

namespace ImageGen.Sandbox.Encoders;

/// <summary>
/// A prefix code of lossless WebP. Its lengths say all about it; they are written before it is used, run-length encoded
/// in a prefix code of their own.
/// </summary>
internal sealed class PrefixCode
{
    public const int LongestCode = 15;

    private const int LongestLengthCode = 7;
    private const int RepeatLast = 16;
    private const int FewZeros = 17;
    private const int ManyZeros = 18;

    private readonly byte[] _lengths;
    private readonly uint[] _codes;
    private readonly bool _isSingle;

    private PrefixCode(byte[] lengths)
    {
        _lengths = lengths;
        _codes = Codes(lengths);
        _isSingle = lengths.Count(length => length > 0) < 2;
    }

    /// <summary>The order in which the lengths of the lengths' code are written.</summary>
    public static IReadOnlyList<int> LengthOrder { get; } =
        [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

    /// <summary>The code for symbols that occur so often.</summary>
    public static PrefixCode For(int[] counts) => new(PrefixLengths.For(counts, LongestCode));

    /// <summary>Writes a symbol. The only one of a code takes no bits.</summary>
    public void Write(BitWriter bits, int symbol)
    {
        if (!_isSingle) bits.Write(_codes[symbol], _lengths[symbol]);
    }

    /// <summary>Writes the code itself.</summary>
    public void WriteTo(BitWriter bits)
    {
        if (_isSingle)
        {
            // A simple code of one symbol of eight bits: of a symbol beyond them no code here is made alone.
            bits.Write(0b101, 3);
            bits.Write((uint)System.Math.Max(0, System.Array.FindIndex(_lengths, length => length > 0)), 8);
            return;
        }

        List<(int Symbol, int Extra, int ExtraBits)> runs = Runs();
        int[] counts = new int[LengthOrder.Count];
        foreach ((int symbol, _, _) in runs) counts[symbol]++;
        PrefixCode code = new(PrefixLengths.For(counts, LongestLengthCode));
        int used = LengthOrder.Count;
        while (used > 4 && code._lengths[LengthOrder[used - 1]] == 0) used--;
        bits.Write(0, 1);
        bits.Write((uint)used - 4, 4);
        foreach (int symbol in LengthOrder.Take(used)) bits.Write(code._lengths[symbol], 3);
        bits.Write(0, 1);
        foreach ((int symbol, int extra, int extraBits) in runs)
        {
            code.Write(bits, symbol);
            bits.Write((uint)extra, extraBits);
        }
    }

    /// <summary>Shorter codes first, then by symbol; the bits turned round, for they are read from the root.</summary>
    private static uint[] Codes(byte[] lengths)
    {
        uint[] codes = new uint[lengths.Length];
        uint next = 0;
        for (int length = 1; length <= LongestCode; length++, next <<= 1)
        {
            for (int symbol = 0; symbol < lengths.Length; symbol++)
            {
                if (lengths[symbol] == length) codes[symbol] = Reverse(next++, length);
            }
        }

        return codes;
    }

    private static uint Reverse(uint code, int length)
    {
        uint reversed = 0;
        for (int bit = 0; bit < length; bit++) reversed |= (code >> bit & 1) << (length - 1 - bit);
        return reversed;
    }

    private List<(int Symbol, int Extra, int ExtraBits)> Runs()
    {
        List<(int, int, int)> runs = [];
        for (int start = 0; start < _lengths.Length;)
        {
            byte length = _lengths[start];
            int end = start;
            while (end < _lengths.Length && _lengths[end] == length) end++;
            int left = end - start;
            start = end;
            if (length > 0)
            {
                runs.Add((length, 0, 0));
                left--;
            }

            for (int take; left >= 3; left -= take)
            {
                take = System.Math.Min(left, length > 0 ? 6 : left > 10 ? 138 : 10);
                runs.Add(length > 0 ? (RepeatLast, take - 3, 2)
                    : take > 10 ? (ManyZeros, take - 11, 7)
                    : (FewZeros, take - 3, 3));
            }

            for (; left > 0; left--) runs.Add((length, 0, 0));
        }

        return runs;
    }
}
