namespace ImageGen.Sandbox.Store;

internal enum PictureSourceKind
{
    Url,
    File,
    Item,
    Result,
    Upload,
}

/// <summary>A picture, or an item that may be one, named in a request's input.</summary>
internal sealed record PictureSource(PictureSourceKind Kind, string Value, string Path)
{
    private const string StandIn = "file-sandbox";

    /// <summary>Of an item that came with its result.</summary>
    public string? ItemId { get; init; }

    /// <summary>What came in a form.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>Whether it is a file that nobody uploaded: the sandbox draws one.</summary>
    public bool IsStandIn =>
        Kind == PictureSourceKind.File && Value.StartsWith(StandIn, System.StringComparison.Ordinal);
}
