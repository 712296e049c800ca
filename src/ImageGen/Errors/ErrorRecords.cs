using System;
using System.Collections.Generic;
using System.Management.Automation;
using System.Runtime.InteropServices;
using ImageGen.Text;

namespace ImageGen.Errors;

/// <summary>The one place that turns an exception into an error record: id, category, target and what to do.</summary>
internal static class ErrorRecords
{
    private static readonly Dictionary<string, (ErrorCategory Category, string Action)> s_known = new()
    {
        [ErrorIds.ApiKeyMissing] = (
            ErrorCategory.AuthenticationError,
            "Use one of the ways that the message names."),
        [ErrorIds.AuthenticationFailed] = (
            ErrorCategory.AuthenticationError,
            "Check that the key is whole, active and meant for this service; Get-AIImageService shows where it came from."),
        [ErrorIds.AccessDenied] = (
            ErrorCategory.PermissionDenied,
            "Check that the organization is verified and that the project may use the model."),
        [ErrorIds.ModelNotFound] = (
            ErrorCategory.ObjectNotFound, "Specify a model your project can use. Name it with -Model or -ImageModel."),
        [ErrorIds.InvalidRequest] = (
            ErrorCategory.InvalidArgument, "Correct the parameter that the message names. Nothing was made or billed."),
        [ErrorIds.ContentRejected] = (
            ErrorCategory.PermissionDenied, "Reword the prompt or change the image; the same request is refused again."),
        [ErrorIds.RateLimited] = (
            ErrorCategory.LimitsExceeded,
            "Wait and run it again. Nothing was made. More retries are allowed with -MaximumRetryCount."),
        [ErrorIds.QuotaExceeded] = (
            ErrorCategory.LimitsExceeded, "Add credit or raise the limit of the account; repeating does not help."),
        [ErrorIds.ServiceUnavailable] = (
            ErrorCategory.ResourceUnavailable, "Run it again later. The service says that the work was not done."),
        [ErrorIds.ConnectionFailed] = (
            ErrorCategory.ConnectionError, "Check the network, the proxy and the base address, then run it again."),
        [ErrorIds.OperationTimedOut] = (
            ErrorCategory.OperationTimeout, "Check the network. Allow more time with -TimeoutSec."),
        [ErrorIds.ResultUnknown] = (
            ErrorCategory.ReadError,
            "Before you send it again, check the service's usage page to see whether the image was made. With -Durable "
            + "an image is found again by its id."),
        [ErrorIds.InvalidResponse] = (
            ErrorCategory.InvalidResult,
            "Check the base address and any proxy between. The request may have been billed. -Debug shows the answer."),
        [ErrorIds.StreamIncomplete] = (
            ErrorCategory.InvalidResult,
            "Before you send it again, check the service's usage page to see whether the image was made."),
        [ErrorIds.NoImageReturned] = (
            ErrorCategory.InvalidResult,
            "Read what the model wrote (Exception.ModelText), and make the prompt more definite. "
            + "Leave -ToolChoice out."),
        [ErrorIds.ResponseFailed] = (
            ErrorCategory.InvalidResult, "Read the service's message; the request id helps its support."),
        [ErrorIds.ItemNotFound] = (
            ErrorCategory.ObjectNotFound,
            "The service no longer has it: 30 days are over, it was not stored, or another project has it. Send the "
            + "bytes with -Context Data."),
        [ErrorIds.FileExists] = (
            ErrorCategory.ResourceExists,
            "Choose another name. Use -Force to replace the file. Use -Resume to keep it."),
        [ErrorIds.ImageReadFailed] = (
            ErrorCategory.ReadError, "Give a PNG, JPEG or WebP file that can be read."),
        [ErrorIds.ImageWriteFailed] = (
            ErrorCategory.WriteError,
            "Choose a folder that you can write to and that has room."),
        [ErrorIds.MaskInvalid] = (
            ErrorCategory.InvalidData, "Correct the mask as the message says. Nothing was sent."),
        [ErrorIds.BudgetExceeded] = (
            ErrorCategory.LimitsExceeded,
            "Nothing was sent for it. Run it again with a higher limit, or on another day: the input is the error's "
            + "TargetObject."),
        [ErrorIds.ServiceUnsupported] = (ErrorCategory.NotImplemented, "See the message for the way round."),
    };

    /// <summary>The record of a failure.</summary>
    /// <param name="exception">What failed.</param>
    /// <param name="target">The whole input.</param>
    /// <param name="parameters">The names of the command's parameters: nothing else is recommended to it.</param>
    /// <param name="prefix">Which input it is, before the message.</param>
    public static ErrorRecord Create(
        AIImageException exception, object? target, ICollection<string> parameters, string prefix = "")
    {
        (ErrorCategory category, string action) = s_known.TryGetValue(exception.ErrorId, out (ErrorCategory, string) known)
            ? known
            : (ErrorCategory.InvalidOperation, string.Empty);
        return new ErrorRecord(exception, exception.ErrorId, category, Shown(target))
        {
            ErrorDetails = new ErrorDetails(prefix + Message(exception))
            {
                RecommendedAction = FittingAdvice.For(Action(exception, action), parameters),
            },
        };
    }

    /// <summary>What to do in this case. Where an image may be had without paying again, nothing else is advised.</summary>
    private static string Action(AIImageException exception, string usual) => exception switch
    {
        { Advice: string advice } => advice,
        { Image: not null } =>
            "The image is not lost: it is in Exception.Image of the error. Pipe it to Save-AIImage with another name, "
            + "or a folder that you can write to and that has room.",
        { StatusCode: 413 } =>
            "Send smaller images: fewer pixels, or JPEG or WebP. Or upload each image once and pass its file id with "
            + "-Image.",
        { ErrorId: ErrorIds.OperationTimedOut, ResponseId: not null } =>
            "Go on waiting with Wait-AIImage -ResponseId. Do not send it again. Allow more time with -TimeoutSec.",
        { ErrorId: ErrorIds.ResultUnknown or ErrorIds.InvalidResponse or ErrorIds.StreamIncomplete, ResponseId: not null } =>
            "Get the image with Wait-AIImage -ResponseId before you think of sending it again: it may have been made.",
        { ErrorId: ErrorIds.AuthenticationFailed, StatusCode: 407 } or
        { ErrorId: ErrorIds.AuthenticationFailed, IsPermanent: true } =>
            "Check the user name and password of the proxy. They are given with "
            + "Connect-AIImageService -ProxyCredential or Connect-AIImageService -ProxyUseDefaultCredentials, or in "
            + "HTTPS_PROXY.",
        { ErrorId: ErrorIds.ConnectionFailed, IsPermanent: true } => Certificates,
        { ErrorId: ErrorIds.InvalidRequest or ErrorIds.AccessDenied, IsFromGateway: true } =>
            "The service itself did not answer. Check the base address, and what the gateway or proxy asks for. "
            + "Nothing was made or billed.",
        { ErrorId: ErrorIds.ServiceUnavailable, IsFromGateway: true } =>
            "Run it again later; the service itself did not answer. Nothing was made.",
        _ => usual,
    };

    /// <summary>What to do where the certificate of a service is not accepted.</summary>
    private static string Certificates => "Check the base address and the clock of this computer. To trust an "
        + "authority of your own, "
        + (RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? "add its certificate to the store 'Trusted Root Certification Authorities'."
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX)
                ? "add its certificate to the keychain."
                : "add its certificate to the system's store, or name its PEM file in the environment variable "
                    + "SSL_CERT_FILE before PowerShell starts.");

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
