using System;
using System.Runtime.InteropServices;
using System.Text;

namespace ImageGen.Runs.Spending;

/// <summary>The id of a reservation. One of up to 16 bytes, as ours are, is kept without a text.</summary>
internal readonly struct LedgerKey : IEquatable<LedgerKey>
{
    private const int Longest = 16;

    private readonly ulong _first;
    private readonly ulong _second;
    private readonly string? _text;

    public LedgerKey(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > Longest)
        {
            _text = Encoding.UTF8.GetString(utf8.ToArray());
            return;
        }

        Span<byte> bytes = stackalloc byte[Longest];
        bytes.Clear();
        utf8.CopyTo(bytes);
        _first = MemoryMarshal.Read<ulong>(bytes);
        _second = MemoryMarshal.Read<ulong>(bytes.Slice(8));
    }

    /// <summary>True where there is no id.</summary>
    public bool IsEmpty => _text is null && _first == 0;

    public bool Equals(LedgerKey other) => _first == other._first && _second == other._second && _text == other._text;

    public override bool Equals(object? obj) => obj is LedgerKey other && Equals(other);

    public override int GetHashCode() => _text?.GetHashCode() ?? (_first ^ (_second * 31)).GetHashCode();

    /// <summary>The id as the ledger has it.</summary>
    public override string ToString()
    {
        if (_text is not null) return _text;

        byte[] bytes = new byte[Longest];
        BitConverter.GetBytes(_first).CopyTo(bytes, 0);
        BitConverter.GetBytes(_second).CopyTo(bytes, 8);
        return Encoding.UTF8.GetString(bytes).TrimEnd('\0');
    }
}
