using System.Collections.Generic;
using System.Linq;

namespace ImageGen.Tests.Faults;

/// <summary>Rows that cannot be used, each between two that can: those are made, and keep their positions.</summary>
internal static class RowCells
{
    private const string Invalid = "InvalidRequest";

    // PowerShell's own errors for what cannot be bound.
    private const string Missing = "InputObjectMissingMandatory";
    private const string Null = "ParameterArgumentValidationErrorNullNotAllowed";
    private const string NoText = "ParameterArgumentTransformationError";

    private static readonly string[] s_counts =
    [
        "'1,0'", "'1,5'", "'2.5'", "'0'", "'-1'", "'abc'", "'1e1'", "'0x2'", "'1001'", "'2 3'", "'٣'", "2.5", "0",
    ];

    /// <summary>Columns of a row, and the error that it must be.</summary>
    private static readonly (string Fault, string Columns, string Error)[] s_faults =
    [
        ("empty prompt", "Prompt = ''", Invalid),
        ("blank prompt", "Prompt = \" `t`n\"", Invalid),
        ("prompt null", "Prompt = $null", Null),
        ("prompt is a date", "Prompt = [datetime]'2026-01-01'", NoText),
        ("prompt is a list", "Prompt = 'x', 'y'", NoText),
        ("no prompt", "Quality = 'low'", Missing),
        ("no known column", "Colour = 'red'", Missing),
        .. s_counts.Select(count => ($"count {count}", $"Prompt = 'x'; Count = {count}", Invalid)),
        .. new[] { "'7,5'", "'101'", "'-1'", "'x'", "7.5", "'NaN'" }
            .Select(number => ($"compression {number}", $"Prompt = 'x'; OutputCompression = {number}", Invalid)),
        .. new[] { "'nonsense'", "'1'", "'Responses,Images'" }
            .Select(api => ($"api {api}", $"Prompt = 'x'; Api = {api}", Invalid)),
        .. new[] { "\"x`0.png\"", "'./{nonsense}.png'", "'Env:/x.png'", "'nowhere:/x.png'" }
            .Select(file => ($"file {file}", $"Prompt = 'x'; OutFile = {file}", Invalid)),
        .. new[] { "'taken/x.png'", "'taken/deep/x.png'", "'/proc/x.png'" }
            .Select(file => ($"file {file}", $"Prompt = 'x'; OutFile = {file}", "ImageWriteFailed")),
        .. new[] { "'a.png'", "'./a.png'", "'deep/../a.png'", "\"$pwd/a.png\"", "\"$pwd//./a.png\"" }
            .Select(file => ($"the file of another, as {file}", $"Prompt = 'x'; OutFile = {file}", "FileExists")),
    ];

    public static IEnumerable<FaultCell> All =>
    [
        .. InputCell.Making.SelectMany(way =>
            s_faults.Select(fault => Between(way, fault.Fault, fault.Columns, fault.Error))),
        .. new[] { "'4'", "'-1'", "'1,0'", "'2.5'", "'x'" }.Select(number =>
            Between(Way.Stream, $"partial images {number}", $"Prompt = 'x'; PartialImages = {number}", Invalid)),
        .. new[] { "Image = 's.png'", "LiteralPath = 's.png'", "FullName = 's.png'", "ResponseId = 'resp_1'" }
            .Select(source =>
                Between(Way.New, $"a source for a generation: {source}", $"Prompt = 'x'; {source}", Invalid)),
        .. Texts,
    ];

    private static IEnumerable<FaultCell> Texts =>
    [
        Among("an image", "$z", Invalid) with
        {
            Line = "$z = New-AIImage 'z'; 'a', $z, 'b' | New-AIImage", Posts = 3, Asked = 3, Used = 1,
        },
        .. new[]
        {
            ("empty text", "''", Invalid),
            ("blank text", "' '", Invalid),
            ("null", "$null", Null),
            ("a number", "7", Missing),
            ("a date", "[datetime]'2026-01-01'", Missing),
            ("a table", "@{ Prompt = 'x' }", Missing),
            ("a folder", "[System.IO.DirectoryInfo]::new($pwd)", Missing),
        }.Select(row => Among(row.Item1, row.Item2, row.Item3)),
    ];

    private static FaultCell Among(string fault, string input, string error) => InputCell.Of(
        $"{fault} for a prompt", Way.New, error, $"'a', {input}, 'b' | New-AIImage", "a", null, "b");

    private static FaultCell Between(Way way, string fault, string columns, string error)
    {
        string source = way == Way.Edit ? "; Image = 's.png'" : string.Empty;
        string command = way switch
        {
            Way.New => "New-AIImage",
            Way.Edit => "Edit-AIImage",
            _ => "Get-AIImageStream",
        };
        string[] rows = ["Prompt = 'a'; OutFile = 'a.png'", columns, "Prompt = 'b'; OutFile = 'b.png'"];
        string line = string.Join(", ", rows.Select(row => $"[pscustomobject]@{{ {row}{source} }}")) + $" | {command}";
        string shows = way == Way.Edit ? " of s" : string.Empty;
        FaultCell cell = InputCell.Of(fault, way, error, line, $"a{shows}", null, $"b{shows}")
            .Leaving("a.png", "b.png");
        if (columns.Contains("taken")) cell = cell.Holding("taken", []);
        return way == Way.Edit ? cell.Holding("s.png") : cell;
    }
}
