using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using ImageGen.Json;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Http;

/// <summary>
/// Turns what went wrong at the service into an exception with a stable id and the service's own words.
/// </summary>
internal static class ServiceFailure
{
    /// <summary>What is added where a request has left and no answer says that nothing was made.</summary>
    public const string MayBeBilled = "The request was sent, so the image may have been made and billed.";

    /// <summary>A failure that came with status 200: in the response, in its image call or in the stream.</summary>
    public static AIImageException FromError(
        JsonElement error, ServiceConnection connection, string? requestId, string? responseId)
    {
        ServiceError parsed = ServiceError.From(error);
        string message = parsed.Message ?? "The service could not complete the response and gave no reason.";
        return Create(FailureKinds.IdOfFailedResponse(parsed), message, parsed, connection, 200, requestId, responseId);
    }

    /// <summary>
    /// The error event of a stream, whose facts stand in an object of their own or in the event itself.
    /// </summary>
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
    /// <param name="exception">What the framework says.</param>
    /// <param name="deadline">The time limits of the request.</param>
    /// <param name="mayBeBilled">True for a request that orders images and has left.</param>
    /// <param name="target">The address that was asked.</param>
    /// <param name="key">The key to take out.</param>
    /// <param name="requestId">The service's id of the request, where it has told one.</param>
    public static AIImageException Interrupted(
        Exception exception,
        Deadline deadline,
        bool mayBeBilled,
        Uri target,
        ISecret? key,
        string? requestId = null)
    {
        ConnectionTrouble? trouble = deadline.IsExpired ? null : ConnectionTrouble.FromException(exception, target);
        string what = trouble is null ? deadline.Reason : Redaction.Line(trouble.Message, key, limit: 1000);
        string id = mayBeBilled
            ? ErrorIds.ResultUnknown
            : trouble?.ErrorId
                ?? (deadline.IsUnconnected ? ErrorIds.ConnectionFailed : ErrorIds.OperationTimedOut);
        return new AIImageException(
            id,
            mayBeBilled ? $"{what.TrimEnd('.')}. {MayBeBilled}" : what,
            Redaction.Cause(exception, key))
        {
            Reason = what,
            StatusCode = mayBeBilled ? null : trouble?.ProxyStatus,
            IsPermanent = !mayBeBilled && trouble is { IsPermanent: true },
            RequestId = requestId,
        };
    }

    public static string? RequestId(HttpResponseHeaders headers, ISecret? key) =>
        ResponseHeader.Get(headers, "x-request-id") is string id ? Redaction.Line(id, key) : null;

    /// <summary>A failure in the service's words, which are foreign text.</summary>
    public static AIImageException Create(
        string id,
        string message,
        ServiceError error,
        ServiceConnection connection,
        int status,
        string? requestId,
        string? responseId = null,
        bool isFromGateway = false)
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
            IsFromGateway = isFromGateway,

            // A proxy that has the password and still asks for one; it may lock who goes on trying.
            IsPermanent = status == 407,
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
        text is null || Redaction.Line(text, connection.Secret, limit: 80) is not { Length: > 0 } word ? null : word;

    [return: NotNullIfNotNull(nameof(text))]
    private static string? Safe(string? text, ServiceConnection connection) =>
        text is null ? null : Redaction.Line(text, connection.Secret, limit: 2000);

    /// <summary>
    /// True for a failure of the network or the deadline; false for the user's stop. What .NET Framework does not
    /// support is a proxy other than one for http.
    /// </summary>
    public static bool IsInterruption(Exception exception, Deadline deadline) =>
        deadline.IsExpired
        || (!deadline.Token.IsCancellationRequested
            && exception is HttpRequestException or IOException or InvalidDataException or OperationCanceledException
                or NotSupportedException);
}
