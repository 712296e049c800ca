using System.Collections.Generic;
using System.Linq;
using ImageGen.Models;

namespace ImageGen.Parameters;

/// <summary>Completes mainline models.</summary>
public sealed class ModelCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values =>
        ModelCatalog.Entries.Where(entry => entry.Kind == ModelKind.Mainline).Select(entry => entry.Name);
}

/// <summary>Completes image models that are not shut down.</summary>
public sealed class ImageModelCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values => ModelCatalog.Entries
        .Where(entry => entry.Kind == ModelKind.Image && !(entry.ShutdownDate <= System.DateTime.Today))
        .Select(entry => entry.Name);
}

/// <summary>Completes common sizes; any size within the model's rules may be typed.</summary>
public sealed class SizeCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values =>
        ["auto", "1024x1024", "1536x1024", "1024x1536", "2048x2048", "2048x1152", "3840x2160", "2160x3840"];
}

/// <summary>Completes qualities.</summary>
public sealed class QualityCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values => ["auto", "low", "medium", "high", "xhigh", "max"];
}

/// <summary>Completes backgrounds.</summary>
public sealed class BackgroundCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values => ["auto", "opaque", "transparent"];
}

/// <summary>Completes output formats.</summary>
public sealed class OutputFormatCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values => ["png", "jpeg", "webp", "gif", "svg"];
}

/// <summary>Completes moderation levels.</summary>
public sealed class ModerationCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values => ["auto", "low"];
}

/// <summary>Completes complexities.</summary>
public sealed class ComplexityCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values => ["low", "medium", "high"];
}

/// <summary>Completes input fidelities.</summary>
public sealed class InputFidelityCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values => ["low", "high"];
}

/// <summary>Completes tool choices.</summary>
public sealed class ToolChoiceCompleter : ValueCompleter
{
    private protected override IEnumerable<string> Values => ["image_generation", "auto", "required", "none"];
}
