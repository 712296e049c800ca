namespace ImageGen;

/// <summary>The stable ids of everything that can go wrong.</summary>
internal static class ErrorIds
{
    public const string ApiKeyMissing = nameof(ApiKeyMissing);
    public const string AuthenticationFailed = nameof(AuthenticationFailed);
    public const string AccessDenied = nameof(AccessDenied);
    public const string ModelNotFound = nameof(ModelNotFound);
    public const string InvalidRequest = nameof(InvalidRequest);
    public const string ContentRejected = nameof(ContentRejected);
    public const string RateLimited = nameof(RateLimited);
    public const string QuotaExceeded = nameof(QuotaExceeded);
    public const string ServiceUnavailable = nameof(ServiceUnavailable);
    public const string ConnectionFailed = nameof(ConnectionFailed);
    public const string OperationTimedOut = nameof(OperationTimedOut);
    public const string ResultUnknown = nameof(ResultUnknown);
    public const string InvalidResponse = nameof(InvalidResponse);
    public const string StreamIncomplete = nameof(StreamIncomplete);
    public const string NoImageReturned = nameof(NoImageReturned);
    public const string ResponseFailed = nameof(ResponseFailed);
    public const string ItemNotFound = nameof(ItemNotFound);
    public const string FileExists = nameof(FileExists);
    public const string ImageReadFailed = nameof(ImageReadFailed);
    public const string ImageWriteFailed = nameof(ImageWriteFailed);
    public const string MaskInvalid = nameof(MaskInvalid);
    public const string BudgetExceeded = nameof(BudgetExceeded);
    public const string ServiceUnsupported = nameof(ServiceUnsupported);
}
