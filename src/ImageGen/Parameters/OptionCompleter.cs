using System.Collections;
using System.Collections.Generic;
using ImageGen.Models;
using ImageGen.Orders;

namespace ImageGen.Parameters;

/// <summary>
/// Completes an option of the image, the tool choice and the API: what the image model of the command line takes, or,
/// while none is named, what any model takes. Any other value may be typed.
/// </summary>
public sealed class OptionCompleter : ValueCompleter
{
    private protected override IEnumerable<string> ValuesFor(string parameter, IDictionary? bound) =>
        (OptionsOf(bound, "ImageModel") ?? OptionsOf(bound, "Model"))?.ValuesOf(parameter)
            ?? KnownValues.ValuesOf(parameter);

    private static ImageModelOptions? OptionsOf(IDictionary? bound, string parameter) =>
        ModelCatalog.Find(bound?[parameter]?.ToString())?.Options;
}
