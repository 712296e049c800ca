using System;
using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Http;

/// <summary>
/// Reads an answer that is a refusal. The words are the service's own or those of a gateway before it, and the message
/// says which. A body that cannot be read or parsed never hides the status.
/// </summary>
internal static class RefusalReader
{
    private const int LongestBody = 64 * 1024;

    /// <summary>As much of the body as is useful and has arrived.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpResponseMessage response, Deadline deadline)
    {
        byte[] buffer = new byte[LongestBody];
        int length = 0;
        try
        {
            using Stream body = await response.Content.OpenStreamAsync(deadline.Token).ConfigureAwait(false);
            while (length < buffer.Length)
            {
                int read = await body
                    .ReadAsync(buffer, length, buffer.Length - length, deadline.Token)
                    .ConfigureAwait(false);
                if (read == 0) break;
                length += read;
            }
        }
        catch (Exception exception)
            when (ServiceFailure.IsInterruption(exception, deadline) || exception is InvalidDataException)
        {
            // The status is what counts; what came of the body is used as it is.
        }

        return buffer.AsMemory(0, length);
    }

    /// <param name="response">The status and the headers.</param>
    /// <param name="body">What was read of the body.</param>
    /// <param name="connection">The service.</param>
    /// <param name="mayBeBilled">True for a request that would be billed if it had been worked on.</param>
    public static AIImageException ToFailure(
        HttpResponseMessage response, ReadOnlyMemory<byte> body, ServiceConnection connection, bool mayBeBilled)
    {
        int status = (int)response.StatusCode;
        string? requestId = ServiceFailure.RequestId(response.Headers, connection.Secret);
        if (status is >= 300 and < 400) return Redirected(response, status, requestId, connection);

        string text = Encoding.UTF8.GetString(body.ToArray());
        ServiceError error = ServiceError.Parse(text);
        bool isGateway = IsFromGateway(response, error, text);
        string told = isGateway
            ? GatewayMessage(response, error.Message ?? GatewayPage.WordsOf(text))
            : error.Message ?? $"The service answered with status {status} and no explanation.";
        string message = StatusWords.For(response, connection, told) ?? told;
        bool isMissingRoute = status is 404 or 405 or 501 && connection.Dialect == ServiceDialect.Compatible;
        string id = isMissingRoute
            ? ErrorIds.ServiceUnsupported
            : FailureKinds.IdOf(status, error, mayBeBilled && !RetryPolicy.IsToBeRetried(response.Headers));
        if (isMissingRoute) message = $"{message} {NoRoute(response)}";
        else if (isGateway && id == ErrorIds.ResultUnknown) message = $"{message} {ServiceFailure.MayBeBilled}";
        return ServiceFailure.Create(id, message, error, connection, status, requestId, isFromGateway: isGateway);
    }

    /// <summary>
    /// True where it is not the service that speaks: a page, or words that are not JSON of a server with a name, or a
    /// failure without the error object that the service writes.
    /// </summary>
    private static bool IsFromGateway(HttpResponseMessage response, ServiceError error, string body)
    {
        if (error.IsOwn) return false;

        bool isJson = body.TrimStart() is { Length: > 0 } start && start[0] is '{' or '[' or '"';
        return (int)response.StatusCode is 407 or >= 500
            || GatewayPage.IsHtml(body)
            || (!isJson && ResponseHeader.Get(response.Headers, "Server") is not null);
    }

    private static string GatewayMessage(HttpResponseMessage response, string? words)
    {
        int status = (int)response.StatusCode;
        string server = ResponseHeader.Get(response.Headers, "Server") is string name
            ? $" ({PlainText.Line(name, limit: 60)})"
            : string.Empty;
        string whose = $"Status {status} from a gateway or web server{server}";
        return words is null ? $"{whose}, with no explanation." : $"{whose}: {EndOf(words)}";
    }

    private static string EndOf(string words) =>
        words.EndsWith("…", StringComparison.Ordinal) ? words : words.TrimEnd('.') + ".";

    private static string NoRoute(HttpResponseMessage response) =>
        $"The server may not support {response.RequestMessage?.RequestUri?.AbsolutePath}: not every compatible server "
        + "can edit, and few have the Responses API. Try -Api Images, or another server.";

    private static AIImageException Redirected(
        HttpResponseMessage response, int status, string? requestId, ServiceConnection connection)
    {
        string origin = response.Headers.Location is Uri { IsAbsoluteUri: true } target
            ? target.GetLeftPart(UriPartial.Authority)
            : "another path";
        return new AIImageException(
            ErrorIds.InvalidResponse,
            $"The service redirects to {Redaction.Line(origin, connection.Secret, limit: 2000)}. Redirects are not "
            + "followed, because they would send the key and the images to a host that you did not choose.")
        {
            StatusCode = status,
            RequestId = requestId,
        };
    }
}
