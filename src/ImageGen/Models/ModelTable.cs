using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace ImageGen.Models;

/// <summary>
/// Reads <c>models.json</c>. By hand: the serializer is compiled anew for each type of value at each start of
/// PowerShell, which takes longer than all of the reading.
/// </summary>
internal static class ModelTable
{
    /// <summary>All rows in their order.</summary>
    /// <exception cref="InvalidDataException">
    /// A row has a member that nobody reads, or lacks one that all must have.
    /// </exception>
    public static IReadOnlyList<ModelEntry> Read(Stream json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        List<ModelEntry> entries = [];
        foreach (JsonElement row in document.RootElement.EnumerateArray()) entries.Add(Entry(new ModelTableRow(row)));
        return entries;
    }

    private static ModelEntry Entry(ModelTableRow row)
    {
        ModelEntry entry = new()
        {
            Name = row.Text("name") ?? throw new InvalidDataException("A model has no name."),
            Kind = row.Text("kind") switch
            {
                nameof(ModelKind.Image) => ModelKind.Image,
                nameof(ModelKind.Mainline) => ModelKind.Mainline,
                string kind => throw new InvalidDataException($"There is no kind '{kind}' of models."),
                null => throw new InvalidDataException("A model has no kind."),
            },
            Source = row.Text("source"),
            AsOf = row.Day("asOf"),
            CallsImageTool = row.Truth("callsImageTool"),
            DefaultRank = row.Count("defaultRank"),
            Snapshots = row.Texts("snapshots"),
            EndedSnapshots = row.Pairs("endedSnapshots", ModelTableRow.Day),
            Released = row.Day("released"),
            ShutdownDate = row.Day("shutdownDate"),
            Successor = row.Text("successor"),
            Prices = row.Row("prices") is ModelTableRow prices ? Prices(prices) : null,
            Options = row.Row("options") is ModelTableRow options ? Options(options) : null,
            PricePerImage = row.Pairs("pricePerImage", static value => value.GetDecimal()),
            TokensPerImage = row.Pairs("tokensPerImage", static value => value.GetInt32()),
            QualityAxes = row.Pairs("qualityAxes", static value => value.GetInt32()),
            QualityFactors = row.Pairs("qualityFactors", static value => value.GetDecimal()),
            MostAutomaticTokens = row.Count("mostAutomaticTokens"),
            Notes = row.Texts("notes"),
        };
        row.ThrowIfUnread();
        return entry;
    }

    private static TokenPrices Prices(ModelTableRow row)
    {
        TokenPrices prices = new()
        {
            TextIn = row.Price("textIn") ?? throw new InvalidDataException("Prices have none for text."),
            CachedTextIn = row.Price("cachedTextIn"),
            ImageIn = row.Price("imageIn"),
            CachedImageIn = row.Price("cachedImageIn"),
            ImageOut = row.Price("imageOut"),
            TextOut = row.Price("textOut"),
        };
        row.ThrowIfUnread();
        return prices;
    }

    private static ImageModelOptions Options(ModelTableRow row)
    {
        ImageModelOptions options = new()
        {
            Sizes = row.Texts("sizes"),
            SizeRule = row.Row("sizeRule") is ModelTableRow rule ? Rule(rule) : null,
            Qualities = row.Texts("qualities"),
            Backgrounds = row.Texts("backgrounds"),
            OutputFormats = row.Texts("outputFormats"),
            InputFidelities = row.Texts("inputFidelities"),
            Complexities = row.Texts("complexities"),
            TakesMarkup = row.Truth("takesMarkup"),
            MostImages = row.Count("mostImages") ?? 0,
        };
        row.ThrowIfUnread();
        return options;
    }

    private static SizeRule Rule(ModelTableRow row)
    {
        SizeRule rule = new()
        {
            Divisor = row.Number("divisor"),
            LongestEdge = row.Number("longestEdge"),
            Ratio = row.Number("ratio"),
            LeastPixels = row.Number("leastPixels"),
            MostPixels = row.Number("mostPixels"),
        };
        row.ThrowIfUnread();
        return rule;
    }
}
