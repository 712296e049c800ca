using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Http;

/// <summary>Reads and writes bodies, and hides the differences of the frameworks.</summary>
internal static class HttpContentExtensions
{
    /// <summary>Fills the start of a buffer.</summary>
    /// <exception cref="EndOfStreamException">The stream ends before.</exception>
    public static async Task ReadFullyAsync(this Stream stream, byte[] buffer, int count)
    {
        for (int filled = 0; filled < count;)
        {
            int read = await stream.ReadAsync(buffer, filled, count - filled).ConfigureAwait(false);
            if (read == 0) throw new EndOfStreamException("The image file became shorter while it was sent.");
            filled += read;
        }
    }

    /// <summary>Opens the body of an answer. Where its length is known, an end before it is a failure.</summary>
    public static async Task<Stream> OpenStreamAsync(this HttpContent content, CancellationToken token)
    {
        Stream body = await content.ReadStreamAsync(token).ConfigureAwait(false);
        bool isEncoded = content.Headers.ContentEncoding.Count > 0;
        return !isEncoded && content.Headers.ContentLength is long length ? new WholeBodyStream(body, length) : body;
    }

#if NET
    private static Task<Stream> ReadStreamAsync(this HttpContent content, CancellationToken token) =>
        content.ReadAsStreamAsync(token);

    public static Task WriteAllAsync(this Stream stream, ReadOnlyMemory<byte> bytes) =>
        stream.WriteAsync(bytes).AsTask();
#else
    private static Task<Stream> ReadStreamAsync(this HttpContent content, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        return content.ReadAsStreamAsync();
    }

    public static Task WriteAllAsync(this Stream stream, ReadOnlyMemory<byte> bytes) =>
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(bytes, out ArraySegment<byte> segment)
            ? stream.WriteAsync(segment.Array!, segment.Offset, segment.Count)
            : stream.WriteAsync(bytes.ToArray(), 0, bytes.Length);
#endif
}
