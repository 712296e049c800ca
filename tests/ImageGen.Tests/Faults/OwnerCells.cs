using System;
using System.Collections.Generic;
using System.Linq;

namespace ImageGen.Tests.Faults;

/// <summary>Files that are found, and are of another input than the one that claims them.</summary>
internal static class OwnerCells
{
    private const string New = "New-AIImage -Sidecar -OutFile ";
    private const string Edit = "Edit-AIImage 'x' -OutFile ./out/ -Sidecar";

    private static readonly (string Fault, string Command)[] s_others =
    [
        ("another prompt", "New-AIImage 'b'"),
        ("a prompt in another case", "New-AIImage 'A'"),
        ("another quality", "New-AIImage 'a' -Quality high"),
        ("another size", "New-AIImage 'a' -Size 1536x1024"),
        ("another model", "New-AIImage 'a' -Model gpt-5.5"),
        ("another background", "New-AIImage 'a' -Background opaque"),
        ("another source", "Edit-AIImage 'a' -Image s.png"),
    ];

    public static IEnumerable<FaultCell> All => [.. Resumed, .. s_others.Select(Other), .. Chained];

    private static IEnumerable<FaultCell> Resumed =>
    [
        Again(
            "a source that comes first",
            Way.Edit,
            $"'b.png', 'c.png' | {Edit}",
            $"'a.png', 'b.png', 'c.png' | {Edit} -Resume",
            2,
            "x of a",
            "x of b",
            "x of c")
            .Holding("a.png", "b.png", "c.png").Leaving([.. Written("out/a-x.png", "out/b-x.png", "out/c-x.png")]),
        Again(
            "a prompt that comes first",
            Way.New,
            $"'b', 'c' | {New}'{{slug}}.png'",
            $"'a', 'b', 'c' | {New}'{{slug}}.png' -Resume",
            2,
            "a",
            "b",
            "c").Leaving([.. Written("a.png", "b.png", "c.png")]),
        Again(
            "a prompt of the same slug that comes first",
            Way.New,
            $"'b!' | {New}'{{slug}}.png'",
            $"'b?', 'b!' | {New}'{{slug}}.png' -Resume",
            1,
            null,
            "b!").Leaving([.. Written("b.png")]) with
        {
            Error = "FileExists",
        },
        Again("a row that was mended", Way.New, Rows("a", "", "c"), Rows("a", "b", "c") + " -Resume", 2, "a", "b", "c")
            .Leaving([.. Written("0.png", "1.png", "2.png")]) with
        {
            Error = "InvalidRequest",
        },
        Again("a row that is gone", Way.New, Rows("a", "b"), Rows("b") + " -Resume", 2, [null])
            .Leaving([.. Written("0.png", "1.png")]) with
        {
            Error = "FileExists",
        },
    ];

    /// <summary>What comes through the pipeline, or from a file, and is not what it was.</summary>
    private static IEnumerable<FaultCell> Chained =>
    [
        After(InputCell.Of(
            "previews", Way.Edit, null, "Get-AIImageStream 'a' | Edit-AIImage 'x'", null, "x of resp_1")),
        .. new[] { (Way.Edit, "Edit-AIImage 'x'"), (Way.Stream, "Get-AIImageStream 'x'") }.Select(command =>
            After(InputCell.Of("a file that was retouched", command.Item1, null, $$"""
                $null = New-AIImage 'a' -OutFile fox.png -Sidecar
                [System.IO.File]::Copy("$pwd/retouched.png", "$pwd/fox.png", $true)
                Get-AIImage fox.png | {{command.Item2}}
                """, "x of retouched").Holding("retouched.png").Leaving([.. Written("fox.png")]))),
    ];

    /// <summary>A line that an earlier one has done in part; only what the second emits is looked at.</summary>
    private static FaultCell Again(
        string fault, Way way, string first, string second, int used, params string?[] shown)
    {
        FaultCell cell = InputCell.Of(fault, way, null, $"$null = {first}\n{second}", shown);
        int asked = Math.Max(used, cell.Images);
        return cell with { Posts = asked, Asked = asked, Used = used, Delivered = 0 };
    }

    private static FaultCell Other((string Fault, string Command) other)
    {
        const string First = "New-AIImage 'a' -Quality low -Size 1024x1024 -Model gpt-5.4 -Background auto";
        string second = $"{other.Command} -OutFile a.png -Resume";
        FaultCell cell = Again(other.Fault, Way.New, $"{First} -OutFile a.png -Sidecar", second, 1, [null]);
        return cell.Leaving([.. Written("a.png")]).Holding("s.png") with { Error = "FileExists" };
    }

    /// <summary>The first image of the line is used up by the second.</summary>
    private static FaultCell After(FaultCell cell) => cell with { Posts = 2, Asked = 2, Used = 1 };

    private static string Rows(params string[] prompts) => $"'{string.Join("', '", prompts)}' | {New}'{{index}}.png'";

    private static IEnumerable<string> Written(params string[] files) =>
        files.SelectMany(file => new[] { file, $"{file}.json" });
}
