using System.Globalization;
using System.Management.Automation;

namespace ImageGen.Parameters;

/// <summary>
/// A whole number, or nothing: an empty cell of a CSV means that the option was not given, not 0. Limits are checked
/// where the number is used, for the pipeline offers numbers that are not meant, such as the Count of an array.
/// </summary>
public sealed class OptionalIntegerAttribute : ArgumentTransformationAttribute
{
    /// <summary>Gives the number, or null for nothing and for blank text.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">What was given.</param>
    /// <returns>The number or null.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">It is no whole number.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null || (value is string text && text.Trim().Length == 0)) return null!;

        return LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new ArgumentTransformationMetadataException($"'{value}' is not a whole number.");
    }
}
