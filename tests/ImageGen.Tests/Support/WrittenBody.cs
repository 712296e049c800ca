using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using Xunit;

namespace ImageGen.Tests.Support;

/// <summary>Takes a body as the network does, and notes the longest piece that it got at once.</summary>
internal sealed class WrittenBody : MemoryStream
{
    public int LongestPiece { get; private set; }

    /// <summary>Writes the body and checks that it has the length that it declares.</summary>
    public static async Task<WrittenBody> OfAsync(RequestBody body)
    {
        WrittenBody written = new();
        await body.WriteAsync(written);
        Assert.Equal(body.Length, written.Length);
        return written;
    }

    public static async Task<MultipartForm> ParseAsync(FormBody body) =>
        MultipartForm.Parse(body.ContentType, (await OfAsync(body)).ToArray());

    public override void Write(byte[] buffer, int offset, int count)
    {
        LongestPiece = Math.Max(LongestPiece, count);
        base.Write(buffer, offset, count);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer, offset, count);
        return Task.CompletedTask;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        byte[] piece = buffer.ToArray();
        Write(piece, 0, piece.Length);
        return default;
    }
}
