using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Http;

/// <summary>
/// A body of known length that fails when it ends before. .NET Framework takes a connection that was closed early for
/// the end of the body.
/// </summary>
/// <param name="source">The body as it comes.</param>
/// <param name="length">Its length as the server announced it.</param>
internal sealed class WholeBodyStream(Stream source, long length) : Stream
{
    private long _received;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _received;
        set => throw new NotSupportedException();
    }

    /// <exception cref="EndOfStreamException">The body ends before its length.</exception>
    public override async Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Checked(await source.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false), count);

    /// <exception cref="EndOfStreamException">The body ends before its length.</exception>
    public override int Read(byte[] buffer, int offset, int count) =>
        Checked(source.Read(buffer, offset, count), count);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }

    private int Checked(int read, int wanted)
    {
        _received += read;
        return read > 0 || wanted == 0 || _received >= length ? read : throw new EndOfStreamException(
            $"The connection was closed after {_received:N0} of {length:N0} bytes.");
    }
}
