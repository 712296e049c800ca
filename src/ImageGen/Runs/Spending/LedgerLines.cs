using System;
using System.IO;

namespace ImageGen.Runs.Spending;

/// <summary>Takes one line of a ledger, without its end.</summary>
internal delegate void LineAction(ReadOnlySpan<byte> line);

/// <summary>
/// Reads the lines of a ledger that others may be writing to. A last line without an end is left for later.
/// </summary>
internal sealed class LedgerLines(Stream file)
{
    private const int BlockSize = 64 * 1024;
    private const byte LineFeed = (byte)'\n';

    private byte[] _buffer = new byte[BlockSize];

    /// <summary>True where a line followed the last one that has no end yet.</summary>
    public bool EndsTorn { get; private set; }

    /// <summary>Reads on from a position to the end, and gives the position behind the last whole line.</summary>
    public long ReadFrom(long position, LineAction take)
    {
        file.Position = position;
        int kept = 0;
        while (true)
        {
            if (kept == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
            int read = file.Read(_buffer, kept, _buffer.Length - kept);
            if (read == 0) break;

            int filled = kept + read;
            int start = 0;
            int from = kept;
            while (Array.IndexOf(_buffer, LineFeed, from, filled - from) is int end and >= 0)
            {
                if (end > start) take(_buffer.AsSpan(start, end - start));
                start = from = end + 1;
            }

            position += start;
            kept = filled - start;
            Buffer.BlockCopy(_buffer, start, _buffer, 0, kept);
        }

        EndsTorn = kept > 0;
        return position;
    }

    /// <summary>
    /// A position from which on all is read that was reserved since a time. It is found from the end backwards, so that
    /// older years are not read.
    /// </summary>
    public long FindStart(DateTimeOffset since)
    {
        RepeatedTexts texts = new();
        for (long at = file.Length - BlockSize; at > 0; at -= BlockSize)
        {
            if (IsOlder(at, since, texts)) return at;
        }

        return 0;
    }

    /// <summary>True where the first reservation of a block is older.</summary>
    private bool IsOlder(long at, DateTimeOffset since, RepeatedTexts texts)
    {
        file.Position = at;
        int filled = 0;
        while (filled < BlockSize && file.Read(_buffer, filled, BlockSize - filled) is int read and > 0) filled += read;
        ReadOnlySpan<byte> rest = _buffer.AsSpan(0, filled);
        rest = rest.Slice(rest.IndexOf(LineFeed) + 1);
        while (rest.IndexOf(LineFeed) is int end and >= 0)
        {
            bool isReservation = LedgerLine.TryRead(rest.Slice(0, end), default, texts, out LedgerLine line)
                && line.IsReservation;
            if (isReservation) return line.Time < since;

            rest = rest.Slice(end + 1);
        }

        return false;
    }
}
