using System;
using System.Linq;
using ImageGen.Text;

namespace ImageGen.Http;

/// <summary>Maps what a service says about a failure to its stable id.</summary>
internal static class FailureKinds
{
    private static readonly string[] s_moderation =
    [
        "moderation_blocked", "content_policy_violation", "image_content_policy_violation", "contentFilter",
        "content_filter", "bio_policy", "misalignment_policy_violation",
    ];

    /// <summary>
    /// The id of a refusal. What is not the service's own word leaves open whether the work was started: a gateway says
    /// 502 also after the service has taken the request. Only 503 says that it was not, whoever says it. A time-out
    /// leaves it open in any words.
    /// </summary>
    /// <param name="status">The status of the answer.</param>
    /// <param name="error">What its body says.</param>
    /// <param name="mayBeBilled">False where nothing can have been made, or the answer says so.</param>
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
        >= 500 and not 503 when mayBeBilled && !error.IsOwn => ErrorIds.ResultUnknown,
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

    /// <summary>
    /// For the service an image model that no longer exists is an invalid value: only the message tells.
    /// </summary>
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
