using System.Collections;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Models;

namespace ImageGen.Parameters;

/// <summary>
/// Completes what the image model of the command line takes, or, while none is named, what any model takes.
/// </summary>
public abstract class ImageOptionCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values => ModelCatalog.Entries
        .Where(model => model.Options is not null)
        .OrderBy(model => model.ShutdownDate is not null)
        .SelectMany(model => ValuesOf(model.Options!))
        .Distinct();

    private protected abstract IReadOnlyList<string> ValuesOf(ImageModelOptions options);

    private protected override IEnumerable<string> ValuesWith(IDictionary? bound) =>
        (Options(bound, "ImageModel") ?? Options(bound, "Model")) is ImageModelOptions options ? ValuesOf(options) : Values;

    private static ImageModelOptions? Options(IDictionary? bound, string parameter) =>
        ModelCatalog.Find(bound?[parameter]?.ToString())?.Options;
}
