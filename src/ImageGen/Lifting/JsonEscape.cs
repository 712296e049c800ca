namespace ImageGen.Lifting;

/// <summary>An escape in a JSON string, read byte by byte, for it may come in pieces.</summary>
internal sealed class JsonEscape
{
    /// <summary>The value of what is no escape.</summary>
    public const int Invalid = -1;

    private const int HexDigits = 4;

    private int _missing;

    /// <summary>True from the backslash until the escape is complete.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The UTF-16 code unit that a complete escape stands for.</summary>
    public int Value { get; private set; }

    /// <summary>Begins after the backslash.</summary>
    public void Begin()
    {
        IsOpen = true;
        _missing = 0;
        Value = 0;
    }

    /// <summary>Forgets an escape that was cut off.</summary>
    public void Reset() => IsOpen = false;

    public void Read(byte current)
    {
        if (_missing > 0)
        {
            int digit = HexDigit(current);
            Value = Value == Invalid || digit == Invalid ? Invalid : Value * 16 + digit;
            IsOpen = --_missing > 0;
        }
        else if (current == (byte)'u')
        {
            _missing = HexDigits;
        }
        else
        {
            Value = Resolve(current);
            IsOpen = false;
        }
    }

    private static int Resolve(byte letter) => letter switch
    {
        (byte)'"' or (byte)'\\' or (byte)'/' => letter,
        (byte)'n' => '\n',
        (byte)'r' => '\r',
        (byte)'t' => '\t',
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        _ => Invalid,
    };

    private static int HexDigit(byte current)
    {
        if (current is >= (byte)'0' and <= (byte)'9') return current - '0';
        int letter = current | 0x20;
        return letter is >= 'a' and <= 'f' ? letter - 'a' + 10 : Invalid;
    }
}
