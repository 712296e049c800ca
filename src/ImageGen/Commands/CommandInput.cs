using System.IO;
using System.Management.Automation;
using ImageGen.Parameters;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>One input of a command, as its errors name it: whole, so that it can be piped in once more.</summary>
/// <param name="target">The input as it was given.</param>
/// <param name="index">Its position, from 0; null where it has none.</param>
/// <param name="isOneOfMany">Others come beside it, so that a message must say which one it is about.</param>
internal sealed class CommandInput(object? target, int? index = null, bool isOneOfMany = false)
{
    private const int Longest = 80;

    public object? Target { get; } = target;

    public int? Index { get; } = index;

    /// <summary>Its position and its prompt or file, before a message; empty for the only input.</summary>
    public string Prefix
    {
        get
        {
            if (!isOneOfMany || Index is null) return string.Empty;

            string name = PlainText.Line(NameOf(Target), Longest);
            return name.Length == 0 ? $"Index {Index}: " : $"Index {Index} ('{name}'): ";
        }
    }

    /// <summary>An input from the pipeline.</summary>
    public static CommandInput Piped(PSCmdlet cmdlet, PSObject input, int index) =>
        new(Whole(input), index, cmdlet.MyInvocation.ExpectingInput);

    /// <summary>The input without PowerShell's wrapper, unless the wrapper has all that there is of it.</summary>
    public static object Whole(PSObject input) => input.BaseObject is PSCustomObject ? input : input.BaseObject;

    private static string? NameOf(object? target) => target switch
    {
        string text => text,
        FileSystemInfo file => file.Name,
        AIImage image => image.Name ?? image.Prompt,
        PSObject row => DeserializedImage.NameOf(row),
        _ => null,
    };
}
