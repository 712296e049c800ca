using System;
using System.Buffers;

namespace ImageGen.Lifting;

/// <summary>
/// Takes the long base64 values of image fields out of JSON, or out of a stream of JSON lines, while the bytes pass by,
/// and leaves short placeholders. Input may be split anywhere. Everything else passes unchanged.
/// </summary>
/// <remarks>
/// A JSON string holds no raw line break, so one in a string means that the line was cut: the string ends there.
/// </remarks>
internal sealed class ImageLifter(LiftedImages images) : IDisposable
{
    /// <summary>Values shorter than this stay in the text.</summary>
    public const int Threshold = 4096;

    private readonly FieldTracker _field = new();
    private readonly LiftedText _image = new();
    private byte[] _start = ArrayPool<byte>.Shared.Rent(Threshold);
    private State _state;
    private bool _isEscaped;
    private int _started;

    private enum State
    {
        Outside,
        String,
        Candidate,
        Image,
    }

    /// <summary>Reads a piece and writes what is left of it.</summary>
    public void Process(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        while (input.Length > 0)
        {
            int taken = _state switch
            {
                State.Outside => ReadOutside(input, output),
                State.String => ReadString(input, output),
                State.Candidate => ReadCandidate(input, output),
                _ => ReadImage(input, output),
            };
            input = input.Slice(taken);
        }
    }

    /// <summary>Removes an image that was cut off.</summary>
    public void Dispose()
    {
        _image.Dispose();
        if (_start.Length > 0) ArrayPool<byte>.Shared.Return(_start);
        _start = [];
    }

    private int ReadOutside(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        int quote = input.IndexOf((byte)'"');
        int taken = quote < 0 ? input.Length : quote + 1;
        _field.Between(quote < 0 ? input : input.Slice(0, quote));
        output.Write(input.Slice(0, taken));
        if (quote < 0) return taken;

        _state = _field.BeginString() ? State.Candidate : State.String;
        _isEscaped = false;
        _started = 0;
        return taken;
    }

    private int ReadString(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        int taken = FindEnd(input, out bool isEnd);
        ReadOnlySpan<byte> text = input.Slice(0, taken);
        output.Write(text);
        _field.Append(isEnd ? text.Slice(0, taken - 1) : text);
        if (isEnd) EndString(text[taken - 1]);
        return taken;
    }

    /// <summary>Holds the start of an image field back until it is long enough to be lifted.</summary>
    private int ReadCandidate(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        ReadOnlySpan<byte> window = input.Slice(0, Math.Min(input.Length, Threshold - _started));
        int taken = FindEnd(window, out bool isEnd);
        window.Slice(0, taken).CopyTo(_start.AsSpan(_started));
        _started += taken;
        if (isEnd)
        {
            output.Write(_start.AsSpan(0, _started));
            _field.Forget();
            _state = State.Outside;
        }
        else if (_started == Threshold)
        {
            ReadOnlySpan<byte> start = _start.AsSpan(0, Threshold);
            _image.Begin(images.Begin(start, _field.IsPartialImage, _field.IsFinalImage, _field.IsLastEvent));
            _image.Append(start.Slice(LenientBase64.PrefixLength(start)));
            _state = State.Image;
        }

        return taken;
    }

    private int ReadImage(ReadOnlySpan<byte> input, IBufferWriter<byte> output)
    {
        int taken = _image.Append(input);
        if (_image.End == TextEnd.NotYet) return taken;

        long length = _image.Length - 1;
        ReceivedImage? image = _image.Complete(out bool isInvalid);
        output.Write(new Placeholder(isInvalid ? Placeholder.Invalid : images.Add(image), length).ToUtf8());
        output.Write(input.Slice(taken - 1, 1));
        _field.Forget();
        _state = State.Outside;
        return taken;
    }

    private void EndString(byte end)
    {
        if (end == (byte)'"') _field.EndString();
        else _field.Forget();
        _state = State.Outside;
    }

    /// <summary>Length up to and including the end of the string, or all of it when the end is not here.</summary>
    private int FindEnd(ReadOnlySpan<byte> input, out bool isEnd)
    {
        int at = 0;
        while (at < input.Length)
        {
            if (_isEscaped)
            {
                _isEscaped = false;
                if (input[at] != (byte)'\n') at++;
                continue;
            }

            int special = input.Slice(at).IndexOfAny((byte)'"', (byte)'\\', (byte)'\n');
            if (special < 0) break;

            at += special + 1;
            _isEscaped = input[at - 1] == (byte)'\\';
            isEnd = !_isEscaped;
            if (isEnd) return at;
        }

        isEnd = false;
        return input.Length;
    }
}
