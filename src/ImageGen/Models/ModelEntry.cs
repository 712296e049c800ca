using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ImageGen.Models;

/// <summary>One model: its kind, its life, what it takes and what it costs.</summary>
internal sealed record ModelEntry
{
    public required string Name { get; init; }

    public required ModelKind Kind { get; init; }

    /// <summary>The dated names of it.</summary>
    public IReadOnlyList<string> Snapshots { get; init; } = [];

    public DateTime? Released { get; init; }

    /// <summary>The day that requests are refused from; null for none announced.</summary>
    public DateTime? ShutdownDate { get; init; }

    public string? Successor { get; init; }

    /// <summary>Null where they are unknown.</summary>
    public TokenPrices? Prices { get; init; }

    /// <summary>Null for mainline models, and for image models that are gone for good.</summary>
    public ImageModelOptions? Options { get; init; }

    /// <summary>The vendor's prices of one image in US dollars, by quality and size as in <c>low 1024x1024</c>.</summary>
    public IReadOnlyDictionary<string, decimal> PricePerImage { get; init; } = new Dictionary<string, decimal>();

    /// <summary>The output tokens of one image, by quality and size likewise.</summary>
    public IReadOnlyDictionary<string, int> TokensPerImage { get; init; } = new Dictionary<string, int>();

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>True for the model's name and for a dated snapshot of it, known or not.</summary>
    public bool IsNamed(string name)
    {
        if (!name.StartsWith(Name, StringComparison.OrdinalIgnoreCase)) return false;

        string rest = name.Substring(Name.Length);
        return rest.Length == 0
            || DateTime.TryParseExact(
                rest, "'-'yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            || Snapshots.Contains(name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>What a user of the model must know on the given day, or null.</summary>
    public string? Warning(DateTime today)
    {
        if (ShutdownDate is not DateTime end) return null;

        string date = end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return today >= end
            ? $"The model '{Name}' was shut down on {date}.{(Successor is null ? "" : $" Use '{Successor}'.")}"
            : $"The model '{Name}' is deprecated and will be shut down on {date}."
                + $"{(Successor is null ? "" : $" Its successor is '{Successor}'.")}";
    }
}
