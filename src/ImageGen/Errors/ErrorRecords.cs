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
            "Use one of the options in the message."),
        [ErrorIds.AuthenticationFailed] = (
            ErrorCategory.AuthenticationError,
            "Check that the key is complete, active and for this service; Get-AIImageService shows where it came "
            + "from."),
        [ErrorIds.AccessDenied] = (
            ErrorCategory.PermissionDenied,
            "Check that the organization is verified and that the project can use the model."),
        [ErrorIds.ModelNotFound] = (
            ErrorCategory.ObjectNotFound, "Specify a model your project can use. Name it with -Model or -ImageModel."),
        [ErrorIds.InvalidRequest] = (
            ErrorCategory.InvalidArgument, "Correct the parameter named in the message. Nothing was made or billed."),
        [ErrorIds.ContentRejected] = (
            ErrorCategory.PermissionDenied, "Change the prompt or the image; the same request would be rejected "
                + "again."),
        [ErrorIds.RateLimited] = (
            ErrorCategory.LimitsExceeded,
            "Wait and run it again. Nothing was made. Allow more retries with -MaximumRetryCount."),
        [ErrorIds.QuotaExceeded] = (
            ErrorCategory.LimitsExceeded, "Add credit or raise the limit of the account; retrying does not help."),
        [ErrorIds.ServiceUnavailable] = (
            ErrorCategory.ResourceUnavailable, "Run it again later. The service reported that no image was made."),
        [ErrorIds.ConnectionFailed] = (
            ErrorCategory.ConnectionError, "Check the network, the proxy and the base URL, then run it again."),
        [ErrorIds.OperationTimedOut] = (
            ErrorCategory.OperationTimeout, "Check the network. Allow more time with -TimeoutSec."),
        [ErrorIds.ResultUnknown] = (
            ErrorCategory.ReadError,
            "Before you send it again, check the service's usage page to see whether the image was made. With -Durable "
            + "you can get an image later by its id."),
        [ErrorIds.InvalidResponse] = (
            ErrorCategory.InvalidResult,
            "Check the base URL and any proxy. The request may have been billed. -Debug shows the answer."),
        [ErrorIds.StreamIncomplete] = (
            ErrorCategory.InvalidResult,
            "Before you send it again, check the service's usage page to see whether the image was made."),
        [ErrorIds.NoImageReturned] = (
            ErrorCategory.InvalidResult,
            "Read the model's text (Exception.ModelText) and make the prompt more specific. "
            + "Omit -ToolChoice."),
        [ErrorIds.ResponseFailed] = (
            ErrorCategory.InvalidResult, "Read the service's message. Its support can use the request id."),
        [ErrorIds.ItemNotFound] = (
            ErrorCategory.ObjectNotFound,
            "The service does not have it: it expired after 30 days, was not stored, or belongs to another project. "
            + "Send the "
            + "bytes with -Context Data."),
        [ErrorIds.FileExists] = (
            ErrorCategory.ResourceExists,
            "Choose another name. Use -Force to replace the file. Use -Resume to keep it."),
        [ErrorIds.ImageReadFailed] = (
            ErrorCategory.ReadError, "Use a PNG, JPEG or WebP file that can be read."),
        [ErrorIds.ImageWriteFailed] = (
            ErrorCategory.WriteError,
            "Choose a folder that is writable and has enough space."),
        [ErrorIds.MaskInvalid] = (
            ErrorCategory.InvalidData, "Correct the mask as described in the message. Nothing was sent."),
        [ErrorIds.BudgetExceeded] = (
            ErrorCategory.LimitsExceeded,
            "It was not sent. Run it again with a higher limit, or on another day: the input is the error's "
            + "TargetObject."),
        [ErrorIds.ServiceUnsupported] = (ErrorCategory.NotImplemented, "The message says what to use instead."),
    };

    /// <summary>The record of a failure.</summary>
    /// <param name="exception">What failed.</param>
    /// <param name="target">The whole input.</param>
    /// <param name="parameters">The names of the command's parameters: nothing else is recommended to it.</param>
    /// <param name="prefix">Which input it is, before the message.</param>
    public static ErrorRecord Create(
        AIImageException exception, object? target, ICollection<string> parameters, string prefix = "")
    {
        (ErrorCategory category, string action) = s_known.TryGetValue(
            exception.ErrorId, out (ErrorCategory, string) known)
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

    /// <summary>
    /// What to do in this case. Where an image may be had without paying again, nothing else is advised.
    /// </summary>
    private static string Action(AIImageException exception, string usual) => exception switch
    {
        { Advice: string advice } => advice,
        { Image: not null } =>
            "The image is not lost: it is in Exception.Image of the error. Pipe it to Save-AIImage with another name, "
            + "or to a folder that is writable and has enough space.",
        { StatusCode: 413 } =>
            "Send smaller images: fewer pixels, or JPEG or WebP. You can also upload each image once and pass its "
            + "file id with "
            + "-Image.",
        { ErrorId: ErrorIds.OperationTimedOut, ResponseId: not null } =>
            "Continue waiting with Wait-AIImage -ResponseId. Do not send it again. Allow more time with -TimeoutSec.",
        { ErrorId: ErrorIds.ResultUnknown or ErrorIds.InvalidResponse or ErrorIds.StreamIncomplete,
            ResponseId: not null } =>
            "The image may have been made: get it with Wait-AIImage -ResponseId before you send the request again.",
        { ErrorId: ErrorIds.AuthenticationFailed, StatusCode: 407 } or
        { ErrorId: ErrorIds.AuthenticationFailed, IsPermanent: true } =>
            "Check the user name and password of the proxy. Set them with "
            + "Connect-AIImageService -ProxyCredential or Connect-AIImageService -ProxyUseDefaultCredentials, or in "
            + "HTTPS_PROXY.",
        { ErrorId: ErrorIds.ConnectionFailed, IsPermanent: true } => Certificates,
        { ErrorId: ErrorIds.InvalidRequest or ErrorIds.AccessDenied, IsFromGateway: true } =>
            "The service itself did not answer. Check the base URL and the requirements of the gateway or proxy. "
            + "Nothing was made or billed.",
        { ErrorId: ErrorIds.ServiceUnavailable, IsFromGateway: true } =>
            "Run it again later; the service itself did not answer. Nothing was made.",
        _ => usual,
    };

    /// <summary>What to do where the certificate of a service is not accepted.</summary>
    private static string Certificates => "Check the base URL and the clock of this computer. To trust your "
        + "own certificate authority, "
        + (RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? "add its certificate to the store 'Trusted Root Certification Authorities'."
            : RuntimeInformation.IsOSPlatform(OSPlatform.OSX)
                ? "add its certificate to the keychain."
                : "add its certificate to the system's store, or set its PEM file in the environment variable "
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
