using System.Collections.Generic;
using ImageGen.Client.Files;
using ImageGen.Client.Http;
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

    public BackgroundMode Background { get; init; }

    /// <summary>The record on disk of what was sent and not yet saved; null where none is kept.</summary>
    public PendingFile? Pending { get; init; }

    public string? SafetyIdentifier { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Request fields that the module does not know.</summary>
    public IReadOnlyDictionary<string, object?>? AdditionalBody { get; init; }

    /// <summary>The file that the image will be, beside which it goes while it arrives; null keeps it in memory.</summary>
    public string? Target { get; init; }

    /// <summary>Position of the input in the pipeline.</summary>
    public int Index { get; init; }

    public CallSettings Settings { get; init; } = new();

    public ImageOrigin Origin => new()
    {
        Prompt = Prompt,
        Index = Index,
        Model = Model,
        ImageModel = Options.ImageModel,
        Stored = Store ?? true,
        ParentId = Inputs.ParentId,
        ParentResponseId = Inputs.ParentResponseId,
        ParentPath = Inputs.ParentPath,
    };

    /// <summary>Makes the place for a final image.</summary>
    public IImageSink CreateSink() => Target is null ? new MemorySink() : new FileSink(Target);
}

/// <summary>Whether the service works on when nobody waits, and whether somebody does.</summary>
internal enum BackgroundMode
{
    /// <summary>The work belongs to the connection.</summary>
    None,

    /// <summary>The work is handed over, and its id comes back.</summary>
    Submit,

    /// <summary>The work is handed over and waited for by its id, however often the connection drops.</summary>
    Follow,
}

/// <summary>How a call to the service behaves.</summary>
internal sealed record CallSettings
{
    public TimeLimits Limits { get; init; } = new();

    public int MaximumRetries { get; init; } = RetryPolicy.DefaultRetries;

    /// <summary>True yields <see cref="Traced"/> events.</summary>
    public bool Trace { get; init; }
}
