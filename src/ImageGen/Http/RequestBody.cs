using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;
using ImageGen.Text;

namespace ImageGen.Http;

/// <summary>
/// The body of a request, which can be written anew for every attempt. Its length is known beforehand.
/// </summary>
internal abstract class RequestBody
{
    /// <summary>The content type with its parameters.</summary>
    public abstract string ContentType { get; }

    public abstract long Length { get; }

    public abstract Task WriteAsync(Stream target);

    /// <summary>The body as the debug stream may show it.</summary>
    public abstract string Describe(ISecret? key);

    /// <summary>Content for one attempt. While it is sent the deadline enters the phase of the answer.</summary>
    public TrackedContent CreateContent(Deadline? deadline = null, Phase answer = Phase.Render) =>
        new(this, deadline, answer);

    /// <summary>
    /// Content that knows whether any of it was sent: what was sent may have been processed and billed.
    /// </summary>
    internal sealed class TrackedContent : HttpContent
    {
        private readonly RequestBody _body;
        private readonly Deadline? _deadline;
        private readonly Phase _answer;

        public TrackedContent(RequestBody body, Deadline? deadline, Phase answer)
        {
            _body = body;
            _deadline = deadline;
            _answer = answer;
            Headers.ContentType = MediaTypeHeaderValue.Parse(body.ContentType);
        }

        public bool HasLeft { get; private set; }

        /// <summary>Called when the connection is open and the body starts to be sent.</summary>
        public Action? Leaving { get; set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            HasLeft = true;
            Leaving?.Invoke();
            _deadline?.Advance(Phase.Connection, Phase.Sending);
            await _body.WriteAsync(stream).ConfigureAwait(false);
            _deadline?.Advance(Phase.Sending, _answer);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _body.Length;
            return true;
        }
    }
}
