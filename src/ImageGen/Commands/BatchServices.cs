using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>Which services have a Batch API.</summary>
internal static class BatchServices
{
    /// <exception cref="AIImageException">It has none; the message says what to do.</exception>
    public static void ThrowIfUnsupported(ServiceConnection service)
    {
        if (service.Dialect.HasBatches) return;

        throw new AIImageException(
            ErrorIds.ServiceUnsupported,
            $"{service.Name} has no Batch API. Use New-AIImage or Edit-AIImage with -ThrottleLimit for many images at "
            + "once. Nothing was sent.");
    }
}
