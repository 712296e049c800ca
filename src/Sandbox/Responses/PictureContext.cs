using System.Collections.Generic;
using ImageGen.Sandbox.Encoders;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Responses;

/// <summary>The pictures a request can build on.</summary>
internal sealed class PictureContext
{
    /// <summary>The one an edit starts from; null when there is none.</summary>
    public Raster? Main { get; set; }

    public List<Raster> References { get; } = [];

    public Raster? Mask { get; set; }

    /// <summary>What the user brought, to be kept with the response.</summary>
    public List<StoredPicture> Brought { get; } = [];
}
