using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ImageGen.Models;

namespace ImageGen.Parameters;

/// <summary>The names of models that can be typed, and what is said of each.</summary>
internal static class ModelNames
{
    /// <summary>The models of a kind that draw or call the image tool, and are not shut down.</summary>
    public static IEnumerable<string> Current(ModelKind kind) => ModelCatalog.Entries
        .Where(entry => entry.Kind == kind
            && (kind == ModelKind.Image || entry.CallsImageTool)
            && !(entry.ShutdownDate <= DateTime.UtcNow.Date))
        .Select(entry => entry.Name);

    /// <summary>In one line: what the model is, what it costs, when it ends.</summary>
    public static string TooltipFor(string name)
    {
        if (ModelCatalog.Find(name) is not ModelEntry model) return name;

        bool isImage = model.Kind == ModelKind.Image;
        string[] parts =
        [
            isImage ? "Image model (Images API)" : "Mainline model with the image tool (Responses API)",
            CostOf(model.Prices, isImage),
            EndOf(model),
        ];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }

    private static string CostOf(TokenPrices? prices, bool isImage) => prices switch
    {
        { ImageOut: decimal price } when isImage => $"{Dollars(price)} per 1M image output tokens",
        { TextOut: decimal price } when !isImage =>
            $"{Dollars(prices.TextIn)} in, {Dollars(price)} out per 1M tokens",
        _ => string.Empty,
    };

    private static string EndOf(ModelEntry model)
    {
        if (model.ShutdownDate is not DateTime end) return string.Empty;

        string verb = end <= DateTime.UtcNow.Date ? "shut down" : "ends";
        string date = end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return $"{verb} {date}{(model.Successor is null ? string.Empty : $", then {model.Successor}")}";
    }

    private static string Dollars(decimal price) => price.ToString("'$'0.00", CultureInfo.InvariantCulture);
}
