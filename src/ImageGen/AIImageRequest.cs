using System.Linq;

namespace ImageGen;

/// <summary>
/// The request for an image, as a row. To repeat it, pipe it to <c>New-AIImage</c>, or to <c>Edit-AIImage</c> for an
/// edit; <c>Get-AIImageStream</c> accepts both. It has the options that were typed or came from a row, and the models
/// and the API that were used.
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

    /// <summary>The requested size. Like the other options, it is null if it was omitted.</summary>
    public string? Size => _facts.Size;

    /// <summary>The requested quality.</summary>
    public string? Quality => _facts.Quality;

    /// <summary>The requested background.</summary>
    public string? Background => _facts.Background;

    /// <summary>The requested output format; null if the file name set it.</summary>
    public string? OutputFormat => _facts.OutputFormat;

    /// <summary>The requested compression, from 0 to 100.</summary>
    public int? OutputCompression => _facts.OutputCompression;

    /// <summary>The requested moderation.</summary>
    public string? Moderation => _facts.Moderation;

    /// <summary>The requested complexity.</summary>
    public string? Complexity => _facts.Complexity;

    /// <summary>The requested input fidelity.</summary>
    public string? InputFidelity => _facts.InputFidelity;

    /// <summary>The instructions for the mainline model.</summary>
    public string? Instructions => _facts.Instructions;

    /// <summary>The requested tool choice.</summary>
    public string? ToolChoice => _facts.ToolChoice;

    /// <summary>Always 1: the request is for one image.</summary>
    public int Count => 1;

    /// <summary>
    /// The source images of an edit, by file, id or URL; null for a generation, and if one was only bytes, as
    /// <see cref="Source"/> then says.
    /// </summary>
    public string[]? Image =>
        _facts.Image is null || _facts.Image.Contains(null) ? null : [.. _facts.Image.Select(image => image!)];

    /// <summary>Description of the source of an edit; null for a generation.</summary>
    public string? Source =>
        _facts.Image is null ? null : string.Join(", ", _facts.Image.Select(image => image ?? "(bytes)"));

    /// <summary>The prompt.</summary>
    /// <returns>A short text that names the request.</returns>
    public override string ToString() => Prompt ?? nameof(AIImageRequest);

    internal RequestFacts Facts => _facts;
}
