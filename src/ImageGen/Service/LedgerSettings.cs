using System;
using System.Globalization;
using System.IO;

namespace ImageGen.Service;

/// <summary>The file that keeps what the requests of a connection cost, and what they may cost.</summary>
/// <param name="path">Full path of the ledger.</param>
internal sealed class LedgerSettings(string path)
{
    public const string Variable = "IMAGEGEN_LEDGER";
    public const string DayVariable = "IMAGEGEN_MAX_COST_PER_DAY";
    public const string MonthVariable = "IMAGEGEN_MAX_COST_PER_MONTH";

    /// <summary>Full path of the ledger.</summary>
    public string Path { get; } = path;

    /// <summary>The most that all requests of one day in UTC may cost, in US dollars; null is no limit.</summary>
    public decimal? MaxCostPerDay { get; private init; }

    /// <summary>The same for one month in UTC.</summary>
    public decimal? MaxCostPerMonth { get; private init; }

    /// <summary>Records the prompts too.</summary>
    public bool KeepsPrompt { get; private init; }

    public bool HasLimit => MaxCostPerDay is not null || MaxCostPerMonth is not null;

    /// <summary>What was given, and for the rest what the environment says; null without a ledger.</summary>
    /// <exception cref="AIImageException">There is a limit and no ledger, or a variable cannot be used.</exception>
    public static LedgerSettings? Find(
        string? path = null, decimal? maxCostPerDay = null, decimal? maxCostPerMonth = null, bool keepsPrompt = false)
    {
        path ??= ServiceEnvironment.Get(Variable) is string named ? FullPath(named) : null;
        decimal? day = maxCostPerDay ?? Amount(DayVariable);
        decimal? month = maxCostPerMonth ?? Amount(MonthVariable);
        if (path is not null)
        {
            return new LedgerSettings(path)
            {
                MaxCostPerDay = day, MaxCostPerMonth = month, KeepsPrompt = keepsPrompt,
            };
        }

        return day is null && month is null && !keepsPrompt ? null : throw new AIImageException(
            ErrorIds.InvalidRequest,
            "A limit per day or month, and -LedgerPrompt, require a ledger. Set its file with "
            + $"-Ledger or {Variable}.");
    }

    private static string FullPath(string path)
    {
        try
        {
            return System.IO.Path.GetFullPath(path);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or IOException)
        {
            throw new AIImageException(ErrorIds.InvalidRequest, $"{Variable} is not the path of a file.", exception);
        }
    }

    private static decimal? Amount(string variable)
    {
        if (ServiceEnvironment.Get(variable) is not string text) return null;

        bool isAmount = decimal.TryParse(
            text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal amount);
        return isAmount ? amount : throw new AIImageException(
            ErrorIds.InvalidRequest, $"{variable} must be an amount in US dollars, such as 2.50. Nothing was sent.");
    }
}
