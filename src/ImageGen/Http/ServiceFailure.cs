using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Json;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Http;

/// <summary>Turns what went wrong at the service into an exception with a stable id and the service's own words.</summary>
internal static class ServiceFailure
{
    private const int MaximumBody = 64 * 1024;

    private static readonly string[] s_moderation =
    [
        "moderation_blocked", "content_policy_violation", "image_content_policy_violation", "contentFilter",
        "content_filter", "bio_policy", "misalignment_policy_violation",
    ];

    /// <summary>Reads the body of a refusal. A body that cannot be read or parsed never hides the status.</summary>
    public static async Task<AIImageException> ReadAsync(
        HttpResponseMessage response, ServiceConnection connection, bool mayBeBilled, Deadline deadline)
    {
        int status = (int)response.StatusCode;
        string? requestId = RequestId(response.Headers, connection.Key);
        if (status is >= 300 and < 400) return Redirected(response, status, requestId, connection);

        ServiceError error = ServiceError.Parse(await ReadTextAsync(response, deadline).ConfigureAwait(false));
        string message = error.Message ?? $"The service answered with status {status} and no explanation.";
        bool isMissingRoute = status is 404 or 405 or 501 && connection.Dialect == ServiceDialect.Compatible;
        return isMissingRoute
            ? Create(ErrorIds.ServiceUnsupported, $"{message} {NoRoute(response)}", error, connection, status, requestId)
            : Create(IdOf(status, error, mayBeBilled), message, error, connection, status, requestId);
    }

    /// <summary>A failure that came with status 200: in the response, in its image call or in the stream.</summary>
    public static AIImageException FromError(
        JsonElement error, ServiceConnection connection, string? requestId, string? responseId)
    {
        ServiceError parsed = ServiceError.From(error);
        string message = parsed.Message ?? "The service could not complete the response and did not say why.";
        return Create(IdOfFailedResponse(parsed), message, parsed, connection, 200, requestId, responseId);
    }

    /// <summary>The error event of a stream, whose facts stand in an object of their own or in the event itself.</summary>
    public static AIImageException FromEvent(
        JsonElement error,
        JsonElement message,
        JsonElement code,
        JsonElement parameter,
        ServiceConnection connection,
        string? requestId,
        string? responseId = null)
    {
        if (error.ValueKind is JsonValueKind.Object or JsonValueKind.String)
        {
            return FromError(error, connection, requestId, responseId);
        }

        JsonElement gathered = JsonValues.ToElement(new Dictionary<string, object?>
        {
            ["message"] = ServiceError.From(message).Message,
            ["code"] = ServiceError.From(code).Message,
            ["param"] = ServiceError.From(parameter).Message,
        });
        return FromError(gathered, connection, requestId, responseId);
    }

    /// <summary>
    /// The connection failed, or the time was up, before or after the request had left. The framework may quote what
    /// came over the connection, so the key is taken out.
    /// </summary>
    public static AIImageException Interrupted(
        Exception exception,
        Deadline deadline,
        bool mayBeBilled,
        ServiceKey? key,
        string? requestId = null)
    {
        string what = deadline.IsExpired
            ? deadline.Reason
            : $"The connection failed: {Redaction.Line(InnermostMessage(exception), key)}";
        string id = mayBeBilled
            ? ErrorIds.ResultUnknown
            : deadline.IsExpired && !deadline.IsUnconnected ? ErrorIds.OperationTimedOut : ErrorIds.ConnectionFailed;
        string message = mayBeBilled
            ? $"{what.TrimEnd('.')}. The request had been sent: the image may have been made and billed."
            : what;
        return new AIImageException(id, message, Redaction.Cause(exception, key))
        {
            RequestId = requestId,
        };
    }

    public static string? RequestId(HttpResponseHeaders headers, ServiceKey? key) =>
        headers.TryGetValues("x-request-id", out IEnumerable<string>? values)
            ? Redaction.Line(values.FirstOrDefault(), key)
            : null;

