using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ImageGen.Models;

/// <summary>
/// What is known of the models as of November 2026, from <c>models.json</c>. It gives completions, defaults, warnings
/// and prices; it never blocks: a model that is not here passes.
/// </summary>
internal static class ModelCatalog
{
    /// <summary>The first of the default mainline models: the cheapest that is listed with the image tool.</summary>
    public const string DefaultModel = "gpt-6-luna";

    /// <summary>The first of the default image models.</summary>
    public const string DefaultImageModel = "gpt-image-2.6-sunburst";

    private static readonly Lazy<IReadOnlyList<ModelEntry>> s_entries = new(Read);
    private static readonly Lazy<IReadOnlyList<ModelEntry>> s_defaultModels = new(() => RankedOf(ModelKind.Mainline));
    private static readonly Lazy<IReadOnlyList<ModelEntry>> s_defaultImageModels = new(() => RankedOf(ModelKind.Image));

    /// <summary>
    /// All models, the image models first and within a kind the newest first; read when first asked for.
    /// </summary>
    public static IReadOnlyList<ModelEntry> Entries => s_entries.Value;

    /// <summary>The entry of a model or of one of its dated snapshots, or null.</summary>
    public static ModelEntry? Find(string? name) =>
        name is null ? null : Entries.FirstOrDefault(entry => entry.IsNamed(name));

    /// <summary>A model, or a dated snapshot of it, as the service spells it; one that is not known as it is.</summary>
    public static string? SpellingOf(string? name) =>
        Find(name) is ModelEntry entry ? entry.Name + name!.Substring(entry.Name.Length) : name;

    /// <summary>True for an image model, known or named like one.</summary>
    public static bool IsImageModel(string name) =>
        Find(name)?.Kind == ModelKind.Image || IsNamedLike(name, "gpt-image-", "chatgpt-image-", "dall-e-");

    /// <summary>
    /// The models of a kind that are used where the user names none: the first, then what follows it.
    /// </summary>
    public static IReadOnlyList<ModelEntry> DefaultsOf(ModelKind kind) =>
        kind == ModelKind.Image ? s_defaultImageModels.Value : s_defaultModels.Value;

    private static IReadOnlyList<ModelEntry> RankedOf(ModelKind kind) =>
    [
        .. Entries
            .Where(entry => entry.Kind == kind && entry.DefaultRank is not null)
            .OrderBy(entry => entry.DefaultRank),
    ];

    private static bool IsNamedLike(string name, params string[] beginnings) =>
        beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<ModelEntry> Read()
    {
        using Stream table = typeof(ModelCatalog).Assembly.GetManifestResourceStream("models.json")!;
        return ModelTable.Read(table);
    }
}
