namespace ImageGen.Client;

/// <summary>What is known of an image that is still to come, which the service does not repeat.</summary>
internal sealed record ImageOrigin
{
    public string? Prompt { get; init; }

    public int Index { get; init; }

    /// <summary>The mainline model that was asked.</summary>
    public string? Model { get; init; }

    /// <summary>The image model that was asked.</summary>
    public string? ImageModel { get; init; }

    public bool Stored { get; init; } = true;

    public string? ParentId { get; init; }

    public string? ParentResponseId { get; init; }

    public string? ParentPath { get; init; }

    /// <summary>What an unfinished image tells of the one that it will be.</summary>
    public static ImageOrigin Of(AIImage image) => new()
    {
        Prompt = image.Prompt,
        Index = image.Index,
        Model = image.Model,
        ImageModel = image.ImageModel,
        Stored = image.Stored,
        ParentId = image.ParentId,
        ParentResponseId = image.ParentResponseId,
        ParentPath = image.ParentPath,
    };
}
