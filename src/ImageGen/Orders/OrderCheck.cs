namespace ImageGen.Orders;

/// <summary>Refuses an order that cannot be carried out, before anything is sent.</summary>
internal static class OrderCheck
{
    /// <exception cref="AIImageException">It cannot be carried out; the message says what to do.</exception>
    public static void ThrowIfImpossible(ImageOrder order)
    {
        CheckOverlays(order);
        if (order.Background != BackgroundMode.None) CheckBackground(order);
    }

    private static void CheckOverlays(ImageOrder order)
    {
        if (order.Markup is not null && (order.Model is not null || order.Mask is not null))
        {
            throw new AIImageException(
                ErrorIds.ServiceUnsupported,
                "-Markup is supported only by the Images API, and not together with -Mask. Use -Api Images without "
                + "-Mask, or -Mask.");
        }

        ImageInput? first = order.Inputs.Items.Count > 0 ? order.Inputs.Items[0] : null;
        OverlayCheck.CheckMask(order.Mask, first);
        OverlayCheck.CheckMarkup(order.Markup, first);
    }

    private static void CheckBackground(ImageOrder order)
    {
        bool isSubmitted = order.Background == BackgroundMode.Submit;
        string name = isSubmitted ? "-NoWait" : "-Durable";
        if (order.Model is null)
        {
            throw new AIImageException(
                ErrorIds.ServiceUnsupported,
                $"{name} needs the Responses API, because the Images API does not work in the background. Omit -Api, "
                + "and set a mainline model with -Model and the image model with -ImageModel.");
        }

        if (order.Store == false)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"{name} and -NoStore cannot be combined: background responses are always stored.");
        }

        if (isSubmitted && order.Output is not null)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                "-NoWait returns before the image is ready to save. Use -Durable with -OutFile, or save it later: "
                + "Wait-AIImage | Save-AIImage.");
        }
    }
}
