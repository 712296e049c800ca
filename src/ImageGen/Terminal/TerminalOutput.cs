using System;
using System.Buffers.Text;
using System.Globalization;
using System.Threading;

namespace ImageGen.Terminal;

/// <summary>Collects what is written to a terminal into large blocks.</summary>
internal sealed class TerminalOutput(ITerminal terminal, CancellationToken token)
{
    /// <summary>Short, for a slow terminal still gets the whole of a block when the user has stopped.</summary>
    private const int BlockLength = 8 * 1024;

    private readonly byte[] _block = new byte[BlockLength];
    private int _count;

    /// <summary>The user has stopped it. Who writes must end its sequence, and no more.</summary>
    public bool IsStopped => token.IsCancellationRequested;

    public TerminalOutput Put(char ascii)
    {
        if (_count == BlockLength) Flush();
        _block[_count++] = (byte)ascii;
        return this;
    }

    public TerminalOutput Put(string ascii)
    {
        foreach (char c in ascii) Put(c);
        return this;
    }

    public TerminalOutput Put(int number)
    {
        if (number is >= 0 and < 10) return Put((char)('0' + number));
        return number is >= 10 and < 100
            ? Put((char)('0' + number / 10)).Put((char)('0' + number % 10))
            : Put(number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Characters of the terminal's own encoding.</summary>
    public TerminalOutput PutText(string text)
    {
        foreach (byte value in terminal.Encoding.GetBytes(text)) Put((char)value);
        return this;
    }

    /// <summary>A part of some bytes as base64. All parts but the last have a multiple of three bytes.</summary>
    public TerminalOutput PutBase64(ReadOnlySpan<byte> bytes)
    {
        const int Most = BlockLength / 4 * 3;
        while (bytes.Length > 0)
        {
            ReadOnlySpan<byte> part = bytes.Slice(0, Math.Min(bytes.Length, Most));
            if (BlockLength - _count < Base64.GetMaxEncodedToUtf8Length(part.Length)) Flush();
            Base64.EncodeToUtf8(part, _block.AsSpan(_count), out _, out int written);
            _count += written;
            bytes = bytes.Slice(part.Length);
        }

        return this;
    }

    public void Flush()
    {
        if (_count > 0) terminal.Write(_block, _count);
        _count = 0;
    }
}
