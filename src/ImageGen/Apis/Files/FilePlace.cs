namespace ImageGen.Apis.Files;

/// <summary>Where in a file a download begins, and by what the file is known again.</summary>
internal sealed record FilePlace
{
    public static FilePlace Start { get; } = new();

    /// <summary>Number of bytes in front of it.</summary>
    public long Offset { get; init; }

    /// <summary>The entity tag; null where the service sent none.</summary>
    public string? Tag { get; init; }

    /// <summary>Length of the whole file in bytes; null where it is unknown.</summary>
    public long? Length { get; init; }

    /// <summary>True where what is known of both files differs.</summary>
    public bool IsOfAnother(FilePlace file) =>
        (Tag is not null && file.Tag is not null && Tag != file.Tag)
        || (Length is not null && file.Length is not null && Length != file.Length);
}
