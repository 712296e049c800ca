using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Models;

namespace ImageGen;

/// <summary>
/// A model with its options, prices and shutdown date. Prices are list prices in US dollars as of November 2026;
/// batches cost half.
/// </summary>
public sealed class AIImageModel
{
    private readonly ModelEntry _entry;
    private readonly IReadOnlyList<ServiceModel>? _listed;
    private readonly DateTime _today;

    /// <param name="entry">What the module knows.</param>
    /// <param name="listed">What the service lists of it; null when it was not asked.</param>
    /// <param name="today">The day that decides the status.</param>
    internal AIImageModel(ModelEntry entry, IReadOnlyList<ServiceModel>? listed, DateTime today)
    {
        _entry = entry;
        _listed = listed;
        _today = today;
        Snapshots = Union(entry.Snapshots, listed?.Select(model => model.Id).Where(id => !IsName(id)) ?? []);
    }

    /// <summary>Name, as <c>-Model</c> or <c>-ImageModel</c> takes it.</summary>
    public string Name => _entry.Name;

    /// <summary>Image for a model that draws, Mainline for one that calls the image tool.</summary>
    public AIImageModelKind Kind =>
        _entry.Kind == ModelKind.Image ? AIImageModelKind.Image : AIImageModelKind.Mainline;

    /// <summary>Active, Deprecated (an end is announced) or ShutDown, today.</summary>
    public AIImageModelStatus Status => ShutdownDate is not DateTime end
        ? AIImageModelStatus.Active
        : _today >= end ? AIImageModelStatus.ShutDown : AIImageModelStatus.Deprecated;

    /// <summary>Dated versions of the model. They do not change, while the name always means the newest one.</summary>
    public IReadOnlyList<string> Snapshots { get; }

    /// <summary>
    /// All sizes, or the common ones where <see cref="SizeRule"/> allows others; empty for mainline models.
    /// </summary>
    public IReadOnlyList<string> Sizes => _entry.Options?.Sizes ?? [];

    /// <summary>Description of the other sizes that are allowed; null for none.</summary>
    public string? SizeRule => _entry.Options?.SizeRule?.ToString();

    /// <summary>Values of <c>-Quality</c>.</summary>
    public IReadOnlyList<string> Qualities => _entry.Options?.Qualities ?? [];

    /// <summary>Values of <c>-Background</c>.</summary>
    public IReadOnlyList<string> Backgrounds => _entry.Options?.Backgrounds ?? [];

    /// <summary>Values of <c>-OutputFormat</c>.</summary>
    public IReadOnlyList<string> OutputFormats => _entry.Options?.OutputFormats ?? [];

    /// <summary>Values of <c>-InputFidelity</c>; empty if the option must be omitted.</summary>
    public IReadOnlyList<string> InputFidelities => _entry.Options?.InputFidelities ?? [];

    /// <summary>Values of <c>-Complexity</c>; empty if the option must be omitted.</summary>
    public IReadOnlyList<string> Complexities => _entry.Options?.Complexities ?? [];

    /// <summary>Maximum number of images in one request of the Images API; null if unknown.</summary>
    public int? MaximumCount => _entry.Options?.MostImages;

    /// <summary>US dollars per million text input tokens; null if unknown.</summary>
    public decimal? TextInputPrice => _entry.Prices?.TextIn;

    /// <summary>US dollars per million cached text input tokens; null if unknown.</summary>
    public decimal? CachedTextInputPrice => _entry.Prices?.CachedTextIn;

    /// <summary>US dollars per million text output tokens; null for image models.</summary>
    public decimal? TextOutputPrice => _entry.Prices?.TextOut;

    /// <summary>US dollars per million image input tokens; null if unknown, and for mainline models.</summary>
    public decimal? ImageInputPrice => _entry.Prices?.ImageIn;

    /// <summary>US dollars per million cached image input tokens; null if unknown, and for mainline models.</summary>
    public decimal? CachedImageInputPrice => _entry.Prices?.CachedImageIn;

    /// <summary>US dollars per million image output tokens; null if unknown, and for mainline models.</summary>
    public decimal? ImageOutputPrice => _entry.Prices?.ImageOut;

    /// <summary>
    /// The vendor's prices of one image in US dollars, by quality and size, such as 'low 1024x1024'; empty if there are
    /// none.
    /// </summary>
    public IReadOnlyDictionary<string, decimal> PricePerImage => _entry.PricePerImage;

    /// <summary>Output tokens of one image, by quality and size, as far as known.</summary>
    public IReadOnlyDictionary<string, int> TokensPerImage => _entry.TokensPerImage;

    /// <summary>The release date; null if unknown.</summary>
    public DateTime? ReleaseDate => _entry.Released;

    /// <summary>
    /// The day from which its requests are refused; null if none is announced. The service's date takes precedence.
    /// </summary>
    public DateTime? ShutdownDate => Own?.ShutdownDate ?? _entry.ShutdownDate;

    /// <summary>The model to use instead; null if the model stays or no successor is named.</summary>
    public string? Successor => _entry.Successor;

    /// <summary>True when the service lists it for this key; null when the service was not asked.</summary>
    public bool? Available => _listed is null ? null : _listed.Count > 0;

    /// <summary>When the service created it (<c>created</c>); null when it was not asked or does not say.</summary>
    public DateTimeOffset? CreatedAt => Own?.CreatedAt;

    /// <summary>Owner of the model (<c>owned_by</c>); null if the service was not asked or does not say.</summary>
    public string? OwnedBy => Own?.OwnedBy;

    /// <summary>Further notes on the model.</summary>
    public IReadOnlyList<string> Notes => _entry.Notes;

    /// <summary>The name of the model.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;

    /// <summary>What the service lists under the model's own name, else under its first snapshot.</summary>
    private ServiceModel? Own => _listed?.FirstOrDefault(model => IsName(model.Id)) ?? _listed?.FirstOrDefault();

    private bool IsName(string id) => id.Equals(Name, StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<string> Union(IEnumerable<string> known, IEnumerable<string> listed) =>
        [.. known.Union(listed, StringComparer.OrdinalIgnoreCase)];
}
