using System.Collections.Generic;
using ImageGen.Sandbox.Encoders;

namespace ImageGen.Sandbox.Drawing;

/// <summary>All that decides how a picture looks.</summary>
internal sealed record PictureOrder
{
    public required string Prompt { get; init; }

    public required int Width { get; init; }

    public required int Height { get; init; }

    /// <summary>Tells pictures of one prompt apart: the colours stay, the places change.</summary>
    public required ulong Variation { get; init; }

    public bool Transparent { get; init; }

    /// <summary>What an edit builds on.</summary>
    public Raster? Parent { get; init; }

    public Raster? Mask { get; init; }

    /// <summary>Marks drawn over the parent.</summary>
    public Raster? Markup { get; init; }

    public IReadOnlyList<Raster> References { get; init; } = [];
}
