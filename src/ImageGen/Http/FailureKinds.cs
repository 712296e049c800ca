using System;
using System.Linq;
using ImageGen.Text;

namespace ImageGen.Http;

/// <summary>From what a service says of a failure to its stable id.</summary>
internal static class FailureKinds
{
    private static readonly string[] s_moderation =
    [
        "moderation_blocked", "content_policy_violation", "image_content_policy_violation", "contentFilter",
        "content_filter", "bio_policy", "misalignment_policy_violation",
    ];

    /// <summary>The id of a refusal.</summary>
    public static string IdOf(int status, ServiceError error, bool mayBeBilled) => status switch
    {
        401 or 407 => ErrorIds.AuthenticationFailed,
        _ when s_moderation.Contains(error.Code) => ErrorIds.ContentRejected,
        403 => IsBlocked(error) ? ErrorIds.ContentRejected : ErrorIds.AccessDenied,
        _ when error.Code == "model_not_found" => ErrorIds.ModelNotFound,
        400 or 404 when IsGoneItem(error) => ErrorIds.ItemNotFound,
        400 or 404 when IsUnknownModel(error) => ErrorIds.ModelNotFound,
        400 or 429 when IsSpent(error) => ErrorIds.QuotaExceeded,
        429 => ErrorIds.RateLimited,
        504 or 524 when mayBeBilled => ErrorIds.ResultUnknown,
        408 or 409 or >= 500 => ErrorIds.ServiceUnavailable,
        _ => ErrorIds.InvalidRequest,
    };

    /// <summary>The id of a failure that came with status 200.</summary>
    public static string IdOfFailedResponse(ServiceError error) => error.Code switch
    {
        _ when s_moderation.Contains(error.Code) => ErrorIds.ContentRejected,
        "rate_limit_exceeded" => ErrorIds.RateLimited,
        "server_is_overloaded" => ErrorIds.ServiceUnavailable,
        "model_not_found" => ErrorIds.ModelNotFound,
        _ when IsSpent(error) => ErrorIds.QuotaExceeded,
        _ when IsUnknownModel(error) => ErrorIds.ModelNotFound,
        _ => ErrorIds.ResponseFailed,
    };

    /// <summary>The account has no money left, or may spend no more of it.</summary>
    private static bool IsSpent(ServiceError error) =>
        error.Code is "insufficient_quota" or "billing_hard_limit_reached";

    /// <summary>An image model that is gone is a value like any other to the service: only the words tell it.</summary>
    private static bool IsUnknownModel(ServiceError error) =>
        Begins(error.Message, "The model ") && error.Message.Holds(" does not exist");

    /// <summary>Azure OpenAI blocks a resource for a while after too much refused content.</summary>
    private static bool IsBlocked(ServiceError error) => error.Message.Holds("temporarily blocked");

    /// <summary>
    /// True where the service keeps no response for this organization, so that none can be continued.
    /// </summary>
    public static bool IsZeroRetention(string? message) =>
        message.Holds("Zero Data Retention") && message.Holds("Previous response");

    private static bool IsGoneItem(ServiceError error) =>
        error.Code is "previous_response_not_found"
        || IsZeroRetention(error.Message)
        || (error.Message.Holds("not found")
            && (Begins(error.Message, "Item with id")
                || Begins(error.Message, "Previous response")
                || Begins(error.Message, "Response with id")));

    private static bool Begins(string? text, string beginning) =>
        text?.StartsWith(beginning, StringComparison.OrdinalIgnoreCase) == true;
}
