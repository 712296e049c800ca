using ImageGen.Sandbox.Options;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Responses;

/// <summary>The `image_generation` tool of a request, checked and with the service's defaults.</summary>
internal sealed record ImageTool
{
    /// <summary>The place among the tools, as in `tools[0]`.</summary>
    public required string Path { get; init; }

    public required PictureOptions Options { get; init; }

    public required string Action { get; init; }

    public PictureSource? Mask { get; init; }
}
