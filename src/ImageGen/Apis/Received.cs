using ImageGen.Http;
using ImageGen.Lifting;

namespace ImageGen.Apis;

/// <summary>The service works on a response that has this id.</summary>
internal sealed record Started(string ResponseId, string? Status) : GenerationEvent;

/// <summary>The service is at another stage of the work.</summary>
internal sealed record Progressed(string Stage) : GenerationEvent;

/// <summary>A preview is complete.</summary>
internal sealed record Previewed(AIImagePartial Partial) : GenerationEvent;

/// <summary>An image is here, or the state of an unfinished response is known.</summary>
/// <param name="Facts">All that is known of it.</param>
/// <param name="Image">Its bytes, which are the receiver's now; null while the response is not finished.</param>
internal sealed record Received(ImageFacts Facts, ReceivedImage? Image) : GenerationEvent
{
    /// <summary>The image where it is kept in memory.</summary>
    public AIImage ToImage()
    {
        AIImage image = new(Facts);
        return Image is null ? image : image.WithBytes(Image.ReadAll());
    }
}

/// <summary>The work on the response was cancelled before an image was made.</summary>
internal sealed record Cancelled : GenerationEvent;
