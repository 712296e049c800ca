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

    /// <summary>Reads the body of a refusal. A body that cannot be read or parsed never hides the status.</summary>
    public static async Task<AIImageException> ReadAsync(
        HttpResponseMessage response, ServiceConnection connection, bool mayBeBilled, Deadline deadline)
    {
        int status = (int)response.StatusCode;
        string? requestId = RequestId(response.Headers, connection.Key);
        if (status is >= 300 and < 400) return Redirected(response, status, requestId, connection);

        ServiceError error = ServiceError.Parse(await ReadTextAsync(response, deadline).ConfigureAwait(false));
        string message = StatusWords.For(response, connection, error.Message)
            ?? error.Message
            ?? $"The service answered with status {status} and no explanation.";
        bool isMissingRoute = status is 404 or 405 or 501 && connection.Dialect == ServiceDialect.Compatible;
        return isMissingRoute
            ? Create(ErrorIds.ServiceUnsupported, $"{message} {NoRoute(response)}", error, connection, status, requestId)
            : Create(FailureKinds.IdOf(status, error, mayBeBilled), message, error, connection, status, requestId);
    }

    /// <summary>A failure that came with status 200: in the response, in its image call or in the stream.</summary>
    public static AIImageException FromError(
        JsonElement error, ServiceConnection connection, string? requestId, string? responseId)
    {
        ServiceError parsed = ServiceError.From(error);
        string message = parsed.Message ?? "The service could not complete the response and did not say why.";
        return Create(FailureKinds.IdOfFailedResponse(parsed), message, parsed, connection, 200, requestId, responseId);
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
        ResponseHeader.Get(headers, "x-request-id") is string id ? Redaction.Line(id, key) : null;

    private static AIImageException Create(
        string id,
        string message,
        ServiceError error,
        ServiceConnection connection,
        int status,
        string? requestId,
        string? responseId = null)
    {
        string? stage = Short(error.Moderation?.Stage, connection);
        string? innerCode = Short(error.Moderation?.InnerCode, connection);
        IReadOnlyList<string> categories =
            [.. (error.Moderation?.Categories ?? []).Select(category => Short(category, connection)).OfType<string>()];
        return new AIImageException(id, Safe(message, connection) + Moderation(stage, categories, innerCode))
        {
            ModerationStage = stage,
            ModerationCategories = categories,
            StatusCode = status,
            Code = Safe(error.Code, connection),
            Type = Safe(error.Type, connection),
            Parameter = Safe(error.Parameter, connection),
            RequestId = Safe(requestId, connection),
            ResponseId = Safe(responseId, connection),
        };
    }

    /// <summary>What moderation found, as a sentence behind the service's own; empty when it tells nothing.</summary>
    private static string Moderation(string? stage, IReadOnlyList<string> categories, string? innerCode)
    {
        (string Name, string? Value)[] facts =
        [
            ("stage", stage),
            ("categories", categories.Count > 0 ? string.Join(", ", categories) : null),
            ("code", innerCode),
        ];
        string told = string.Join(
            "; ", facts.Where(fact => fact.Value is not null).Select(fact => $"{fact.Name} {fact.Value}"));
        return told.Length > 0 ? $" Moderation: {told}." : string.Empty;
    }

    /// <summary>A word of the service; null for an empty one.</summary>
    private static string? Short(string? text, ServiceConnection connection) =>
        text is null || Redaction.Line(text, connection.Key, limit: 80) is not { Length: > 0 } word ? null : word;

    [return: NotNullIfNotNull(nameof(text))]
    private static string? Safe(string? text, ServiceConnection connection) =>
        text is null ? null : Redaction.Line(text, connection.Key, limit: 2000);

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
