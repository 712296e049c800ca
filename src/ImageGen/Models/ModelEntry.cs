using System;
using System.Collections.Generic;
using System.Globalization;

namespace ImageGen.Models;

/// <summary>One model: its kind, its life, what it takes and what it costs.</summary>
internal sealed record ModelEntry
{
    private const int DateLength = 11;

    private static readonly Dictionary<string, decimal> s_noPrices = [];
    private static readonly Dictionary<string, int> s_noTokens = [];
    private static readonly Dictionary<string, DateTime> s_noDays = [];

    public required string Name { get; init; }

    public required ModelKind Kind { get; init; }

    /// <summary>Where the row comes from.</summary>
    public string? Source { get; init; }

    /// <summary>The day on which the source was read.</summary>
    public DateTime? AsOf { get; init; }

    /// <summary>True for a mainline model that is listed, or was recorded, with the image tool.</summary>
    public bool CallsImageTool { get; init; }

    /// <summary>
    /// Its place in the chain of default models of its kind, from 1; null for a model that is no default.
    /// </summary>
    public int? DefaultRank { get; init; }

    /// <summary>The dated names of it.</summary>
    public IReadOnlyList<string> Snapshots { get; init; } = [];

    /// <summary>The dated names that end on a day of their own.</summary>
    public IReadOnlyDictionary<string, DateTime> EndedSnapshots { get; init; } = s_noDays;

    public DateTime? Released { get; init; }

    /// <summary>The day that requests are refused from; null for none announced.</summary>
    public DateTime? ShutdownDate { get; init; }

    public string? Successor { get; init; }

    /// <summary>Null where they are unknown.</summary>
    public TokenPrices? Prices { get; init; }

    /// <summary>Null for mainline models, and for image models that are gone for good.</summary>
    public ImageModelOptions? Options { get; init; }

    /// <summary>
    /// The vendor's prices of one image in US dollars, by quality and size as in <c>low 1024x1024</c>.
    /// </summary>
    public IReadOnlyDictionary<string, decimal> PricePerImage { get; init; } = s_noPrices;

    /// <summary>The output tokens of one image, by quality and size likewise.</summary>
    public IReadOnlyDictionary<string, int> TokensPerImage { get; init; } = s_noTokens;

    /// <summary>The finer axis of the grid that the tokens of an image are counted by, per quality.</summary>
    public IReadOnlyDictionary<string, int> QualityAxes { get; init; } = s_noTokens;

    /// <summary>
    /// How many times the grid's tokens an image has at most, for qualities that are known only within bounds.
    /// </summary>
    public IReadOnlyDictionary<string, decimal> QualityFactors { get; init; } = s_noPrices;

    /// <summary>
    /// The most tokens that the model picks for 1024x1024 without a quality; null where high is the most.
    /// </summary>
    public int? MostAutomaticTokens { get; init; }

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>A name without the date of a snapshot.</summary>
    public static string WithoutDate(string name)
    {
        int start = name.Length - DateLength;
        return start > 0 && DateTime.TryParseExact(
            name.Substring(start), "'-'yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            ? name.Substring(0, start)
            : name;
    }

    /// <summary>True for the model's name and for a dated snapshot of it, known or not.</summary>
    public bool IsNamed(string name) => WithoutDate(name).Equals(Name, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a user of the model must know on the given day, or null.</summary>
    /// <param name="today">The day.</param>
    /// <param name="used">The name that is used: a snapshot may end before the model does.</param>
    public string? Warning(DateTime today, string? used = null)
    {
        if (used is not null && EndedSnapshots.TryGetValue(used, out DateTime own))
        {
            return (this with { Name = used, ShutdownDate = own, EndedSnapshots = s_noDays }).Warning(today);
        }

        if (ShutdownDate is not DateTime end) return null;

        string date = end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return today >= end
            ? $"The model '{Name}' was shut down on {date}.{(Successor is null ? "" : $" Use '{Successor}'.")}"
            : $"The model '{Name}' is deprecated and will be shut down on {date}."
                + $"{(Successor is null ? "" : $" Its successor is '{Successor}'.")}";
    }
}
