using System;
using System.Collections.Generic;
using ImageGen.Http;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>A request that waits for its turn, and how its events are handled on the pipeline thread.</summary>
internal sealed class QueuedRequest
{
    /// <summary>What the engine will yield. Nothing is sent before the first is asked for.</summary>
    public required IAsyncEnumerable<GenerationEvent> Events { get; init; }

    /// <summary>Called for each event in its turn; a failure is the last one.</summary>
    public required Action<GenerationEvent> Handle { get; init; }

    /// <summary>The services that it may go to, whose tokens must not expire meanwhile.</summary>
    public IReadOnlyList<ServiceConnection> Services { get; init; } = [];
}
