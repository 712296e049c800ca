using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace ImageGen.Parameters;

/// <summary>
/// Which of the bound values count for one input: those that were typed, and those that a row brought. What a piped image
/// or file tells of itself (its Size, its Quality) says how it was made, and asks for nothing.
/// </summary>
/// <param name="typed">The parameters of the command line.</param>
/// <param name="isRow">The input is a row, or there is none.</param>
internal sealed class InputValues(HashSet<string> typed, bool isRow)
{
    /// <summary>What any input may bring, an image or a file too.</summary>
    private static readonly string[] s_inputs = ["Prompt", "Image", "LiteralPath"];

    /// <param name="input">The whole input of the pipeline; null without one.</param>
    /// <param name="typed">The parameters of the command line.</param>
    /// <param name="bound">All parameters that have a value now.</param>
    /// <exception cref="AIImageException">The input has nothing that is used.</exception>
    public static InputValues For(PSObject? input, HashSet<string> typed, IEnumerable<string> bound)
    {
        bool isRow = input is null || DeserializedImage.IsRow(input);
        bool isUsed = input is null
            || bound.Any(name => !typed.Contains(name) && name != "InputObject" && (isRow || s_inputs.Contains(name)));
        return isUsed ? new InputValues(typed, isRow) : throw new AIImageException(
            ErrorIds.InvalidRequest,
            $"The input is a {input!.BaseObject.GetType().Name} and has no property that is used here. Nothing was sent. Pipe in "
            + "images, prompts, or rows with columns named like the parameters.");
    }

    /// <summary>A text without the space around it; null when it was neither typed nor in the row, or is blank.</summary>
    public string? TypedOrRowValue(string? value, string parameter) =>
        string.IsNullOrWhiteSpace(value) || !Counts(parameter) ? null : value!.Trim();

    /// <summary>A number likewise, within limits.</summary>
    /// <exception cref="AIImageException">It is out of the limits.</exception>
    public int? TypedOrRowValue(int? value, string parameter, int minimum, int maximum)
    {
        if (value is not int number || !Counts(parameter)) return null;

        return number >= minimum && number <= maximum ? number : throw new AIImageException(
            ErrorIds.InvalidRequest, $"-{parameter} must be from {minimum} to {maximum}, not {number}.");
    }

    private bool Counts(string parameter) => isRow || typed.Contains(parameter);
}
