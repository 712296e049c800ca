using System;
using System.IO;

namespace ImageGen.Runs.Batches;

/// <summary>
/// Reads the lines of a record from any place in it. A last line without an end is torn and is not read.
/// </summary>
internal sealed class RecordLineReader(Stream source)
{
    private const int UsualLength = 64 * 1024;

    private byte[] _buffer = new byte[UsualLength];
    private int _start;
    private int _end;
    private long _next = source.Position;

    /// <summary>Where the current line begins, in bytes.</summary>
    public long Offset { get; private set; }

    /// <summary>Where the line behind the current one begins.</summary>
    public long NextOffset => _next;

    /// <summary>The current line without its end; valid until the next one is read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Reads on from another place.</summary>
    public void GoTo(long offset)
    {
        source.Position = offset;
        (_start, _end) = (0, 0);
        _next = offset;
    }

    /// <summary>Goes to the next whole line; false where there is none.</summary>
    public bool Read()
    {
        for (int searched = _start; ;)
        {
            int found = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                int length = searched + found - _start;
                Line = _buffer.AsMemory(_start, length);
                Offset = _next;
                _start += length + 1;
                _next += length + 1;
                return true;
            }

            int kept = _end - _start;
            MakeRoom(kept);
            searched = kept;
            int read = source.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0) return false;

            _end += read;
        }
    }

    /// <summary>Moves what is not read yet to the front, and doubles a buffer that a line fills.</summary>
    private void MakeRoom(int kept)
    {
        byte[] target = kept > _buffer.Length / 2 ? new byte[_buffer.Length * 2] : _buffer;
        Buffer.BlockCopy(_buffer, _start, target, 0, kept);
        _buffer = target;
        (_start, _end) = (0, kept);
    }
}
