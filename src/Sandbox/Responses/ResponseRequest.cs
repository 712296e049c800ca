using System.Collections.Generic;
using System.Text.Json;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Responses;

/// <summary>A checked body of `POST /responses`. Of the document it keeps only what is echoed.</summary>
internal sealed record ResponseRequest
{
    public required SandboxDialect Dialect { get; init; }

    public required string Model { get; init; }

    /// <summary>How much the model thinks; null for one that does not.</summary>
    public required string? Effort { get; init; }

    public required InputContent Input { get; init; }

    public required ImageTool? Tool { get; init; }

    public required ToolMode ToolMode { get; init; }

    public required string? PreviousResponseId { get; init; }

    public required bool Store { get; init; }

    public required bool Background { get; init; }

    public required bool Stream { get; init; }

    public required bool Obfuscates { get; init; }

    /// <summary>The tools as given; null stands for <see cref="Tool"/>, which may have brought a big mask.</summary>
    public required IReadOnlyList<JsonElement?> Tools { get; init; }

    /// <summary>Parameters to repeat in the response as they were given.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Echo { get; init; }

    public required int EchoLength { get; init; }

    /// <summary>
    /// Whether the result is a picture. With `auto` models answer questions in words, so here a question mark decides.
    /// </summary>
    public bool WantsImage => Tool is not null && ToolMode switch
    {
        ToolMode.Forced => true,
        ToolMode.Auto => !Input.Prompt.TrimEnd().EndsWith("?", System.StringComparison.Ordinal),
        _ => false,
    };
}
