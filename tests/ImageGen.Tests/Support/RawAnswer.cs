using System;
using System.Globalization;
using System.Linq;

namespace ImageGen.Tests.Support;

/// <summary>HTTP as text; every character is one byte.</summary>
internal static class RawAnswer
{
    public const string Json = "Content-Type: application/json";

    public const string EventStream = "Content-Type: text/event-stream";

    public const string Chunked = "Transfer-Encoding: chunked";

    /// <summary>The chunk that ends a body.</summary>
    public const string LastChunk = "0\r\n\r\n";

    /// <summary>A whole answer after which the connection is closed.</summary>
    public static string Of(int status, string body, params string[] headers)
    {
        string[] typed = Has(headers, "Content-Type") ? headers : [Json, .. headers];
        string[] measured = Has(headers, "Content-Length") ? typed : [.. typed, $"Content-Length: {body.Length}"];
        return Head(status, measured) + body;
    }

    /// <summary>The status and the headers.</summary>
    public static string Head(int status, params string[] headers) =>
        $"HTTP/1.1 {status} Status\r\nx-request-id: req_1\r\nConnection: close\r\n"
        + string.Concat(headers.Select(header => header + "\r\n"))
        + "\r\n";

    /// <summary>The head of a body in chunks, and its chunks; the last one is left to the caller.</summary>
    public static string InChunks(string contentType, params string[] pieces) =>
        Head(200, contentType, Chunked) + string.Concat(pieces.Where(piece => piece.Length > 0).Select(Chunk));

    public static string Chunk(string text) =>
        text.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n" + text + "\r\n";

    private static bool Has(string[] headers, string name) =>
        headers.Any(header => header.StartsWith(name, StringComparison.OrdinalIgnoreCase));
}
