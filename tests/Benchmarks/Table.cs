using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;

namespace ImageGen.Benchmarks;

/// <summary>All figures of one run, for people, for the README and for machines.</summary>
internal static class Table
{
    private static readonly string[] s_head = ["", "", "Time", "CPU", "Allocated", "Compared", "Target"];

    public static string ToText(IReadOnlyList<Figure> figures)
    {
        List<string[]> rows = [s_head, .. figures.Select(Cells)];
        int[] widths = [.. s_head.Select((_, column) => rows.Max(row => row[column].Length))];
        StringBuilder text = new();
        string last = string.Empty;
        foreach (string[] row in rows)
        {
            if (row[0].Length > 0 && row[0] != last && last.Length > 0) text.AppendLine();
            string name = row[0] == last ? string.Empty : row[0];
            last = row[0];
            IEnumerable<string> cells = row.Select((cell, column) => column is >= 2 and <= 4
                ? cell.PadLeft(widths[column])
                : (column == 0 ? name : cell).PadRight(widths[column]));
            text.AppendLine(string.Join("  ", cells).TrimEnd());
        }

        return text.ToString();
    }

    public static string ToMarkdown(IReadOnlyList<Figure> figures)
    {
        StringBuilder text = new();
        text.Append("| ").AppendJoin(" | ", s_head).AppendLine(" |");
        text.AppendLine("|---|---|---:|---:|---:|---|---|");
        string last = string.Empty;
        foreach (string[] row in figures.Select(Cells))
        {
            string name = row[0] == last ? string.Empty : row[0];
            last = row[0];
            text.Append("| ").AppendJoin(" | ", [name, .. row.Skip(1)]).AppendLine(" |");
        }

        return text.ToString();
    }

    public static string ToJson(IReadOnlyList<Figure> figures) => JsonSerializer.Serialize(figures, s_json);

    private static readonly JsonSerializerOptions s_json =
        new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    private static string[] Cells(Figure figure) =>
    [
        figure.Case,
        figure.Who,
        Number(figure.Milliseconds, "ms"),
        Number(figure.CpuMilliseconds, "ms"),
        Number(figure.AllocatedBytes / 1e6, "MB"),
        string.Join(", ", figure.Comparisons.Select(one => $"{Format(one.Value)} {one.Unit}")),
        string.Join(", ", figure.Comparisons.Select(Aim).Where(text => text.Length > 0)),
    ];

    private static string Aim(Comparison comparison) => comparison.Target is double target
        ? $"≤ {target.ToString("0.##", CultureInfo.InvariantCulture)} {(comparison.IsMissed ? "missed" : "met")}"
        : string.Empty;

    private static string Number(double? value, string unit) =>
        value is double number ? $"{Format(number)} {unit}" : string.Empty;

    private static string Format(double value) => value.ToString(
        Math.Abs(value) switch { >= 100 => "0", >= 20 => "0.0", >= 0.1 => "0.00", _ => "0.000" },
        CultureInfo.InvariantCulture);
}
