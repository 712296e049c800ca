using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;

namespace ImageGen.Client.Http;

/// <summary>The body of a request, which can be written anew for every attempt. Its length is known beforehand.</summary>
internal abstract class RequestBody
{
    /// <summary>The content type with its parameters.</summary>
    public abstract string ContentType { get; }

    public abstract long Length { get; }

    public abstract Task WriteAsync(Stream target);

    /// <summary>The body as the debug stream may show it.</summary>
    public abstract string Describe(ServiceKey? key);

    /// <summary>Content for one attempt.</summary>
    public TrackedContent CreateContent() => new(this);

    /// <summary>Content that knows whether any of it has left: what left may have been worked on and billed.</summary>
    internal sealed class TrackedContent : HttpContent
    {
        private readonly RequestBody _body;

        public TrackedContent(RequestBody body)
        {
            _body = body;
            Headers.ContentType = MediaTypeHeaderValue.Parse(body.ContentType);
        }

        public bool HasLeft { get; private set; }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            HasLeft = true;
            return _body.WriteAsync(stream);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _body.Length;
            return true;
        }
    }
}
