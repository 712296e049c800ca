using System.Linq;

namespace ImageGen;

/// <summary>
/// What was asked for an image, as a row: pipe it into <c>New-AIImage</c>, or into <c>Edit-AIImage</c> for an edit, to
/// run it again; <c>Get-AIImageStream</c> takes both. It holds what was typed or stood in the row, and the models
/// and the API that were really used.
/// </summary>
public sealed class AIImageRequest
{
    private readonly RequestFacts _facts;

    internal AIImageRequest(RequestFacts facts) => _facts = facts;

    /// <summary>The prompt.</summary>
    public string? Prompt => _facts.Prompt;

    /// <summary>The mainline model that was used; null over the Images API.</summary>
    public string? Model => _facts.Model;

    /// <summary>The image model that was used.</summary>
    public string? ImageModel => _facts.ImageModel;

    /// <summary>The API that was used: <c>Responses</c> or <c>Images</c>.</summary>
    public string? Api => _facts.Api;

    /// <summary>The size that was asked for; null when it was left open. So are the other options.</summary>
    public string? Size => _facts.Size;

    /// <summary>The quality that was asked for.</summary>
    public string? Quality => _facts.Quality;

    /// <summary>The background that was asked for.</summary>
    public string? Background => _facts.Background;

    /// <summary>The output format that was asked for, unless the name of the file did.</summary>
    public string? OutputFormat => _facts.OutputFormat;

    /// <summary>The compression that was asked for, from 0 to 100.</summary>
    public int? OutputCompression => _facts.OutputCompression;

    /// <summary>The moderation that was asked for.</summary>
    public string? Moderation => _facts.Moderation;

    /// <summary>The complexity that was asked for.</summary>
    public string? Complexity => _facts.Complexity;

    /// <summary>The input fidelity that was asked for.</summary>
    public string? InputFidelity => _facts.InputFidelity;

    /// <summary>The instructions for the mainline model.</summary>
    public string? Instructions => _facts.Instructions;

    /// <summary>The tool choice that was asked for.</summary>
    public string? ToolChoice => _facts.ToolChoice;

    /// <summary>Always 1: it is the request of one image.</summary>
    public int Count => 1;

    /// <summary>
    /// The images that an edit started from, by file, id or URL; null for a generation, and where one was only bytes,
    /// which <see cref="Source"/> then says.
    /// </summary>
    public string[]? Image =>
        _facts.Image is null || _facts.Image.Contains(null) ? null : [.. _facts.Image.Select(image => image!)];

    /// <summary>What an edit started from, in words; null for a generation.</summary>
    public string? Source =>
        _facts.Image is null ? null : string.Join(", ", _facts.Image.Select(image => image ?? "(bytes)"));

    /// <summary>The prompt.</summary>
    /// <returns>A short text that names the request.</returns>
    public override string ToString() => Prompt ?? nameof(AIImageRequest);

    internal RequestFacts Facts => _facts;
}
