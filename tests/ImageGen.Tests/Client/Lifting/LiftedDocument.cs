using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageGen.Lifting;

namespace ImageGen.Tests.Client.Lifting;

/// <summary>What the lifter made of a text that came in pieces: the text that is left, and its images.</summary>
internal sealed class LiftedDocument : IDisposable
{
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly List<IImageSink> _sinks = [];

    public LiftedDocument(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        Images = new LiftedImages(() =>
        {
            MemorySink sink = new();
            _sinks.Add(sink);
            return sink;
        });
        using ImageLifter lifter = new(Images);
        foreach (ReadOnlyMemory<byte> piece in pieces) lifter.Process(piece.Span, _text);
    }

    public LiftedImages Images { get; }

    /// <summary>How many final images were decoded rather than dropped.</summary>
    public int Decoded => _sinks.Count;

    public ReadOnlySpan<byte> Text => _text.WrittenSpan;

    public JsonNode? Json => JsonNode.Parse(Text);

    public static LiftedDocument Of(ReadOnlyMemory<byte> text) => new([text]);

    public static LiftedDocument SplitAt(ReadOnlyMemory<byte> text, int at) => new([text[..at], text[at..]]);

    public static LiftedDocument InPiecesOf(ReadOnlyMemory<byte> text, Func<int> length)
    {
        List<ReadOnlyMemory<byte>> pieces = [];
        while (text.Length > 0)
        {
            int count = Math.Min(text.Length, length());
            pieces.Add(text[..count]);
            text = text[count..];
        }

        return new LiftedDocument(pieces);
    }

    /// <summary>The bytes of an image field; null when the field holds no image.</summary>
    /// <exception cref="FormatException">The field is no base64.</exception>
    public byte[]? Take(JsonNode? field) =>
        field is JsonValue value && value.GetValueKind() == JsonValueKind.String
            ? Images.Take(new ImageText((string)value!), isPartial: false)?.Bytes
            : null;

    public void Dispose() => Images.Dispose();
}
