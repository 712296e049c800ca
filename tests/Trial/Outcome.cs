using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace ImageGen.Trial;

/// <summary>What came of a cell.</summary>
internal sealed record Outcome(
    Cell Cell, ChildReport Report, int Requests, int? BadLogins, IReadOnlyList<string> Leftovers)
{
    private string Errors => string.Join(
        ", ", Report.Errors.GroupBy(error => error.Id).Select(group => $"{group.Key} {group.Count()}"));

    /// <summary>What is not as it must be; empty where all is.</summary>
    public IReadOnlyList<string> Differences
    {
        get
        {
            string said = string.Concat(Report.Errors.Take(1).Select(error => $"{error.Message} {error.Action}"));
            (bool IsRight, string Text)[] checks =
            [
                (Errors == Cell.Errors, $"errors must be '{Cell.Errors}'"),
                (Report.Images == Cell.Images, $"images must be {Cell.Images}"),
                (Requests == Cell.Requests, $"requests must be {Cell.Requests}"),
                (Report.Seconds <= Cell.Within, $"must be over within {Cell.Within} s"),
                (Cell.BadLogins is null || BadLogins == Cell.BadLogins, $"bad logins must be {Cell.BadLogins}"),
                (Leftovers.Count <= Cell.Leftovers, $"left: {string.Join(" ", Leftovers)}"),
                (Regex.IsMatch(said, Cell.Says), $"must say '{Cell.Says}'"),
                (Report.Leaks == 0, $"the password is shown {Report.Leaks} times"),
            ];
            return [.. checks.Where(check => !check.IsRight).Select(check => check.Text)];
        }
    }

    public string Row => string.Format(
        CultureInfo.InvariantCulture,
        "{0,-5} {1,-52} {2,-34} {3,8} {4,6} {5,7:0.0} {6,5} {7,4}  {8}",
        Cell.Number,
        Cell.Name,
        Errors.Length == 0 ? "none" : Errors,
        Requests,
        Report.Images,
        Report.Seconds,
        BadLogins?.ToString(CultureInfo.InvariantCulture) ?? "-",
        Leftovers.Count,
        Differences.Count == 0 ? "as it must be" : "NOT: " + string.Join("; ", Differences));

    public static string Head => string.Format(
        CultureInfo.InvariantCulture,
        "{0,-5} {1,-52} {2,-34} {3,8} {4,6} {5,7} {6,5} {7,4}",
        "no.", "cell", "errors", "requests", "images", "seconds", "login", "left");
}
