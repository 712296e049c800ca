using System;
using System.IO;
using System.Threading.Tasks;

namespace ImageGen.Apis.Files;

/// <summary>A file to upload, which is written while it is sent and is never whole in memory.</summary>
internal sealed class FileSource
{
    /// <summary>What the service is to use it for (<c>purpose</c>).</summary>
    public required string Purpose { get; init; }

    /// <summary>The name that it has at the service.</summary>
    public required string Name { get; init; }

    public required string MediaType { get; init; }

    /// <summary>Number of bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Writes all of it, once for each attempt.</summary>
    public required Func<Stream, Task> WriteAsync { get; init; }

    /// <summary>After this time the service deletes it.</summary>
    public TimeSpan? Lifetime { get; init; }
}
