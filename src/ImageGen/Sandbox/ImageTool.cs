namespace ImageGen.Sandbox;

/// <summary>The `image_generation` tool of a request, checked and with the service's defaults.</summary>
internal sealed record ImageTool
{
    /// <summary>The place among the tools, as in `tools[0]`.</summary>
    public required string Path { get; init; }

    public required ImageModel Model { get; init; }

    public required string ModelName { get; init; }

    public required string Action { get; init; }

    /// <summary>As asked, perhaps `auto`.</summary>
    public required string RequestedSize { get; init; }

    public required ImageSize Size { get; init; }

    public required string Quality { get; init; }

    public required string Background { get; init; }

    public required string OutputFormat { get; init; }

    public required int OutputCompression { get; init; }

    public required string Moderation { get; init; }

    public required int PartialImages { get; init; }

    public PictureSource? Mask { get; init; }

    public string ResolvedQuality => Quality == "auto" ? Model.AutoQuality : Quality;

    public string ResolvedBackground => Background == "auto" ? "opaque" : Background;
}
