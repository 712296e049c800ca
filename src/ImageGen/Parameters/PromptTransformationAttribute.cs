using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace ImageGen.Parameters;

/// <summary>
/// Lets only text be a prompt. PowerShell would turn any object into text, and a row without a Prompt column would be
/// paid for as <c>@{…}</c>.
/// </summary>
public sealed class PromptTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Gives the text, or refuses what is not text.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">What was given.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The value is not text.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is string or null) return value!;

        // The binder goes on to the object's property Prompt when the inner exception says that it is a matter of type.
        PSInvalidCastException reason = new(value is IEnumerable items && items.Cast<object?>().All(IsText)
            ? "A prompt is one text, not a list of lines. Read the file with 'Get-Content -Raw', join the lines with "
                + "-join, or pipe them in to make one image for each line."
            : $"A prompt is text, not {value.GetType().Name}. An object must have a property Prompt.");
        throw new ArgumentTransformationMetadataException(reason.Message, reason);
    }

    private static bool IsText(object? item) => (item is PSObject wrapped ? wrapped.BaseObject : item) is string;
}
