using System.Collections.Generic;
using ImageGen.Sandbox.Options;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Compatible;

/// <summary>What a compatible server reads of a request to make pictures.</summary>
internal sealed record CompatibleRequest
{
    public required string Prompt { get; init; }

    public required ImageSize Size { get; init; }

    /// <summary>How many pictures.</summary>
    public required int Count { get; init; }

    /// <summary>False answers with addresses.</summary>
    public required bool WantsBase64 { get; init; }

    /// <summary>Empty for generations only.</summary>
    public IReadOnlyList<PictureSource> Images { get; init; } = [];

    public PictureSource? Mask { get; init; }
}
