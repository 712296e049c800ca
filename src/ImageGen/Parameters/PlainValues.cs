using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace ImageGen.Parameters;

/// <summary>Takes PowerShell's wrappers off hashtables and objects, at every depth; dates become ISO 8601.</summary>
internal static class PlainValues
{
    private const string Iso8601 = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK";

    public static IReadOnlyDictionary<string, object?>? ToDictionary(IDictionary? table) => table is null ? null
        : table.Keys.Cast<object>().ToDictionary(Name, key => Unwrap(table[key]));

    /// <exception cref="AIImageException">More pairs, or longer ones, than the service takes.</exception>
    public static IReadOnlyDictionary<string, string>? ToMetadata(IDictionary? table)
    {
        Dictionary<string, string>? pairs = table?.Keys.Cast<object>().ToDictionary(
            Name, key => Convert.ToString(Unwrap(table[key]), CultureInfo.InvariantCulture) ?? string.Empty);
        bool isTooMuch = pairs?.Count > 16
            || pairs?.Any(pair => pair.Key.Length > 64 || pair.Value.Length > 512) == true;
        return isTooMuch
            ? throw new AIImageException(
                ErrorIds.InvalidRequest,
                "-Metadata accepts at most 16 pairs, keys of at most 64 and values of at most 512 characters.")
            : pairs;
    }

    /// <summary>A value without PowerShell's wrappers, at every depth.</summary>
    public static object? Unwrap(object? value) => value switch
    {
        PSObject { BaseObject: PSCustomObject } custom =>
            custom.Properties.ToDictionary(property => property.Name, property => Unwrap(property.Value)),
        PSObject wrapped => Unwrap(wrapped.BaseObject),
        SwitchParameter given => given.IsPresent,
        DateTime date => date.ToString(Iso8601, CultureInfo.InvariantCulture),
        DateTimeOffset date => date.ToString(Iso8601, CultureInfo.InvariantCulture),
        IFormattable date when date.GetType().FullName is "System.DateOnly" or "System.TimeOnly" =>
            date.ToString("O", CultureInfo.InvariantCulture),
        IDictionary table => ToDictionary(table),
        IEnumerable items and not string => items.Cast<object?>().Select(Unwrap).ToList(),
        _ => value,
    };

    private static string Name(object key) => Convert.ToString(key, CultureInfo.InvariantCulture) ?? string.Empty;
}
