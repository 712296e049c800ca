using System.Collections.Generic;
using System.Linq;
using ImageGen.Models;
using ImageGen.Orders;

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

/// <summary>Completes common sizes; any size within the model's rules may be typed.</summary>
public sealed class SizeCompleter : ImageOptionCompleter
{
    private protected override IReadOnlyList<string> ValuesOf(ImageModelOptions options) => options.Sizes;
}

/// <summary>Completes qualities.</summary>
public sealed class QualityCompleter : ImageOptionCompleter
{
    private protected override IReadOnlyList<string> ValuesOf(ImageModelOptions options) => options.Qualities;
}

/// <summary>Completes backgrounds.</summary>
public sealed class BackgroundCompleter : ImageOptionCompleter
{
    private protected override IReadOnlyList<string> ValuesOf(ImageModelOptions options) => options.Backgrounds;
}

/// <summary>Completes output formats.</summary>
public sealed class OutputFormatCompleter : ImageOptionCompleter
{
    private protected override IReadOnlyList<string> ValuesOf(ImageModelOptions options) => options.OutputFormats;
}

/// <summary>Completes complexities.</summary>
public sealed class ComplexityCompleter : ImageOptionCompleter
{
    private protected override IReadOnlyList<string> ValuesOf(ImageModelOptions options) => options.Complexities;
}

/// <summary>Completes input fidelities.</summary>
public sealed class InputFidelityCompleter : ImageOptionCompleter
{
    private protected override IReadOnlyList<string> ValuesOf(ImageModelOptions options) => options.InputFidelities;
}

/// <summary>Completes the APIs.</summary>
public sealed class ApiCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values => System.Enum.GetNames(typeof(AIImageApi));
}

/// <summary>Completes moderation levels.</summary>
public sealed class ModerationCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values => KnownValues.Moderations;
}

/// <summary>Completes tool choices.</summary>
public sealed class ToolChoiceCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values => KnownValues.ToolChoices;
}
