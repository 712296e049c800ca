using System;
using System.Management.Automation;

namespace ImageGen.Parameters;

/// <summary>
/// Makes an address of text. PowerShell would repeat text that is none in its error, with the password that may be in
/// it.
/// </summary>
public sealed class AddressTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Gives the address; an empty one for text that is none.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">What was given.</param>
    /// <returns>The address.</returns>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is not string text) return inputData;

        return Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out Uri? address)
            ? address
            : new Uri(string.Empty, UriKind.Relative);
    }
}
