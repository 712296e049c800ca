using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Files;
using ImageGen.Models;
using ImageGen.Text;

namespace ImageGen.Orders;

/// <summary>
/// Says what a service will refuse or ignore, as far as the table knows. Values that no model of the table takes are
/// new to it rather than wrong, and pass without a word; so does everything for a model that it does not know.
/// </summary>
internal static class OptionAdvice
{
    /// <param name="chosen">The options of one request.</param>
    /// <param name="count">How many images it asks for.</param>
    /// <param name="hasMask">It has a mask.</param>
    /// <param name="hasMarkup">It has a markup.</param>
    public static IEnumerable<string> WarningsFor(
        OrderOptions chosen, int count = 1, bool hasMask = false, bool hasMarkup = false) =>
        WarningsForModel(chosen, hasMarkup).Concat(ForFormat(chosen, count, hasMask, hasMarkup));

    /// <summary>The same as far as another model could do it.</summary>
    public static IEnumerable<string> WarningsForModel(OrderOptions chosen, bool hasMarkup) =>
        ModelCatalog.Find(chosen.ImageModel) is { Options: ImageModelOptions options } model
            ? ForModel(model, options, chosen, hasMarkup)
            : [];

    private static IEnumerable<string> ForModel(
        ModelEntry model, ImageModelOptions options, OrderOptions choice, bool hasMarkup)
    {
        string name = choice.ImageModel;
        if (ForSize(options, name, choice.Size) is string size) yield return size;

        foreach (ImageOption option in ImageOptions.All)
        {
            bool isRefused = option.Name != nameof(ImageOptions.Size)
                && option.ValueOf(choice) is string value
                && options.ValuesOf(option.Name) is IReadOnlyList<string> taken
                && !Has(taken, value)
                && Has(KnownValues.ValuesOf(option.Name), value);
            if (isRefused) yield return WarningForRefused(option, choice, model, options);
        }

        if (hasMarkup && !options.TakesMarkup)
        {
            yield return $"'{name}' does not support -Markup and will probably reject it. "
                + $"{Others(other => other.TakesMarkup)}";
        }
    }

    /// <summary>What goes with which format is the same for all models.</summary>
    private static IEnumerable<string> ForFormat(OrderOptions choice, int count, bool hasMask, bool hasMarkup)
    {
        string format = choice.OutputFormat ?? "png";
        ImageFormat? known = ImageFormats.Find(format);
        if (Is(choice.Background, "transparent") && known is { HasTransparency: false })
        {
            yield return $"-Background transparent requires -OutputFormat png or webp; {format} will probably be "
                + "rejected.";
        }

        if (choice.OutputCompression is int compression and < 100 && known is { HasCompression: false })
        {
            yield return $"-OutputCompression {compression} is for jpeg and webp; {format} will probably be rejected. "
                + "Use -OutputFormat jpeg or webp, or omit it.";
        }

        if (choice.PartialImages > 0 && !choice.HasPartialImages)
        {
            yield return $"-PartialImages {choice.PartialImages} will probably be rejected: there are no partial "
                + "images for "
                + $"{format}. Use -PartialImages 0, or png, jpeg or webp.";
        }

        if (hasMask && format == "gif")
        {
            yield return "-Mask will probably be rejected with -OutputFormat gif. Use png, jpeg or webp.";
        }

        if (count > 1 && format == "svg")
        {
            yield return $"-Count {count} will probably be rejected: the Images API makes one svg per request. Request "
                + "one at a time.";
        }

        if (hasMask && hasMarkup)
        {
            yield return "-Mask and -Markup will probably be rejected together. Use one of them.";
        }
    }

    private static string? ForSize(ImageModelOptions options, string name, string? size)
    {
        bool isListed = size is null || Has(options.Sizes, size);
        if (isListed || !ImageTokens.TryReadSize(size, out int width, out int height)) return null;
        if (options.SizeRule is not SizeRule rule)
        {
            return $"-Size {size} will probably be rejected: '{name}' supports {string.Join(", ", options.Sizes)}. "
                + "Use one of "
                + "these. "
                + $"{Others(other => other.SizeRule?.Fault(width, height) is null && other.SizeRule is not null)}";
        }

        if (rule.Fault(width, height) is not string fault) return null;

        string remedy = rule.Beside(width, height) is string beside
            ? $"The nearest allowed size is {beside}."
            : $"Use an allowed size, such as {options.Sizes[1]}.";
        return $"-Size {size} will probably be rejected by '{name}': {fault}. {remedy}";
    }

    private static string WarningForRefused(
        ImageOption option, OrderOptions choice, ModelEntry model, ImageModelOptions options)
    {
        string value = option.ValueOf(choice)!;
        IReadOnlyList<string> values = options.ValuesOf(option.Name)!;
        string? reason = option.Name switch
        {
            nameof(ImageOptions.Background) => model.Notes.FirstOrDefault(note => note.Holds(value)),
            nameof(ImageOptions.InputFidelity) when values.Count == 0 =>
                "It always keeps close to the input images.",
            _ => null,
        };
        string remedy = values.Count == 0 ? "Omit it." : $"Use {string.Join(", ", values)}.";
        string others = Others(other => Has(other.ValuesOf(option.Name)!, value));
        return $"-{option.Name} {value} will probably be rejected by '{choice.ImageModel}'. "
            + string.Join(" ", new[] { reason, remedy, others }.Where(part => part?.Length > 0));
    }

    /// <summary>Names the models that can do it and have no end announced.</summary>
    private static string Others(Func<ImageModelOptions, bool> can)
    {
        string[] able =
        [
            .. ModelCatalog.Entries
                .Where(model => model.ShutdownDate is null && model.Options is not null && can(model.Options))
                .Select(model => model.Name)
                .Take(2),
        ];
        return able.Length == 0 ? string.Empty : $"{string.Join(" and ", able)} supports it.";
    }

    private static bool Has(IReadOnlyList<string> values, string value) =>
        values.Contains(value, StringComparer.OrdinalIgnoreCase);

    private static bool Is(string? value, string other) => other.Equals(value, StringComparison.OrdinalIgnoreCase);
}
