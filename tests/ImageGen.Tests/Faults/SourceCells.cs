using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>Images to start from that cannot be read, each between two that can.</summary>
internal static class SourceCells
{
    private const string Unread = "ImageReadFailed";

    /// <summary>Files of other content under the name x.png.</summary>
    private static readonly (string Fault, byte[] Content)[] s_contents =
    [
        ("an empty file", []),
        ("a text", Encoding.UTF8.GetBytes("no picture")),
        ("the first bytes of a PNG", Pngs.Opaque()[..3]),
        ("a GIF", Encoding.ASCII.GetBytes("GIF89a\u0001\0\u0001\0\0\0\0;")),
        ("an SVG", Encoding.ASCII.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' width='4' height='3'/>")),
        ("a BMP", Encoding.ASCII.GetBytes("BM" + new string('x', 60))),
        ("a page", Encoding.ASCII.GetBytes("<html><body>Not found</body></html>")),
        ("zeros", new byte[2000]),
    ];

    /// <summary>Objects and texts that name no image which can be read.</summary>
    private static readonly (string Fault, string Input)[] s_inputs =
    [
        ("a file that is not there", "'x.png'"),
        ("a pattern that matches nothing", "'x*.png'"),
        ("a folder", "'sub'"),
        ("a folder as an object", "[System.IO.DirectoryInfo]::new(\"$pwd/sub\")"),
        ("a file below a file", "'s.png/x.png'"),
        ("a file object of a file that is not there", "[System.IO.FileInfo]::new(\"$pwd/x.png\")"),
        ("a name with a zero", "\"x`0.png\""),
        ("a name that is too long", "('x' * 300 + '.png')"),
        ("a drive that is not there", "'nowhere:/x.png'"),
        ("a variable's path", "'Variable:/pwd'"),
        ("an empty text", "''"),
        ("an http address", "'http://localhost/x.png'"),
        ("an ftp address", "[uri]'ftp://localhost/x.png'"),
        ("a data URI that is no base64", "'data:image/png;base64,!!!!'"),
        ("a data URI of a text", "'data:text/plain,hello'"),
        ("bytes of a text", ",[byte[]](104, 105)"),
        ("no bytes", ",[byte[]]@()"),
        ("a closed stream", "$(\n$closed = [System.IO.MemoryStream]::new(); $closed.Dispose(); $closed)"),
        ("a number", "7"),
        ("a row with an empty image", "[pscustomobject]@{ Image = '' }"),
        ("a row with an image that is not there", "[pscustomobject]@{ Image = 'x.png' }"),
        ("a row with a path that is not there", "[pscustomobject]@{ FullName = 'x.png' }"),
    ];

    public static IEnumerable<FaultCell> All =>
    [
        .. s_contents.SelectMany(file =>
            Among(file.Fault, "'x.png'").Select(cell => cell.Holding("x.png", file.Content))),
        .. s_inputs.SelectMany(input => Among(input.Fault, input.Input)),
        .. TooLarge,
        .. NoImage,
        .. Overlays,
    ];

    private static IEnumerable<FaultCell> TooLarge =>
        Among("a file of 60 MB", "'x.png'").Select(cell => cell.Leaving("x.png") with
        {
            Before = folder =>
            {
                cell.Before?.Invoke(folder);
                using FileStream large = File.Create(Path.Combine(folder, "x.png"));
                large.Write(Pngs.Opaque());
                large.SetLength(60_000_000);
            },
        });

    /// <summary>A row that names no image is no input of a stream either, which could do without.</summary>
    private static IEnumerable<FaultCell> NoImage =>
        Among("a row without an image", "[pscustomobject]@{ Colour = 'red' }").Select(cell =>
            cell.Way == Way.Stream ? cell with { Error = "InvalidRequest" } : cell);

    /// <summary>What is added to every edit is read before the first.</summary>
    private static IEnumerable<FaultCell> Overlays =>
        from file in s_contents
        from parameter in new[] { "Mask", "Markup -Api Images", "Reference" }
        let name = parameter.Split(' ')[0]
        let more = parameter[name.Length..]
        let line = $"'s.png', 't.png' | Edit-AIImage 'x'{more} -{name} x.png"
        select InputCell.Of($"{file.Fault} for -{name}", Way.Edit, Unread, line, null, null)
            .Holding("s.png", "t.png").Holding("x.png", file.Content);

    private static IEnumerable<FaultCell> Among(string fault, string input)
    {
        string inputs = $"'s.png', {input}, 't.png'";
        string array = $"Edit-AIImage 'x' -Image 's.png', ({input.TrimStart(',')})";
        FaultCell[] cells =
        [
            InputCell.Of(fault, Way.Edit, Unread, $"{inputs} | Edit-AIImage 'x'", "x of s", null, "x of t"),
            InputCell.Of(fault, Way.Stream, Unread, $"{inputs} | Get-AIImageStream 'x'", "x of s", null, "x of t"),
            InputCell.Of(
                $"{fault}, combined", Way.Edit, $"{Unread},{Unread}", $"{inputs} | Edit-AIImage 'x' -Combine", [null]),
            InputCell.Of($"{fault} in an array", Way.Edit, Unread, array, [null]),
        ];
        return cells.Select(cell => cell.Holding("s.png", "t.png").Holding("sub/here.txt", []));
    }
}
