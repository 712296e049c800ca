using System;
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
    public static readonly IReadOnlyList<string> Moderations = ["auto", "low"];

    public static readonly IReadOnlyList<string> ToolChoices = ["image_generation", "auto", "required", "none"];

    private static readonly Lazy<Dictionary<string, IEnumerable<string>>> s_known = new(() => new()
    {
        [nameof(ImageOptions.Size)] = Taken(options => options.Sizes),
        [nameof(ImageOptions.Quality)] = Taken(options => options.Qualities),
        [nameof(ImageOptions.Background)] = Taken(options => options.Backgrounds),
        [nameof(ImageOptions.OutputFormat)] = Taken(options => options.OutputFormats),
        [nameof(ImageOptions.Complexity)] = Taken(options => options.Complexities),
        [nameof(ImageOptions.InputFidelity)] = Taken(options => options.InputFidelities),
        [nameof(ImageOptions.Moderation)] = Moderations,
        [nameof(ImageOrder.ToolChoice)] = ToolChoices,
    });

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
        return s_known.Value.TryGetValue(option, out IEnumerable<string>? known)
            ? known.FirstOrDefault(spelling => spelling.Equals(named, StringComparison.OrdinalIgnoreCase)) ?? named
            : named;
    }

    private static string[] Taken(Func<ImageModelOptions, IReadOnlyList<string>> values) =>
    [
        .. ModelCatalog.Entries
            .Select(model => model.Options)
            .OfType<ImageModelOptions>()
            .SelectMany(values)
            .Distinct(),
    ];
}