    private static AIImageException Create(
        string id,
        string message,
        ServiceError error,
        ServiceConnection connection,
        int status,
        string? requestId,
        string? responseId = null) => new(id, Safe(message, connection))
        {
            StatusCode = status,
            Code = Safe(error.Code, connection),
            Type = Safe(error.Type, connection),
            Parameter = Safe(error.Parameter, connection),
            RequestId = Safe(requestId, connection),
            ResponseId = Safe(responseId, connection),
        };

    [return: NotNullIfNotNull(nameof(text))]
    private static string? Safe(string? text, ServiceConnection connection) =>
        text is null ? null : Redaction.Line(text, connection.Key, limit: 2000);

    private static string IdOf(int status, ServiceError error, bool mayBeBilled) => status switch
    {
        401 => ErrorIds.AuthenticationFailed,
        _ when s_moderation.Contains(error.Code) => ErrorIds.ContentRejected,
        403 => ErrorIds.AccessDenied,
        _ when error.Code == "model_not_found" => ErrorIds.ModelNotFound,
        400 or 404 when IsGoneItem(error) => ErrorIds.ItemNotFound,
        429 => error.Code == "insufficient_quota" ? ErrorIds.QuotaExceeded : ErrorIds.RateLimited,
        504 or 524 when mayBeBilled => ErrorIds.ResultUnknown,
        408 or 409 or >= 500 => ErrorIds.ServiceUnavailable,
        _ => ErrorIds.InvalidRequest,
    };

    private static string IdOfFailedResponse(ServiceError error) => error.Code switch
    {
        _ when s_moderation.Contains(error.Code) => ErrorIds.ContentRejected,
        "rate_limit_exceeded" => ErrorIds.RateLimited,
        "insufficient_quota" => ErrorIds.QuotaExceeded,
        _ => ErrorIds.ResponseFailed,
    };

    private static bool IsGoneItem(ServiceError error) =>
        error.Code is "previous_response_not_found"
        || IsZeroRetention(error.Message)
        || (error.Message is string message
            && message.IndexOf("not found", StringComparison.OrdinalIgnoreCase) >= 0
            && (message.StartsWith("Item with id", StringComparison.OrdinalIgnoreCase)
                || message.StartsWith("Previous response", StringComparison.OrdinalIgnoreCase)
                || message.StartsWith("Response with id", StringComparison.OrdinalIgnoreCase)));

    /// <summary>True where the service keeps no response for this organization, so that none can be continued.</summary>
    public static bool IsZeroRetention(string? message) =>
        message?.IndexOf("Zero Data Retention", StringComparison.OrdinalIgnoreCase) >= 0
        && message.IndexOf("Previous response", StringComparison.OrdinalIgnoreCase) >= 0;

    private static string NoRoute(HttpResponseMessage response) =>
        $"The server may not offer {response.RequestMessage?.RequestUri?.AbsolutePath}: not every compatible server edits, "
        + "and few speak the Responses API. Try -Api Images, or another server.";

    private static AIImageException Redirected(
        HttpResponseMessage response, int status, string? requestId, ServiceConnection connection)
    {
        string origin = response.Headers.Location is Uri { IsAbsoluteUri: true } target
            ? target.GetLeftPart(UriPartial.Authority)
            : "another path";
        return new AIImageException(
            ErrorIds.InvalidResponse,
            $"The service redirects to {Safe(origin, connection)}. Redirects are not followed, for they would carry the "
            + "key and the pictures to a place that you did not name.")
        {
            StatusCode = status,
            RequestId = Safe(requestId, connection),
        };
    }

    private static async Task<string> ReadTextAsync(HttpResponseMessage response, Deadline deadline)
    {
        byte[] buffer = new byte[MaximumBody];
        int length = 0;
        try
        {
            using Stream body = await response.Content.OpenStreamAsync(deadline.Token).ConfigureAwait(false);
            while (length < buffer.Length)
            {
                int read = await body.ReadAsync(buffer, length, buffer.Length - length, deadline.Token).ConfigureAwait(false);
                if (read == 0) break;
                length += read;
            }
        }
        catch (Exception exception)
            when (ServiceCall.IsInterruption(exception, deadline) || exception is InvalidDataException)
        {
            // The status is what counts; what came of the body is used as it is.
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static string InnermostMessage(Exception exception)
    {
        while (exception.InnerException is Exception inner) exception = inner;
        return exception.Message;
    }
}
