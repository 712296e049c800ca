using System;
using System.Collections.Generic;
using ImageGen.Text;

namespace ImageGen;

/// <summary>Why a request failed, with the service's own message if there is one. It never contains a key.</summary>
public sealed class AIImageException : Exception
{
    private const string Unsent = "Nothing was sent for this input, because it would fail for the same reason as an "
        + "earlier one: ";

    internal AIImageException(string errorId, string message, Exception? innerException = null)
        : base(Redaction.Clean(message, key: null), Redaction.Cause(innerException, key: null)) => ErrorId = errorId;

    /// <summary>Stable id of the failure, for example <c>RateLimited</c>; see <c>about_ImageGen</c>.</summary>
    public string ErrorId { get; }

    /// <summary>
    /// Position of the input in the pipeline, from 0, as <see cref="AIImage.Index"/> has it; null where the failure
    /// belongs to no input.
    /// </summary>
    public int? Index { get; internal set; }

    /// <summary>HTTP status of the answer; null when there was none.</summary>
    public int? StatusCode { get; internal init; }

    /// <summary>The service's error code (<c>error.code</c>).</summary>
    public string? Code { get; internal init => field = Redaction.Clean(value, key: null); }

    /// <summary>The service's error type (<c>error.type</c>).</summary>
    public string? Type { get; internal init => field = Redaction.Clean(value, key: null); }

    /// <summary>The request field that the service names (<c>error.param</c>).</summary>
    public string? Parameter { get; internal init => field = Redaction.Clean(value, key: null); }

    /// <summary>The service's id of the HTTP request (<c>x-request-id</c>).</summary>
    public string? RequestId { get; internal init => field = Redaction.Clean(value, key: null); }

    /// <summary>Id of the response when one is known: it may still be fetched with <c>Get-AIImage</c>.</summary>
    public string? ResponseId { get; internal set => field = Redaction.Clean(value, key: null); }

    /// <summary>
    /// Where moderation found something, <c>input</c> or <c>output</c>
    /// (<c>error.moderation_details.moderation_stage</c>); null if the service did not say.
    /// </summary>
    public string? ModerationStage { get; internal init => field = Redaction.Clean(value, key: null); }

    /// <summary>
    /// What moderation found (<c>error.moderation_details.categories</c>), on Azure OpenAI the filters that stopped the
    /// request; empty if the service did not say.
    /// </summary>
    public IReadOnlyList<string> ModerationCategories { get; internal init; } = [];

    /// <summary>The text that the model returned instead of an image.</summary>
    public string? ModelText { get; internal init => field = Redaction.Clean(value, key: null); }

    /// <summary>The image that was received when the failure happened after it, so that it is not lost.</summary>
    public AIImage? Image { get; internal set; }

    /// <summary>What to do in this very case; null for what is usual for the id.</summary>
    internal string? Advice { get; init; }

    /// <summary>What happened, without what it means for the bill; null where the message says no more.</summary>
    internal string? Reason { get; init => field = Redaction.Clean(value, key: null); }

    /// <summary>True where every further request would only meet it again.</summary>
    internal bool IsPermanent { get; init; }

    /// <summary>True where a gateway, a proxy or a web server speaks in place of the service.</summary>
    internal bool IsFromGateway { get; init; }

    /// <summary>The same failure for an input that was not sent, because it would only meet it again.</summary>
    internal AIImageException ForUnsent() => Message.StartsWith(Unsent, StringComparison.Ordinal)
        ? this
        : new(ErrorId, Unsent + Message)
        {
            StatusCode = StatusCode,
            Code = Code,
            Type = Type,
            Advice = Advice,
            IsPermanent = IsPermanent,
            IsFromGateway = IsFromGateway,
        };
}
