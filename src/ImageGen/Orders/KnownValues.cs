using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using ImageGen.Files;
using ImageGen.Models;

namespace ImageGen.Orders;

/// <summary>
/// The option values that are known, spelt as the service spells them. People type them in any case; any other value
/// passes as it was typed.
/// </summary>
internal static class KnownValues
{
    private static readonly string[] s_moderations = ["auto", "low"];
    private static readonly string[] s_toolChoices = ["image_generation", "auto", "required", "none"];
    private static readonly string[] s_apis = Enum.GetNames(typeof(AIImageApi));
    private static readonly ConcurrentDictionary<string, IReadOnlyList<string>> s_ofModels = new();

    /// <summary>Any width and height: the sign that people and documents put between them may be another.</summary>
    private static readonly Regex s_size = new("^([0-9]+)[X\u00D7]([0-9]+)$", RegexOptions.CultureInvariant);

    /// <summary>A value as the service spells it; as it is where it is not known.</summary>
    /// <param name="option">The name of the parameter that it was given to.</param>
    /// <param name="value">The value.</param>
    public static string? SpellingOf(string option, string? value)
    {
        if (value is null) return null;
        if (option == nameof(ImageOptions.Size) && s_size.IsMatch(value)) return s_size.Replace(value, "$1x$2");

        string named = option == nameof(ImageOptions.OutputFormat)
            ? ImageFormats.OfExtension("." + value)?.Name ?? value
            : value;
        return ValuesOf(option)
            .FirstOrDefault(known => known.Equals(named, StringComparison.OrdinalIgnoreCase)) ?? named;
    }

    /// <summary>All values of an option: those that models without an announced end take come first.</summary>
    /// <param name="option">The name of the parameter.</param>
    public static IReadOnlyList<string> ValuesOf(string option) => option switch
    {
        nameof(ImageOptions.Moderation) => s_moderations,
        nameof(ImageOrder.ToolChoice) => s_toolChoices,
        nameof(RequestFacts.Api) => s_apis,
        _ => s_ofModels.GetOrAdd(option, OfModels),
    };

    private static IReadOnlyList<string> OfModels(string option) =>
    [
        .. ModelCatalog.Entries
            .OrderBy(model => model.ShutdownDate is not null)
            .SelectMany(model => model.Options?.ValuesOf(option) ?? [])
            .Distinct(),
    ];
}
