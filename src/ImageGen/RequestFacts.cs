using System;
using System.Collections.Generic;

namespace ImageGen;

/// <summary>What was asked for an image; see <see cref="AIImageRequest"/>. Null was not asked for.</summary>
internal sealed record RequestFacts : ImageOptions
{
    public RequestFacts()
    {
    }

    public RequestFacts(ImageOptions options)
        : base(options)
    {
    }

    public RequestFacts(Func<string, string?> valueOf)
        : base(valueOf)
    {
    }

    public string? Prompt { get; init; }

    public string? Model { get; init; }

    public string? ImageModel { get; init; }

    public string? Api { get; init; }

    public string? Instructions { get; init; }

    public string? ToolChoice { get; init; }

    /// <summary>The images that it starts from, by file or id; null stands for one that was only bytes.</summary>
    public IReadOnlyList<string?>? Image { get; init; }
}
