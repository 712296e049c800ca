using System.Globalization;
using System.Management.Automation;

namespace ImageGen.Parameters;

/// <summary>
/// A whole number within limits, or nothing: an empty cell of a CSV means that the option was not given, not 0.
/// </summary>
/// <param name="minimum">The smallest number allowed.</param>
/// <param name="maximum">The largest number allowed.</param>
public sealed class OptionalIntegerAttribute(int minimum, int maximum) : ArgumentTransformationAttribute
{
    /// <summary>The smallest number allowed.</summary>
    public int Minimum { get; } = minimum;

    /// <summary>The largest number allowed.</summary>
    public int Maximum { get; } = maximum;

    /// <summary>Gives the number, or null for nothing and for blank text.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">What was given.</param>
    /// <returns>The number or null.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">It is no whole number, or out of the limits.</exception>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null || (value is string text && text.Trim().Length == 0)) return null!;
        if (LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out int number)
            && number >= Minimum && number <= Maximum)
        {
            return number;
        }

        throw new ArgumentTransformationMetadataException(
            $"'{value}' is not a whole number from {Minimum} to {Maximum}.");
    }
}
