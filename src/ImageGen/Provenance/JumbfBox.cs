using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace ImageGen.Provenance;

/// <summary>
/// A labelled box of JUMBF (ISO 19566-5) with the boxes in it and its content. A box that is cut off has what is there.
/// </summary>
internal sealed class JumbfBox
{
    private const int Deepest = 12;
    private const int HeadLength = 8;
    private const int UuidLength = 16;
    private const byte HasLabel = 2;

    private readonly List<JumbfBox> _boxes = [];

    public string Label { get; private set; } = string.Empty;

    public IReadOnlyList<JumbfBox> Boxes => _boxes;

    /// <summary>The content of the box where it is CBOR; empty otherwise.</summary>
    public byte[] Content { get; private set; } = [];

    /// <summary>The outermost box; null when the bytes are none.</summary>
    public static JumbfBox? Read(ReadOnlySpan<byte> bytes)
    {
        bool isBox = TryTake(ref bytes, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> content);
        return isBox && type.SequenceEqual("jumb"u8) ? Read(content, 0) : null;
    }

    /// <summary>
    /// The box of that label, or of one that goes on with a version or a number; null where there is none.
    /// </summary>
    public JumbfBox? Find(string label) => _boxes.Find(box =>
        box.Label.StartsWith(label, StringComparison.Ordinal)
        && (box.Label.Length == label.Length || box.Label[label.Length] is '.' or '_'));

    private static JumbfBox Read(ReadOnlySpan<byte> content, int depth)
    {
        JumbfBox box = new();
        while (TryTake(ref content, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> inner))
        {
            if (type.SequenceEqual("jumd"u8)) box.Label = ReadLabel(inner);
            else if (type.SequenceEqual("cbor"u8)) box.Content = inner.ToArray();
            else if (type.SequenceEqual("jumb"u8) && depth < Deepest) box._boxes.Add(Read(inner, depth + 1));
        }

        return box;
    }

    private static bool TryTake(
        ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> type, out ReadOnlySpan<byte> content)
    {
        type = content = default;
        if (bytes.Length < HeadLength) return false;

        ulong length = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        type = bytes.Slice(4, 4);
        int head = HeadLength;
        if (length == 1 && bytes.Length >= HeadLength + 8)
        {
            length = BinaryPrimitives.ReadUInt64BigEndian(bytes.Slice(HeadLength));
            head += 8;
        }

        // 0 is a box up to the end.
        if (length == 0 || length > (ulong)bytes.Length) length = (ulong)bytes.Length;
        if (length < (ulong)head) return false;

        content = bytes.Slice(head, (int)length - head);
        bytes = bytes.Slice((int)length);
        return true;
    }

    private static string ReadLabel(ReadOnlySpan<byte> description)
    {
        if (description.Length <= UuidLength || (description[UuidLength] & HasLabel) == 0) return string.Empty;

        ReadOnlySpan<byte> label = description.Slice(UuidLength + 1);
        int end = label.IndexOf((byte)0);
        return Encoding.UTF8.GetString(label.Slice(0, end < 0 ? label.Length : end).ToArray());
    }
}
