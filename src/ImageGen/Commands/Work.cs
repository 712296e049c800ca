using System;
using System.Collections.Generic;
using ImageGen.Client;

namespace ImageGen.Commands;

/// <summary>A request for the pipeline thread to pull, and what becomes of its events; all of it on that thread.</summary>
internal sealed record Work
{
    /// <summary>What the engine will yield. Nothing is sent before the first is asked for.</summary>
    public required IAsyncEnumerable<GenerationEvent> Events { get; init; }

    /// <summary>Called for each event in its turn.</summary>
    public required Action<GenerationEvent> Handle { get; init; }

    /// <summary>Called once at the end, with the failure if there is one.</summary>
    public required Action<AIImageException?> End { get; init; }

    /// <summary>Called for an event that came and can no longer be handled, because the pipeline is over.</summary>
    public Action<GenerationEvent>? Rescue { get; init; }
}
