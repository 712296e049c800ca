using System;
using System.IO;

namespace ImageGen.Benchmarks.Clients;

/// <summary>One image to get: where, of which size, how, and into which file if any.</summary>
internal sealed record ImageTask(Uri BaseUri, int Length)
{
    /// <summary>True gets it as a stream with one partial image.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>The new file; null keeps the image in memory.</summary>
    public string? Path { get; init; }

    /// <summary>Called for each partial image, the moment it is there.</summary>
    public Action? OnPartial { get; init; }

    /// <summary>Number of bytes of all the images that reach the caller.</summary>
    public long Delivered => IsStreamed ? 2L * Length : Length;

    /// <summary>Refuses what is not the whole order.</summary>
    public void Check(long delivered)
    {
        if (delivered != Delivered) throw new InvalidDataException($"{delivered} bytes came instead of {Delivered}.");
        bool isWhole = Path is null || new FileInfo(Path).Length == Length;
        if (!isWhole) throw new InvalidDataException("The file is not whole.");
    }
}
