using System;

namespace ImageGen.Text;

/// <summary>Numbers with their unit, singular or plural.</summary>
internal static class Quantity
{
    /// <summary>For example <c>1 second</c> or <c>2.5 seconds</c>.</summary>
    public static string Seconds(TimeSpan time)
    {
        string number = FormattableString.Invariant($"{time.TotalSeconds:0.##}");
        return number == "1" ? "1 second" : $"{number} seconds";
    }

    /// <summary>For example <c>1 row</c> or <c>2,000 rows</c>.</summary>
    public static string Count(long number, string singular) =>
        FormattableString.Invariant($"{number:N0} {singular}{(number == 1 ? "" : "s")}");
}
