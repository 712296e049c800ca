using System.Globalization;
using System.Net.Http.Headers;

namespace ImageGen.Http;

/// <summary>The rest of a file that is asked for.</summary>
/// <param name="From">Number of bytes that are there already.</param>
/// <param name="Tag">Tag of the file that they are of; a service with another one sends that from its start.</param>
internal sealed record ByteRange(long From, string? Tag)
{
    public void AddTo(HttpRequestHeaders headers)
    {
        headers.TryAddWithoutValidation("Range", $"bytes={From.ToString(CultureInfo.InvariantCulture)}-");
        bool isStrong = Tag is not null && Tag[0] == '"';
        if (isStrong) headers.TryAddWithoutValidation("If-Range", Tag);
    }
}
