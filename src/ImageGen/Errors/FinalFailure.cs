using ImageGen.Text;

namespace ImageGen.Errors;

/// <summary>Failures that every further request to the service would only repeat.</summary>
internal static class FinalFailure
{
    /// <summary>
    /// True where the key, the account behind it or the user of the proxy is refused whatever is asked for, and where
    /// the service shows a certificate that is not accepted.
    /// </summary>
    public static bool Is(AIImageException failure) => failure.IsPermanent || failure.ErrorId switch
    {
        ErrorIds.AuthenticationFailed or ErrorIds.QuotaExceeded => true,
        ErrorIds.AccessDenied => failure.Parameter is null && !IsAboutModel(failure),
        _ => false,
    };

    /// <summary>A model that is not open to the project says nothing of other models.</summary>
    private static bool IsAboutModel(AIImageException failure) =>
        failure.Code.Holds("model") || failure.Message.Holds("model") || failure.Message.Holds("verif");
}
