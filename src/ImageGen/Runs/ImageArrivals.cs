using System.Collections.Generic;
using ImageGen.Apis;
using ImageGen.Files;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Orders;

namespace ImageGen.Runs;

/// <summary>Puts each image of a request in its place as it arrives, and reports the result.</summary>
internal sealed class ImageArrivals(ImageOrder order, OutputPlan? plan, IReadOnlyList<OutputSlot?> slots)
{
    private OutputSlot? _last;
    private int _received;
    private bool _hasFailed;

    /// <summary>What to say when fewer images came than were asked for, and no failure says why.</summary>
    public Warned? Missing => _hasFailed || _received >= slots.Count
        ? null
        : new Warned($"The service made {_received} of the {slots.Count} images that were requested.");

    /// <summary>
    /// What is reported of an event: an image when it is saved, or why it could not be. An image that came after
    /// the caller stopped is saved too: it is paid for, and -Resume finds it.
    /// </summary>
    public IReadOnlyList<GenerationEvent> Tell(GenerationEvent e)
    {
        if (e is not Received received)
        {
            _hasFailed |= e is Failed;
            return [e];
        }

        OutputSlot? slot = NextSlot();
        (AIImage image, AIImageException? failure) = Save(received, slot);
        return failure is null
            ? [.. Differences(image, slot), new Completed(image)]
            : [new Failed(failure)];
    }

    /// <summary>An image that comes unasked gets a place beside the last one.</summary>
    private OutputSlot? NextSlot()
    {
        _last = _received < slots.Count ? slots[_received] : _last is null ? null : plan?.ClaimBeside(_last);
        _received++;
        return _last;
    }

    private (AIImage Image, AIImageException? Failure) Save(Received received, OutputSlot? slot)
    {
        if (slot is null || received.Image is not ReceivedImage file) return (received.ToImage(), null);

        AIImage image = file.File is null
            ? received.ToImage()
            : new AIImage(received.Facts).WithHeader(file.Header, file.Length);
        try
        {
            slot.Save(image, file.File, order.Output!.Overwrite, order.Output.Sidecar);
            if (slot.Path is string path && PendingRecord.IsKept(order, slot))
            {
                PendingRecord.Remove(path);
            }

            return (image, null);
        }
        catch (AIImageException failure)
        {
            return (image, failure);
        }
    }

    /// <summary>Where the image is not what was asked for, or not what its file's name says.</summary>
    private IEnumerable<GenerationEvent> Differences(AIImage image, OutputSlot? slot)
    {
        foreach ((string option, string text) in OptionDifferences.Find(order.Options, image))
        {
            yield return new Warned(text, option);
        }

        string? named = ImageFormats.OfFileName(slot?.Path ?? string.Empty)?.Name;
        bool isOther = named is not null && image.Format is not null && named != image.Format;
        if (isOther && named != order.Options.OutputFormat)
        {
            yield return new Warned($"The file has the extension of {named}, but the image is {image.Format}.", "name");
        }
    }
}
