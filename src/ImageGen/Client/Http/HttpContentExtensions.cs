using System;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Client.Http;

/// <summary>Where the frameworks differ in reading and writing a body.</summary>
internal static class HttpContentExtensions
{
#if NET
    public static Task<Stream> OpenStreamAsync(this HttpContent content, CancellationToken token) =>
        content.ReadAsStreamAsync(token);

    public static Task WriteAllAsync(this Stream stream, ReadOnlyMemory<byte> bytes) =>
        stream.WriteAsync(bytes).AsTask();
#else
    public static Task<Stream> OpenStreamAsync(this HttpContent content, CancellationToken token)
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
