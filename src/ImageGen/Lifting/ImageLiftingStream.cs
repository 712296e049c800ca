using System;
using System.Buffers;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Lifting;

/// <summary>
/// An answer's body as the parsers see it: without its images, which are decoded while they arrive, and without the
/// byte order mark that it may begin with.
/// </summary>
/// <param name="source">The body as it comes.</param>
/// <param name="images">Where the images go.</param>
/// <param name="arrived">Called for each piece that came, whatever it was.</param>
internal sealed class ImageLiftingStream(Stream source, LiftedImages images, Action? arrived = null) : Stream
{
    private const int PieceLength = 128 * 1024;

    private readonly ImageLifter _lifter = new(images);
    private readonly PassedBytes _passed = new();
    private int _markRead;
    private byte[] _piece = ArrayPool<byte>.Shared.Rent(PieceLength);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        while (_passed.IsEmpty)
        {
            int read = await source.ReadAsync(_piece.AsMemory(), cancellationToken).ConfigureAwait(false);
            if (read == 0) return 0;
            arrived?.Invoke();
            _lifter.Process(WithoutMark(_piece.AsSpan(0, read)), _passed);
        }

        return _passed.Read(buffer.AsSpan(offset, count));
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The body of an answer is read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> piece)
    {
        ReadOnlySpan<byte> mark = "\uFEFF"u8;
        while (_markRead < mark.Length && piece.Length > 0)
        {
            if (piece[0] == mark[_markRead])
            {
                _markRead++;
                piece = piece.Slice(1);
            }
            else
            {
                _markRead = mark.Length;
            }
        }

        return piece;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _piece.Length > 0)
        {
            _lifter.Dispose();
            _passed.Dispose();
            source.Dispose();
            ArrayPool<byte>.Shared.Return(_piece);
            _piece = [];
        }

        base.Dispose(disposing);
    }
}
