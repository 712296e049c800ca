using System.Collections.Generic;

namespace ImageGen.Parameters;

/// <summary>
/// Which of the bound values count for one input: those that were typed, and those that a row brought. What a piped image
/// or file tells of itself (its Size, its Quality) says how it was made, and asks for nothing.
/// </summary>
/// <param name="typed">The parameters of the command line.</param>
/// <param name="isRow">The input is a row, or there is none.</param>
internal sealed class InputValues(HashSet<string> typed, bool isRow)
{
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
