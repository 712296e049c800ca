namespace ImageGen.Sandbox;

internal enum PictureSourceKind
{
    Url,
    File,
    Item,
    Result,
}

/// <summary>A picture, or an item that may be one, named in a request's input.</summary>
internal sealed record PictureSource(PictureSourceKind Kind, string Value, string Path)
{
    /// <summary>Of an item that came with its result.</summary>
    public string? ItemId { get; init; }
}
