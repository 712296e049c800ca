using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Sandbox.Http;

/// <summary>
/// A stream of byte blocks made while it is read. A block is made on the thread pool, not on the reader's thread, and
/// the end of the reader (its token, or disposal) reaches into the making.
/// </summary>
internal sealed class FrameStream : Stream
{
    private readonly CancellationTokenSource _ending = new();
    private readonly object _gate = new();
    private readonly IEnumerator<byte[]> _frames;
    private byte[] _frame = [];
    private int _position;
    private volatile bool _isDisposed;

    public FrameStream(Func<CancellationToken, IEnumerable<byte[]>> frames) =>
        _frames = frames(_ending.Token).GetEnumerator();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (count == 0 || !Fill()) return 0;
        int length = Math.Min(count, _frame.Length - _position);
        Array.Copy(_frame, _position, buffer, offset, length);
        _position += length;
        return length;
    }

    public override async Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_position < _frame.Length || count == 0) return Read(buffer, offset, count);
        using (cancellationToken.Register(_ending.Cancel))
        {
            // Only the making runs elsewhere: nothing may write to the buffer once the reader has gone.
            bool hasMore = await Cancellable.RunAsync(Fill, cancellationToken).ConfigureAwait(false);
            return hasMore ? Read(buffer, offset, count) : 0;
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        // No waiting for a block that is being made: the frames hold memory only.
        if (disposing)
        {
            _isDisposed = true;
            _ending.Cancel();
        }

        base.Dispose(disposing);
    }

    private bool Fill()
    {
        lock (_gate)
        {
            if (_isDisposed) throw new ObjectDisposedException(nameof(FrameStream));
            if (_position < _frame.Length) return true;
            _ending.Token.ThrowIfCancellationRequested();
            if (!_frames.MoveNext()) return false;
            _frame = _frames.Current;
            _position = 0;
            return true;
        }
    }
}
