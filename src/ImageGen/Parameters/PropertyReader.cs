using System;
using System.Globalization;
using System.Management.Automation;
using ImageGen.Text;

namespace ImageGen.Parameters;

/// <summary>
/// Reads the properties of an object that another session, or a CSV, left of one of ours. What a property does not hold
/// is null.
/// </summary>
internal static class PropertyReader
{
    private const NumberStyles Amounts = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    public static string? TextOf(this PSObject value, string name) =>
        value.Properties[name]?.Value?.ToString() is string text && text.Trim().Length > 0
            ? PlainText.Clean(text)
            : null;

    public static T? ValueOf<T>(this PSObject value, string name) =>
        value.Properties[name]?.Value is object found
        && found.ToString()?.Length > 0
        && LanguagePrimitives.TryConvertTo(found, CultureInfo.InvariantCulture, out T? converted) ? converted : default;

    /// <summary>True or false; a CSV has them as words, of which PowerShell takes any for true.</summary>
    public static bool? FlagOf(this PSObject value, string name) => value.Properties[name]?.Value switch
    {
        bool flag => flag,
        object other when bool.TryParse(other.ToString(), out bool flag) => flag,
        _ => null,
    };

    /// <summary>
    /// An amount. <c>Export-Csv</c> writes it as the culture of its user has it: 0.05 or 0,05. A thousands separator is
    /// in neither, so that one is never taken for the other.
    /// </summary>
    public static decimal? AmountOf(this PSObject value, string name)
    {
        string? text = value.TextOf(name)?.Trim();
        return decimal.TryParse(text, Amounts, CultureInfo.CurrentCulture, out decimal amount)
            || decimal.TryParse(text, Amounts, CultureInfo.InvariantCulture, out amount) ? amount : null;
    }

    /// <summary>A time, which <c>Export-Csv</c> writes as the culture of its user has it too.</summary>
    public static DateTimeOffset? TimeOf(this PSObject value, string name)
    {
        object? found = value.Properties[name]?.Value;
        if (found is DateTimeOffset or DateTime) return value.ValueOf<DateTimeOffset?>(name);

        string? text = value.TextOf(name);
        return DateTimeOffset.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.None, out DateTimeOffset time)
            || DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out time) ? time : null;
    }
}
