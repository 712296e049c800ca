using System;

namespace ImageGen;

/// <summary>
/// What is known of an image beside its bytes: on the object, in the sidecar, of the parent, after deserialization.
/// Each is null where nobody said it. The meaning of each stands at the property of <see cref="AIImage"/> of the same
/// name.
/// </summary>
internal record ImageFacts
{
    public string? Id { get; init; }

    public string? ResponseId { get; init; }

    public string? Status { get; init; }

    public string? Prompt { get; init; }

    public string? RevisedPrompt { get; init; }

    public string? Action { get; init; }

    public string? Size { get; init; }

    public string? Quality { get; init; }

    public string? Background { get; init; }

    public string? OutputFormat { get; init; }

    public string? Model { get; init; }

    public string? ImageModel { get; init; }

    public TokenCounts? Usage { get; init; }

    public decimal? Cost { get; init; }

    public string? RequestId { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public double? DurationSeconds { get; init; }

    public int Index { get; init; }

    public string? ParentId { get; init; }

    public string? ParentResponseId { get; init; }

    public string? ParentPath { get; init; }

    /// <summary>The three above in one. It is internal, so that it is not in the JSON of a sidecar.</summary>
    internal ImageParent Parent => new(ParentId, ParentResponseId, ParentPath);

    public string? Service { get; init; }

    public bool Stored { get; init; }

    public string? LedgerId { get; init; }

    public RequestFacts? Request { get; init; }

    public ImageFacts WithParent(ImageParent parent) => this with
    {
        ParentId = parent.Id,
        ParentResponseId = parent.ResponseId,
        ParentPath = parent.Path,
    };
}
