using System;
using System.Collections.Generic;
using System.Management.Automation;
using ImageGen.Text;

namespace ImageGen.Errors;

/// <summary>The one place that turns an exception into an error record: id, category, target and what to do.</summary>
internal static class ErrorRecords
{
    private static readonly Dictionary<string, (ErrorCategory Category, string Action)> s_known = new()
    {
        [ErrorIds.ApiKeyMissing] = (
            ErrorCategory.AuthenticationError,
            "Take one of the three ways that the message names."),
        [ErrorIds.AuthenticationFailed] = (
            ErrorCategory.AuthenticationError,
            "Check that the key is whole, active and meant for this service; Get-AIImageService shows where it came from."),
        [ErrorIds.AccessDenied] = (
            ErrorCategory.PermissionDenied,
            "Check that the organization is verified and that the project may use the model."),
        [ErrorIds.ModelNotFound] = (
            ErrorCategory.ObjectNotFound, "Name a model that your project has with -Model or -ImageModel."),
        [ErrorIds.InvalidRequest] = (
            ErrorCategory.InvalidArgument, "Correct the parameter that the message names. Nothing was made or billed."),
        [ErrorIds.ContentRejected] = (
            ErrorCategory.PermissionDenied, "Reword the prompt or change the image; the same request is refused again."),
        [ErrorIds.RateLimited] = (
            ErrorCategory.LimitsExceeded, "Wait and run it again, or raise -MaximumRetryCount. Nothing was made."),
        [ErrorIds.QuotaExceeded] = (
            ErrorCategory.LimitsExceeded, "Add credit or raise the limit of the account; repeating does not help."),
        [ErrorIds.ServiceUnavailable] = (
            ErrorCategory.ResourceUnavailable, "Run it again later. The service says that the work was not done."),
        [ErrorIds.ConnectionFailed] = (
            ErrorCategory.ConnectionError, "Check the network, the proxy and the base address, then run it again."),
        [ErrorIds.OperationTimedOut] = (
            ErrorCategory.OperationTimeout, "Check the network, or allow more time with -TimeoutSec."),
        [ErrorIds.ResultUnknown] = (
            ErrorCategory.ReadError,
            "Before you send it again, look at the usage page of the service whether the image was made. With -Durable an "
            + "image is found again by its id."),
        [ErrorIds.InvalidResponse] = (
            ErrorCategory.InvalidResult,
            "Check the base address and any proxy between; look at -Debug. The request may have been billed."),
        [ErrorIds.StreamIncomplete] = (
            ErrorCategory.InvalidResult,
            "Before you send it again, look at the usage page of the service whether the image was made."),
        [ErrorIds.NoImageReturned] = (
            ErrorCategory.InvalidResult,
            "Read what the model wrote (Exception.ModelText), make the prompt more definite, and leave -ToolChoice out."),
        [ErrorIds.ResponseFailed] = (
            ErrorCategory.InvalidResult, "Read the service's message; the request id helps its support."),
        [ErrorIds.ItemNotFound] = (
            ErrorCategory.ObjectNotFound,
            "The service no longer has it (30 days, -NoStore, another project). Send the bytes with -Context Data."),
        [ErrorIds.FileExists] = (
            ErrorCategory.ResourceExists, "Choose another name, or use -Force to replace it, or -Resume to keep it."),
        [ErrorIds.ImageReadFailed] = (
            ErrorCategory.ReadError, "Give a PNG, JPEG or WebP file that can be read."),
        [ErrorIds.ImageWriteFailed] = (
            ErrorCategory.WriteError,
            "Choose a folder that you can write to and that has room."),
        [ErrorIds.MaskInvalid] = (
            ErrorCategory.InvalidData, "Correct the mask as the message says. Nothing was sent."),
        [ErrorIds.ServiceUnsupported] = (ErrorCategory.NotImplemented, "See the message for the way round."),
    };

    public static ErrorRecord Create(AIImageException exception, object? target)
    {
        (ErrorCategory category, string action) = s_known.TryGetValue(exception.ErrorId, out (ErrorCategory, string) known)
            ? known
            : (ErrorCategory.InvalidOperation, string.Empty);
        return new ErrorRecord(exception, exception.ErrorId, category, Shown(target))
        {
            ErrorDetails = new ErrorDetails(Message(exception)) { RecommendedAction = Action(exception, action) },
        };
    }

    /// <summary>What to do in this case. Where an image may be had without paying again, nothing else is advised.</summary>
    private static string Action(AIImageException exception, string usual) => exception switch
    {
        { Image: not null } =>
            "The image is not lost: it is in Exception.Image of the error. Pipe it to Save-AIImage with another name, "
            + "or a folder that you can write to and that has room.",
        { StatusCode: 407 } =>
            "Give the proxy's user and password with Connect-AIImageService -ProxyCredential, or use "
            + "-ProxyUseDefaultCredentials.",
        { StatusCode: 413 } =>
            "Send smaller images: fewer pixels, or JPEG or WebP. Or upload each image once and pass its file id with "
            + "-Image.",
        { ErrorId: ErrorIds.OperationTimedOut, ResponseId: not null } =>
            "Go on waiting with Wait-AIImage -ResponseId, and allow more time with -TimeoutSec. Do not send it again.",
        { ErrorId: ErrorIds.ResultUnknown or ErrorIds.InvalidResponse or ErrorIds.StreamIncomplete, ResponseId: not null } =>
            "Get the image with Wait-AIImage -ResponseId before you think of sending it again: it may have been made.",
        _ => usual,
    };

    /// <summary>The input itself, unless it is text with a key or a password in it.</summary>
    private static object? Shown(object? target)
    {
        object? bare = target is PSObject wrapped ? wrapped.BaseObject : target;
        if (bare is not (string or Uri)) return target;

        string text = bare.ToString()!;
        string shown = Redaction.Redact(text, key: null);
        return shown == text ? target : shown;
    }

    private static string Message(AIImageException exception)
    {
        List<string> facts = [];
        if (exception.StatusCode is int status and not 200) facts.Add($"status {status}");
        if (exception.Code is string code) facts.Add(code);
        if (exception.Parameter is string parameter) facts.Add($"parameter {parameter}");
        if (exception.ResponseId is string responseId) facts.Add($"response {PlainText.Line(responseId)}");
        if (exception.RequestId is string requestId) facts.Add($"request {requestId}");
        return facts.Count == 0 ? exception.Message : $"{exception.Message} ({string.Join(", ", facts)})";
    }
}
