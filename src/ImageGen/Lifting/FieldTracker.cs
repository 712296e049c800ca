using System;

namespace ImageGen.Lifting;

/// <summary>
/// Remembers as much of the JSON around as is needed to know an image field: the name before a value, and the type of
/// the event that it belongs to.
/// </summary>
internal sealed class FieldTracker
{
    /// <summary>Stands for every character that no name has.</summary>
    private const byte NotAscii = 0xFF;

    /// <summary>In the middle of a line, where no prefix begins.</summary>
    private const int NotAtLine = -1;

    private readonly byte[] _text = new byte[64];
    private readonly JsonEscape _escape = new();
    private int _length;
    private bool _isText;
    private bool _colon;
    private bool _isType;
    private int _prefix = NotAtLine;

    /// <summary>True while the value belongs to a preview.</summary>
    public bool IsPartialImage { get; private set; }

    /// <summary>True while the value is known to be a final image.</summary>
    public bool IsFinalImage { get; private set; }

    /// <summary>True within the event that ends a stream and repeats all its images.</summary>
    public bool IsLastEvent { get; private set; }

    private bool IsPartialEvent { get; set; }

    private bool IsImageEvent { get; set; }

    private ReadOnlySpan<byte> Text => _isText ? _text.AsSpan(0, _length) : default;

    /// <summary>
    /// Reads what is between two strings: a colon alone makes the next one a value. An event may have several lines,
    /// each with its prefix.
    /// </summary>
    public void Between(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> prefix = "data:"u8;
        foreach (byte current in bytes)
        {
            if (_prefix != NotAtLine && current == prefix[_prefix])
            {
                if (++_prefix == prefix.Length) _prefix = NotAtLine;
                continue;
            }

            if (_prefix > 0) Forget();
            _prefix = NotAtLine;
            switch (current)
            {
                case (byte)':':
                    _colon = true;
                    break;
                case (byte)'\n' or (byte)'\r':
                    _prefix = 0;
                    IsLastEvent = false;
                    IsPartialEvent = false;
                    IsImageEvent = false;
                    break;
                case (byte)' ' or (byte)'\t':
                    break;
                default:
                    Forget();
                    break;
            }
        }
    }

    /// <summary>Begins a string and tells whether it is the value of an image field.</summary>
    public bool BeginString()
    {
        bool isValue = _colon && _isText;
        _prefix = NotAtLine;
        bool isPreview = isValue && Text.SequenceEqual("partial_image_b64"u8);
        bool isEither = isValue && Text.SequenceEqual("b64_json"u8);
        bool isResult = isValue && Text.SequenceEqual("result"u8);
        IsPartialImage = isPreview || (isEither && IsPartialEvent);
        IsFinalImage = isResult || (isEither && IsImageEvent);
        _isType = isValue && Text.SequenceEqual("type"u8);
        _length = 0;
        _isText = true;
        _colon = false;
        _escape.Reset();
        return isPreview || isEither || isResult;
    }

    /// <summary>Reads a piece of a string as it stands in the JSON: any character of it may be an escape.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (_isText && bytes.Length > 0)
        {
            if (_escape.IsOpen)
            {
                _escape.Read(bytes[0]);
                bytes = bytes.Slice(1);
                if (!_escape.IsOpen) Add([_escape.Value is >= 0 and < 128 ? (byte)_escape.Value : NotAscii]);
                continue;
            }

            int backslash = bytes.IndexOf((byte)'\\');
            Add(backslash < 0 ? bytes : bytes.Slice(0, backslash));
            bytes = backslash < 0 ? default : bytes.Slice(backslash + 1);
            if (backslash >= 0) _escape.Begin();
        }
    }

    /// <summary>
    /// Ends a string, which may be the name of the next value. What an event is holds to the end of its line, although
    /// the items in it have types of their own.
    /// </summary>
    public void EndString()
    {
        if (!_isType) return;

        IsPartialEvent |= Text.EndsWith(".partial_image"u8);
        IsImageEvent |= Text.SequenceEqual("image_generation.completed"u8)
            || Text.SequenceEqual("image_edit.completed"u8);
        IsLastEvent |= Text.SequenceEqual("response.completed"u8)
            || Text.SequenceEqual("response.incomplete"u8)
            || Text.SequenceEqual("response.failed"u8);
        Forget();
    }

    /// <summary>The name that starts here does not matter.</summary>
    public void Forget()
    {
        _isText = false;
        _colon = false;
        _isType = false;
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        _isText = _length + bytes.Length <= _text.Length;
        if (!_isText) return;

        bytes.CopyTo(_text.AsSpan(_length));
        _length += bytes.Length;
    }
}
