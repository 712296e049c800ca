using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Apis.Batches;

/// <summary>
/// Shows one line of a file after the other as a stream of its own: each ends where its line ends, however long it is.
/// </summary>
/// <param name="source">The file as it comes.</param>
/// <param name="arrived">Called with the length of each piece that came.</param>
internal sealed class LineStream(Stream source, Action<int> arrived) : Stream
{
    private const int PieceLength = 256 * 1024;

    private readonly byte[] _piece = new byte[PieceLength];
    private int _start;
    private int _end;
    private long _arrived;
    private bool _isAtEnd;
    private bool _isLineOver = true;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>True where the current line had an end of its own; false where the file ended in it.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>How many bytes of the source are behind what was read.</summary>
    public long Consumed => _arrived - (_end - _start);

    /// <summary>What is at hand of the current line, without taking it.</summary>
    public ReadOnlySpan<byte> Beginning
    {
        get
        {
            ReadOnlySpan<byte> held = _piece.AsSpan(_start, _end - _start);
            int end = held.IndexOf((byte)'\n');
            return end < 0 ? held : held.Slice(0, end);
        }
    }

    /// <summary>Goes to the next line that is not empty; false where there is none.</summary>
    public async Task<bool> NextAsync(CancellationToken token)
    {
        await SkipRestAsync(token).ConfigureAwait(false);
        while (true)
        {
            if (_start == _end && !await FillAsync(token).ConfigureAwait(false)) return false;
            if (!IsBetweenLines(_piece[_start])) break;
            _start++;
        }

        _isLineOver = false;
        IsWhole = false;
        while (!_isAtEnd && IsTooShort()) await TopUpAsync(token).ConfigureAwait(false);
        return true;
    }

    /// <summary>Passes over what is left of the current line.</summary>
    public async Task SkipRestAsync(CancellationToken token)
    {
        while (!_isLineOver) await SkipAsync(token).ConfigureAwait(false);
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (_isLineOver || (_start == _end && !await FillAsync(cancellationToken).ConfigureAwait(false)))
        {
            _isLineOver = true;
            return 0;
        }

        int length = Math.Min(count, _end - _start);
        int end = Array.IndexOf(_piece, (byte)'\n', _start, length);
        int taken = end < 0 ? length : end - _start;
        Buffer.BlockCopy(_piece, _start, buffer, offset, taken);
        _start += taken;
        if (end < 0) return taken;

        _start++;
        IsWhole = true;
        _isLineOver = true;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The file is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>
    /// Blanks, and the mark that some editors put at the start of a file; no line of JSON begins with one.
    /// </summary>
    private static bool IsBetweenLines(byte value) =>
        value is (byte)'\n' or (byte)'\r' or (byte)' ' or (byte)'\t' or 0xEF or 0xBB or 0xBF;

    /// <summary>True where more must come before it can be told whose line it is.</summary>
    private bool IsTooShort() =>
        _end - _start < CustomId.Window && Array.IndexOf(_piece, (byte)'\n', _start, _end - _start) < 0;

    private async Task SkipAsync(CancellationToken token)
    {
        if (_start == _end && !await FillAsync(token).ConfigureAwait(false))
        {
            _isLineOver = true;
            return;
        }

        int end = Array.IndexOf(_piece, (byte)'\n', _start, _end - _start);
        _isLineOver = end >= 0;
        _start = end < 0 ? _end : end + 1;
    }

    private async Task<bool> FillAsync(CancellationToken token)
    {
        (_start, _end) = (0, 0);
        await TopUpAsync(token).ConfigureAwait(false);
        return _end > 0;
    }

    /// <summary>Reads once more behind what is held.</summary>
    private async Task TopUpAsync(CancellationToken token)
    {
        if (_isAtEnd) return;

        Buffer.BlockCopy(_piece, _start, _piece, 0, _end - _start);
        (_start, _end) = (0, _end - _start);
        int read = await source.ReadAsync(_piece, _end, _piece.Length - _end, token).ConfigureAwait(false);
        _isAtEnd = read == 0;
        _end += read;
        _arrived += read;
        if (read > 0) arrived(read);
    }
}
