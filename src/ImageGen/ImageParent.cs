namespace ImageGen;

/// <summary>The source image of an edit: its ids and its file, each null where it is not known.</summary>
internal readonly record struct ImageParent(string? Id, string? ResponseId, string? Path)
{
    /// <summary>The name of the file, which may have come from another system; null where there is none.</summary>
    public string? FileName => Path is null ? null : Path.Substring(Path.LastIndexOfAny(['/', '\\']) + 1);

    /// <summary>The id of the image, else that of its response.</summary>
    public string? AnyId => Id ?? ResponseId;
}
