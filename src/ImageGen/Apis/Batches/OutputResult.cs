using System.Collections.Generic;
using ImageGen.Apis.Images;
using ImageGen.Lifting;

namespace ImageGen.Apis.Batches;

/// <summary>One line of an output or error file: its images, which are the receiver's, or why there are none.</summary>
internal sealed record OutputResult
{
    public string? CustomId { get; init; }

    /// <summary>Its number in the file, from 1.</summary>
    public long Line { get; init; }

    /// <summary>How many bytes of the file are up to its end.</summary>
    public long End { get; init; }

    public string? RequestId { get; init; }

    public ImagesResponse? Body { get; init; }

    public IReadOnlyList<ReceivedImage> Images { get; init; } = [];

    public AIImageException? Failure { get; init; }

    /// <summary>True where the images were passed over, for they are there already or belong to nobody.</summary>
    public bool IsSkipped { get; init; }
}
