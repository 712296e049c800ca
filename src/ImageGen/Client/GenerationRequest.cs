using System;
using System.Collections.Generic;
using ImageGen.Client.Lifting;

namespace ImageGen.Client;

/// <summary>One picture to make: everything that was asked for, in the module's own terms.</summary>
internal sealed record GenerationRequest
{
    public required string Prompt { get; init; }

    /// <summary>The mainline model that calls the image tool; null for the Images API.</summary>
    public string? Model { get; init; }

    public required ImageOptions Options { get; init; }

    /// <summary>Pictures to edit; empty to generate.</summary>
    public ImageInputs Inputs { get; init; } = ImageInputs.None;

    /// <summary>Which part of the first picture to edit: where this is transparent.</summary>
    public ImageInput? Mask { get; init; }

    /// <summary>Marks drawn over the first picture; Images API only, and not with a mask.</summary>
    public ImageInput? Markup { get; init; }

    /// <summary>How many images one request makes; more than one in the Images API only.</summary>
    public int Count { get; init; } = 1;

    /// <summary>True when the tool must edit rather than choose.</summary>
    public bool IsEdit { get; init; }

    public string? Instructions { get; init; }

    /// <summary>Null forces the image tool.</summary>
    public string? ToolChoice { get; init; }

    /// <summary>False keeps the response out of the service's store; null leaves it to the service.</summary>
    public bool? Store { get; init; }

    public bool Stream { get; init; }

    public string? SafetyIdentifier { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Request fields that the module does not know.</summary>
    public IReadOnlyDictionary<string, object?>? AdditionalBody { get; init; }

    /// <summary>The folder that the image goes to while it arrives; null keeps it in memory.</summary>
    public string? Folder { get; init; }

    /// <summary>Position of the input in the pipeline.</summary>
    public int Index { get; init; }

    public CallSettings Settings { get; init; } = new();

    /// <summary>Makes the place for a final image.</summary>
    public IImageSink CreateSink() => Folder is null ? new MemorySink() : new FileSink(Folder);
}

/// <summary>How a call to the service behaves.</summary>
internal sealed record CallSettings
{
    /// <summary>For the whole request, answer included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(10);

    public int MaximumRetries { get; init; } = Http.RetryPolicy.DefaultRetries;

    /// <summary>True yields <see cref="Traced"/> events.</summary>
    public bool Trace { get; init; }
}
