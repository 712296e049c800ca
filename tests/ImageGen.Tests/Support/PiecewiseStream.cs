using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Tests.Support;

/// <summary>
/// Gives its bytes in pieces: so many with the first read, so many with each further one. It can end with a failure,
/// or wait for the token at its end.
/// </summary>
internal sealed class PiecewiseStream(byte[] bytes, int first, int further, Exception? end = null, bool waits = false)
    : Stream
{
    private int _position;

    public PiecewiseStream(byte[] bytes, Exception? end)
        : this(bytes, int.MaxValue, int.MaxValue, end)
    {
    }

    public bool IsDisposed { get; private set; }

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
        int piece = Math.Min(Math.Min(count, _position == 0 ? first : further), bytes.Length - _position);
        if (piece == 0 && end is not null) throw end;

        Array.Copy(bytes, _position, buffer, offset, piece);
        _position += piece;
        return piece;
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken token)
    {
        if (waits && _position == bytes.Length) await Task.Delay(Timeout.Infinite, token);
        return Read(buffer, offset, count);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token = default)
    {
        byte[] target = new byte[buffer.Length];
        int read = await ReadAsync(target, 0, target.Length, token);
        target.AsMemory(0, read).CopyTo(buffer);
        return read;
    }

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        IsDisposed = true;
        base.Dispose(disposing);
    }
}
