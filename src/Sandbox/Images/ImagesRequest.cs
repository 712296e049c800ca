using System.Collections.Generic;
using ImageGen.Sandbox.Options;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Images;

/// <summary>A checked body of `POST /images/generations` or `POST /images/edits`.</summary>
internal sealed record ImagesRequest
{
    public required string Prompt { get; init; }

    public required PictureOptions Options { get; init; }

    /// <summary>How many pictures.</summary>
    public required int Count { get; init; }

    public required bool Stream { get; init; }

    public required string? SafetyIdentifier { get; init; }

    /// <summary>Empty for generations only.</summary>
    public IReadOnlyList<PictureSource> Images { get; init; } = [];

    public PictureSource? Mask { get; init; }

    public PictureSource? Markup { get; init; }

    public bool IsEdit => Images.Count > 0;
}
