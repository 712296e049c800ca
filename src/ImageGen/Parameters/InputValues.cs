using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using ImageGen.Orders;
using ImageGen.Text;

namespace ImageGen.Parameters;

/// <summary>
/// Which of the bound values count for one input: those that were typed, and those that a row brought. What a piped
/// image or file tells of itself (its Size, its Quality) says how it was made, and asks for nothing.
/// </summary>
/// <param name="typed">The parameters of the command line.</param>
/// <param name="isRow">The input is a row, or there is none.</param>
/// <param name="isFileRow">The row was a file, as Select-Object and a CSV leave it.</param>
internal sealed class InputValues(HashSet<string> typed, bool isRow, bool isFileRow = false)
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
            || bound.Any(name => !typed.Contains(name) && IsValue(name, input) && (isRow || s_inputs.Contains(name)));
        bool isFileRow = isRow && input?.Properties["FullName"]?.Value is not null;
        return isUsed ? new InputValues(typed, isRow, isFileRow) : throw new AIImageException(
            ErrorIds.InvalidRequest,
            $"The input is a {input!.BaseObject.GetType().Name} and has none of the properties used here. Nothing was "
            + "sent. Pipe in images, prompts, or rows whose columns have the names of parameters.");
    }

    /// <summary>The input as a whole is no value of it, and no image where it names none.</summary>
    private static bool IsValue(string parameter, PSObject input) =>
        parameter != "InputObject" && (parameter != "Image" || !DeserializedImage.IsGeneration(input));

    /// <summary>
    /// A text without the space around it; null when it was neither typed nor in the row, or is blank.
    /// </summary>
    public string? TypedOrRowValue(string? value, string parameter) =>
        string.IsNullOrWhiteSpace(value) || !Counts(parameter) ? null : value!.Trim();

    /// <summary>An option's value likewise, as the service spells it.</summary>
    public string? TypedOrRowOption(string? value, string parameter) =>
        KnownValues.SpellingOf(parameter, TypedOrRowValue(value, parameter));

    /// <summary>
    /// The size likewise. In a row that was a file a plain number is not one: it is the number of the file's bytes.
    /// </summary>
    public string? TypedOrRowSize(string? value)
    {
        string? size = TypedOrRowOption(value, "Size");
        return isFileRow && !IsTyped("Size") && decimal.TryParse(
            size, NumberStyles.Number, CultureInfo.InvariantCulture, out _) ? null : size;
    }

    /// <summary>
    /// A whole number likewise, within limits: digits, or digits with nothing but zeros behind a point.
    /// </summary>
    /// <exception cref="AIImageException">It is no such number, or out of the limits.</exception>
    public int? TypedOrRowNumber(string? value, string parameter, int minimum, int maximum)
    {
        if (TypedOrRowValue(value, parameter) is not string text) return null;

        bool isNumber = decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out decimal number);
        return isNumber && number == decimal.Truncate(number) && number >= minimum && number <= maximum
            ? (int)number
            : throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"-{parameter} must be a whole number from {minimum} to {maximum}, not '{PlainText.Line(text, 40)}'.");
    }

    /// <summary>An API by its name in any case; Auto when none was typed or in the row.</summary>
    /// <exception cref="AIImageException">There is no such API.</exception>
    public AIImageApi TypedOrRowApi(string? value)
    {
        if (TypedOrRowValue(value, "Api") is not string name) return AIImageApi.Auto;

        bool isKnown = Enum.TryParse(name, ignoreCase: true, out AIImageApi api)
            && Enum.IsDefined(typeof(AIImageApi), api);
        return isKnown && !char.IsDigit(name[0]) ? api : throw new AIImageException(
            ErrorIds.InvalidRequest, $"-Api must be Auto, Responses or Images, not '{PlainText.Line(name, 40)}'.");
    }

    /// <summary>True for a parameter of the command line.</summary>
    public bool IsTyped(string parameter) => typed.Contains(parameter);

    private bool Counts(string parameter) => isRow || typed.Contains(parameter);
}
