using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace ImageGen.Models;

/// <summary>
/// What is known of the models as of November 2026, from <c>models.json</c>. It gives completions, defaults, warnings
/// and prices; it never blocks: a model that is not here passes.
/// </summary>
internal static class ModelCatalog
{
    public const string DefaultModel = "gpt-5.6-sol";
    public const string DefaultImageModel = "gpt-image-2.6-sunburst";

    private static readonly Lazy<IReadOnlyList<ModelEntry>> s_entries = new(Read);

    /// <summary>Parts of the names of models that speak or search and call no image tool.</summary>
    private static readonly string[] s_otherTrades =
        ["audio", "realtime", "transcribe", "tts", "instruct", "search", "embedding", "moderation", "live"];

    /// <summary>All models, the image models first and within a kind the newest first; read when first asked for.</summary>
    public static IReadOnlyList<ModelEntry> Entries => s_entries.Value;

    /// <summary>The entry of a model or of one of its dated snapshots, or null.</summary>
    public static ModelEntry? Find(string? name) =>
        name is null ? null : Entries.FirstOrDefault(entry => entry.IsNamed(name));

    /// <summary>True for a model that draws pictures itself, known or named like one.</summary>
    public static bool IsImageModel(string name) =>
        Find(name)?.Kind == ModelKind.Image || IsNamedLike(name, "gpt-image-", "chatgpt-image-", "dall-e-");

    /// <summary>The kind of a model by its entry or its name; null for one that has nothing to do with images.</summary>
    public static ModelKind? KindOf(string name)
    {
        if (IsImageModel(name)) return ModelKind.Image;
        if (Find(name) is ModelEntry entry) return entry.Kind;

        bool isSeries = IsNamedLike(name, "gpt-") || (name.Length > 1 && name[0] is 'o' or 'O' && char.IsDigit(name[1]));
        return isSeries && !name.Split('-').Any(part => s_otherTrades.Contains(part, StringComparer.OrdinalIgnoreCase))
            ? ModelKind.Mainline
            : null;
    }

    private static bool IsNamedLike(string name, params string[] beginnings) =>
        beginnings.Any(beginning => name.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    private static IReadOnlyList<ModelEntry> Read()
    {
        using Stream table = typeof(ModelCatalog).Assembly.GetManifestResourceStream("models.json")!;
        return JsonSerializer.Deserialize(table, ModelTableContext.Default.ListModelEntry)!;
    }
}
