namespace ImageGen.Sandbox.Store;

/// <summary>A file of `/files`: one that was uploaded, or one that a batch has made.</summary>
internal interface IStoredFile : IStored
{
    string Id { get; }

    string Name { get; }

    string Purpose { get; }

    long CreatedAt { get; }

    int? SecondsToLive { get; }

    /// <summary>Number of bytes; 0 for a file that is made while it is read, which nobody has measured.</summary>
    long Length { get; }
}
