using System;
using System.Globalization;

namespace ImageGen.Models;

/// <summary>Mainline models call the image tool; image models draw.</summary>
internal enum ModelKind
{
    Mainline,
    Image,
}

/// <summary>One model: its kind, its end and successor, its prices.</summary>
internal sealed record ModelEntry(
    string Name, ModelKind Kind, DateTime? ShutdownDate, string? Successor, TokenPrices? Prices)
{
    /// <summary>What a user of the model must know on the given day, or null.</summary>
    public string? Warning(DateTime today)
    {
        if (ShutdownDate is not DateTime end) return null;

        string date = end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return today >= end
            ? $"The model '{Name}' was shut down on {date}. Use '{Successor}'."
            : $"The model '{Name}' is deprecated and will be shut down on {date}. Its successor is '{Successor}'.";
    }
}

/// <summary>List prices in US dollars per million tokens.</summary>
internal sealed record TokenPrices(decimal TextIn, decimal ImageIn, decimal ImageOut)
{
    private const decimal Million = 1_000_000m;

    public decimal CostOf(long textIn, long imageIn, long imageOut) =>
        (textIn * TextIn + imageIn * ImageIn + imageOut * ImageOut) / Million;
}
