using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ImageGen.Models;

/// <summary>
/// What is known of the models as of November 2026. It gives completions, defaults, warnings and prices; it never
/// blocks: a model that is not here passes.
/// </summary>
internal static class ModelCatalog
{
    public const string DefaultModel = "gpt-5.6-sol";
    public const string DefaultImageModel = "gpt-image-2.6-sunburst";

    private static readonly TokenPrices s_current = new(TextIn: 5.00m, ImageIn: 8.00m, ImageOut: 30.00m);
    private static readonly TokenPrices s_previous = new(TextIn: 5.00m, ImageIn: 8.00m, ImageOut: 32.00m);
    private static readonly TokenPrices s_mini = new(TextIn: 2.00m, ImageIn: 2.50m, ImageOut: 8.00m);

    public static IReadOnlyList<ModelEntry> Entries { get; } =
    [
        Image("gpt-image-2.6-sunburst", s_current),
        Image("gpt-image-2.6-flare", s_current),
        Image("gpt-image-2.5-sunburst", s_current),
        Image("gpt-image-2.5-flare", s_current),
        Image("gpt-image-2", s_current),
        Image("gpt-image-1.5", s_previous, shutdown: "2026-12-01", successor: "gpt-image-2.6-sunburst"),
        Image("gpt-image-1-mini", s_mini, shutdown: "2026-12-01", successor: "gpt-image-2.6-flare"),
        Image("chatgpt-image-latest", prices: null, shutdown: "2026-12-01", successor: "gpt-image-2.6-sunburst"),
        Image("gpt-image-1", prices: null, shutdown: "2026-10-23", successor: "gpt-image-2.6-sunburst"),
        Image("dall-e-3", prices: null, shutdown: "2026-05-12", successor: "gpt-image-2.6-sunburst"),
        Image("dall-e-2", prices: null, shutdown: "2026-05-12", successor: "gpt-image-2.6-flare"),
        Mainline("gpt-6-astra"),
        Mainline("gpt-6.1-sol"),
        Mainline("gpt-6.1-terra"),
        Mainline("gpt-6-sol"),
        Mainline("gpt-6-luna"),
        Mainline("gpt-5.6-sol"),
        Mainline("gpt-5.6-terra"),
        Mainline("gpt-5.6-luna"),
        Mainline("gpt-5.5"),
        Mainline("gpt-5.4"),
        Mainline("gpt-5", shutdown: "2026-12-11", successor: "gpt-5.6-sol"),
        Mainline("gpt-5-mini", shutdown: "2026-12-11", successor: "gpt-5.6-luna"),
        Mainline("gpt-5-nano", shutdown: "2026-12-11", successor: "gpt-5.6-luna"),
        Mainline("o3", shutdown: "2026-12-11", successor: "gpt-5.6-sol"),
        Mainline("gpt-4.1", shutdown: "2027-01-14", successor: "gpt-5.6-sol"),
        Mainline("gpt-4.1-mini", shutdown: "2027-01-14", successor: "gpt-5.6-luna"),
        Mainline("gpt-4.1-nano", shutdown: "2027-01-14", successor: "gpt-5.6-luna"),
        Mainline("gpt-4o", shutdown: "2027-01-14", successor: "gpt-5.6-sol"),
        Mainline("gpt-4o-mini", shutdown: "2027-01-14", successor: "gpt-5.6-luna"),
    ];

    /// <summary>The entry of a model or of one of its dated snapshots, or null.</summary>
    public static ModelEntry? Find(string? name) =>
        name is null ? null : Entries.FirstOrDefault(entry => IsOrSnapshotOf(name, entry.Name));

    /// <summary>True for a model that draws pictures itself, known or named like one.</summary>
    public static bool IsImageModel(string name) =>
        Find(name)?.Kind == ModelKind.Image
        || name.StartsWith("gpt-image-", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("dall-e-", StringComparison.OrdinalIgnoreCase);

    private static bool IsOrSnapshotOf(string name, string model)
    {
        if (!name.StartsWith(model, StringComparison.OrdinalIgnoreCase)) return false;

        string rest = name.Substring(model.Length);
        return rest.Length == 0
            || DateTime.TryParseExact(rest, "'-'yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }

    private static ModelEntry Image(
        string name, TokenPrices? prices, string? shutdown = null, string? successor = null) =>
        new(name, ModelKind.Image, Date(shutdown), successor, prices);

    private static ModelEntry Mainline(string name, string? shutdown = null, string? successor = null) =>
        new(name, ModelKind.Mainline, Date(shutdown), successor, Prices: null);

    private static DateTime? Date(string? date) =>
        date is null ? null : DateTime.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
