using System;
using System.Collections.Generic;
using System.Linq;

namespace ImageGen.Tests.Faults;

/// <summary>Folders and names that nothing can be saved to: found before anything is sent for them.</summary>
internal static class TargetCells
{
    private const string Invalid = "InvalidRequest";
    private const string Unwritten = "ImageWriteFailed";
    private const string Twice = " -Count 2";

    private static readonly string[] s_more = [string.Empty, " -Force", " -Resume", " -Sidecar", " -Durable", Twice];

    private static readonly (string Fault, string Path, string Error)[] s_targets =
    [
        ("below a file", "'taken/x.png'", Unwritten),
        ("two levels below a file", "'taken/deep/x.png'", Unwritten),
        ("a folder that is a file", "'taken/'", Unwritten),
        ("a template below a file", "'taken/{slug}.png'", Unwritten),
        ("a folder of the system", "'/proc/x.png'", Unwritten),
        ("a new folder of the system", "'/proc/deep/x.png'", Unwritten),
        ("a folder with a long name", "('x' * 300 + '/x.png')", Invalid),
        ("a zero in the name", "\"x`0.png\"", Invalid),
        ("a zero in the folder", "\"x`0/x.png\"", Invalid),
        ("a drive that is not there", "'nowhere:/x.png'", Invalid),
        ("a drive of variables", "'Variable:/x.png'", Invalid),
        ("a drive of the environment", "'Env:/x.png'", Invalid),
        ("an unknown token", "'{nonsense}.png'", Invalid),
    ];

    private static readonly (Way Way, string Command)[] s_commands =
    [
        (Way.New, "New-AIImage 'a'"),
        (Way.Edit, "Edit-AIImage 'a' -Image s.png"),
        (Way.Stream, "Get-AIImageStream 'a'"),
    ];

    public static IEnumerable<FaultCell> All =>
    [
        .. from target in s_targets
            from command in s_commands
            from more in s_more
            select Refused(target, command.Way, command.Command, more),
        .. s_targets.Select(target => Saved(target.Fault, target.Path, target.Error)),
        .. from name in Odd
            from command in s_commands
            select Made(name.Fault, name.Path, name.File, command.Way, command.Command),
    ];

    /// <summary>Names that are odd, and fit or are made to fit.</summary>
    private static IEnumerable<(string Fault, string Path, string File)> Odd =>
    [
        ("brackets", "'[x].png'", "[x].png"),
        ("a space at the end", "'x .png '", "x .png"),
        ("a dot at the end", "'x.'", "x.png"),
        ("a dollar and a backtick", "'$x`y.png'", "$x`y.png"),
        ("letters of four bytes", "'🦊.png'", "🦊.png"),
        ("a device", "'con.png'", "con_.png"),
        ("a folder with brackets", "'[Client] Foo/x.png'", "[Client] Foo/x.png"),
        ("up and down again", "'sub/../x.png'", "x.png"),
        .. OperatingSystem.IsWindows()
            ? Array.Empty<(string, string, string)>()
            : [("a question mark", "'x?.png'", "x?.png"), ("a star", "'x*.png'", "x*.png")],
    ];

    /// <summary>A file that cannot be written is found by each request, a path that cannot be by their order.</summary>
    private static FaultCell Refused(
        (string Fault, string Path, string Error) target, Way way, string command, string more)
    {
        string error = more == Twice && target.Error == Unwritten ? $"{Unwritten},{Unwritten}" : target.Error;
        return Prepared(InputCell.Of(
            $"to {target.Fault}{more}", way, error, $"{command} -OutFile {target.Path}{more}", [null]));
    }

    /// <summary>The image is there already: it stays in the error.</summary>
    private static FaultCell Saved(string fault, string path, string error)
    {
        bool isRefusedBefore = error == Invalid;
        FaultCell cell = InputCell.Of(
            $"to {fault}", Way.Save, error, $"$image = New-AIImage 'a'; $image; $image | Save-AIImage {path}", "a");
        return Prepared(cell with { Carried = isRefusedBefore ? 0 : 1 });
    }

    private static FaultCell Made(string fault, string path, string file, Way way, string command)
    {
        string shows = way == Way.Edit ? "a of s" : "a";
        return Prepared(InputCell.Of($"to {fault}", way, null, $"{command} -OutFile {path}", shows).Leaving(file));
    }

    private static FaultCell Prepared(FaultCell cell)
    {
        if (cell.Line!.Contains("taken", StringComparison.Ordinal)) cell = cell.Holding("taken", []);
        return cell.Way == Way.Edit ? cell.Holding("s.png") : cell;
    }
}
