using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace ImageGen.Provenance;

/// <summary>
/// Reads CBOR (RFC 8949) as far as content credentials use it: whole numbers, bytes, texts, arrays, maps, and what is
/// tagged. Bounded in depth, and in length by the bytes that are there. Other simple values are null.
/// </summary>
internal ref struct CborReader
{
    private const int Deepest = 32;
    private const int IndefiniteLength = 31;
    private const byte Break = 0xFF;

    private ReadOnlySpan<byte> _rest;
    private bool _isBroken;

    private CborReader(ReadOnlySpan<byte> bytes)
    {
        _rest = bytes;
        _isBroken = false;
    }

    /// <summary>
    /// The value: long, byte[], string, List of values, Dictionary by text or number as text, or null.
    /// </summary>
    /// <returns>False when the bytes are no CBOR, or only the start of it.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out object? value)
    {
        CborReader reader = new(bytes);
        value = reader.Read(0);
        if (reader._isBroken) value = null;
        return !reader._isBroken;
    }

    private object? Read(int depth)
    {
        if (_rest.Length == 0 || depth > Deepest) return Fail();

        int major = _rest[0] >> 5;
        int info = _rest[0] & 31;
        _rest = _rest.Slice(1);
        if (info == IndefiniteLength) return ReadIndefinite(major, depth);

        ulong argument = ReadArgument(info);
        if (_isBroken) return null;

        return major switch
        {
            0 => (long)Math.Min(argument, long.MaxValue),
            1 => -1 - (long)Math.Min(argument, long.MaxValue),
            2 => ReadBytes(argument),
            3 => ReadBytes(argument) is byte[] text ? Encoding.UTF8.GetString(text) : null,
            4 => ReadArray(argument, depth),
            5 => ReadMap(argument, depth),
            6 => Read(depth + 1),
            _ => null,
        };
    }

    private ulong ReadArgument(int info)
    {
        int length = info switch { < 24 => 0, 24 => 1, 25 => 2, 26 => 4, 27 => 8, _ => -1 };
        if (length == 0) return (ulong)info;
        if (length < 0 || _rest.Length < length)
        {
            Fail();
            return 0;
        }

        ReadOnlySpan<byte> bytes = _rest.Slice(0, length);
        _rest = _rest.Slice(length);
        return length switch
        {
            1 => bytes[0],
            2 => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            4 => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            _ => BinaryPrimitives.ReadUInt64BigEndian(bytes),
        };
    }

    private byte[]? ReadBytes(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            Fail();
            return null;
        }

        byte[] bytes = _rest.Slice(0, (int)length).ToArray();
        _rest = _rest.Slice((int)length);
        return bytes;
    }

    /// <summary>Every item has a byte at least, so that a count beyond them is a lie.</summary>
    private object? ReadArray(ulong count, int depth)
    {
        if (count > (ulong)_rest.Length) return Fail();

        List<object?> items = [];
        for (ulong item = 0; item < count && !_isBroken; item++) items.Add(Read(depth + 1));
        return items;
    }

    private object? ReadMap(ulong count, int depth)
    {
        if (count > (ulong)_rest.Length / 2) return Fail();

        Dictionary<string, object?> map = new(StringComparer.Ordinal);
        for (ulong item = 0; item < count && !_isBroken; item++) ReadPair(map, depth);
        return map;
    }

    private void ReadPair(Dictionary<string, object?> map, int depth)
    {
        object? key = Read(depth + 1);
        object? value = Read(depth + 1);
        if (key is string or long) map[key.ToString()!] = value;
    }

    private object? ReadIndefinite(int major, int depth)
    {
        List<object?> items = [];
        Dictionary<string, object?> map = new(StringComparer.Ordinal);
        while (!_isBroken && !AtBreak())
        {
            if (major == 5) ReadPair(map, depth);
            else items.Add(Read(depth + 1));
        }

        return major switch
        {
            2 => Join(items),
            3 => string.Concat(items),
            4 => items,
            5 => map,
            _ => Fail(),
        };
    }

    private static byte[] Join(List<object?> pieces)
    {
        List<byte> joined = [];
        foreach (object? piece in pieces) joined.AddRange(piece as byte[] ?? []);
        return [.. joined];
    }

    private bool AtBreak()
    {
        if (_rest.Length == 0 || _rest[0] != Break) return false;

        _rest = _rest.Slice(1);
        return true;
    }

    private object? Fail()
    {
        _isBroken = true;
        return null;
    }
}
