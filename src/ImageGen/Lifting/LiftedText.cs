using System;

namespace ImageGen.Lifting;

/// <summary>How the text of an image ended.</summary>
internal enum TextEnd
{
    NotYet,
    Quote,
    LineBreak,
}

/// <summary>
/// The inside of a JSON string that holds an image: escapes are resolved, base64 goes on to its decoder.
/// </summary>
internal sealed class LiftedText : IDisposable
{
    /// <summary>Base64 of 100 million bytes; a longer text is read to its end and is no image.</summary>
    private const long Longest = 134_000_000;

    private readonly JsonEscape _escape = new();
    private IImageSink? _sink;
    private Base64StreamDecoder? _decoder;

    public TextEnd End { get; private set; }

    /// <summary>Number of characters read.</summary>
    public long Length { get; private set; }

    /// <param name="sink">Where the image goes; null drops it.</param>
    public void Begin(IImageSink? sink)
    {
        _sink = sink;
        _decoder = sink is null ? null : new Base64StreamDecoder(sink);
        _escape.Reset();
        End = TextEnd.NotYet;
        Length = 0;
    }

    /// <summary>Reads up to the end of the string and returns how many bytes it took.</summary>
    public int Append(ReadOnlySpan<byte> input)
    {
        int at = 0;
        while (at < input.Length && End == TextEnd.NotYet)
        {
            if (_escape.IsOpen && input[at] != (byte)'\n')
            {
                ReadEscape(input[at++]);
                continue;
            }

            ReadOnlySpan<byte> rest = input.Slice(at);
            int special = rest.IndexOfAny((byte)'"', (byte)'\\', (byte)'\n');
            int run = special < 0 ? rest.Length : special;
            if (run > 0) _decoder?.Append(rest.Slice(0, run));
            at += run;
            if (special >= 0) ReadSpecial(input[at++]);
        }

        Length += at;
        if (Length > Longest) Drop();
        return at;
    }

    /// <summary>The image, or null when it was dropped or is not base64.</summary>
    public ReceivedImage? Complete(out bool isInvalid)
    {
        _decoder?.Complete();
        isInvalid = _decoder?.IsInvalid == true || End != TextEnd.Quote;
        ReceivedImage? image = isInvalid ? null : _sink?.Complete();
        Dispose();
        return image;
    }

    public void Dispose()
    {
        _sink?.Dispose();
        _sink = null;
        _decoder = null;
    }

    private void Drop()
    {
        _decoder?.Spoil();
        _sink?.Dispose();
        _sink = null;
    }

    private void ReadSpecial(byte special)
    {
        if (special == (byte)'\\') _escape.Begin();
        else End = special == (byte)'"' ? TextEnd.Quote : TextEnd.LineBreak;
    }

    /// <summary>
    /// Resolves <c>\/</c> and <c>\u002b</c>; escaped white space is no part of base64 and is passed over.
    /// </summary>
    private void ReadEscape(byte current)
    {
        _escape.Read(current);
        if (_escape.IsOpen || _escape.Value is ' ' or '\t' or '\r' or '\n') return;

        if (_escape.Value is > ' ' and < 127) _decoder?.Append([(byte)_escape.Value]);
        else _decoder?.Spoil();
    }
}
