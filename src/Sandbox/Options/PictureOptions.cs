namespace ImageGen.Sandbox.Options;

/// <summary>The options of a picture in the image tool and the Images API, checked and with defaults.</summary>
internal sealed record PictureOptions
{
    public required ImageModel Model { get; init; }

    public required string ModelName { get; init; }

    /// <summary>As asked, perhaps `auto`.</summary>
    public required string RequestedSize { get; init; }

    public required ImageSize Size { get; init; }

    public required string Quality { get; init; }

    public required string Background { get; init; }

    public required string OutputFormat { get; init; }

    public required int OutputCompression { get; init; }

    public required string Moderation { get; init; }

    public required int PartialImages { get; init; }

    public required int FrameCount { get; init; }

    public required int FrameDuration { get; init; }

    /// <summary>Who writes the document of an SVG; null where nobody was named.</summary>
    public SvgAuthor? Author { get; init; }

    public string ResolvedQuality => Quality == "auto" ? Model.AutoQuality : Quality;

    public string ResolvedBackground => Background == "auto" ? "opaque" : Background;
}
