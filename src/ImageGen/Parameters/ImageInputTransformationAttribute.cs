using System.Collections;
using System.IO;
using System.Linq;
using System.Management.Automation;

namespace ImageGen.Parameters;

/// <summary>
/// Takes images as people have them and keeps each one whole: PowerShell would take a byte array apart into bytes.
/// </summary>
public sealed class ImageInputTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Wraps one image into an array of one, and unwraps what PowerShell has wrapped.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">What was given.</param>
    /// <returns>An array with one object for each image.</returns>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object? value = Unwrap(inputData);
        return value is IEnumerable items and not (string or byte[] or Stream or IDictionary or PSObject)
            ? items.Cast<object?>().Select(Unwrap).ToArray()
            : new[] { value };
    }

    /// <summary>
    /// The object itself, with loose bytes put together; a custom or deserialized object stays wrapped, for its
    /// properties are its wrapper's.
    /// </summary>
    private static object? Unwrap(object? value)
    {
        if (value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject && !DeserializedImage.Is(wrapped))
        {
            value = wrapped.BaseObject;
        }

        return LooseBytes.TryJoin(value) ?? value;
    }
}
