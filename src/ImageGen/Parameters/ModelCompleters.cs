using System.Collections.Generic;
using System.Linq;
using ImageGen.Models;

namespace ImageGen.Parameters;

/// <summary>Completes models of either kind that are not shut down, the mainline models first.</summary>
public sealed class ModelCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values =>
        ModelNames.Current(ModelKind.Mainline).Concat(ModelNames.Current(ModelKind.Image));

    private protected override string TooltipFor(string value) => ModelNames.TooltipFor(value);
}

/// <summary>Completes mainline models that call the image tool and are not shut down.</summary>
public sealed class MainlineModelCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values => ModelNames.Current(ModelKind.Mainline);

    private protected override string TooltipFor(string value) => ModelNames.TooltipFor(value);
}

/// <summary>Completes image models that are not shut down.</summary>
public sealed class ImageModelCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values => ModelNames.Current(ModelKind.Image);

    private protected override string TooltipFor(string value) => ModelNames.TooltipFor(value);
}

/// <summary>Completes models of either kind, gone ones included.</summary>
public sealed class AnyModelCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values => ModelCatalog.Entries
        .Where(entry => entry.Kind == ModelKind.Image || entry.CallsImageTool)
        .Select(entry => entry.Name);

    private protected override string TooltipFor(string value) => ModelNames.TooltipFor(value);
}
