using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace ImageGen.Parameters;

/// <summary>
/// Makes an <see cref="AIImageRequest"/> again of what Import-Clixml, a job or a remoting session left of it.
/// </summary>
internal static class DeserializedRequest
{
    private const string TypeName = "Deserialized.ImageGen.AIImageRequest";

    public static bool Is(PSObject value) => value.TypeNames.Contains(TypeName);

    /// <summary>The request that the object is, live or deserialized; null when it is none.</summary>
    public static AIImageRequest? Find(object? value) => value switch
    {
        AIImageRequest request => request,
        PSObject { BaseObject: AIImageRequest wrapped } => wrapped,
        PSObject deserialized when Is(deserialized) => new AIImageRequest(Restore(deserialized)),
        _ => null,
    };

    private static RequestFacts Restore(PSObject value) => new(value.TextOf)
    {
        Prompt = value.TextOf(nameof(AIImageRequest.Prompt)),
        Model = value.TextOf(nameof(AIImageRequest.Model)),
        ImageModel = value.TextOf(nameof(AIImageRequest.ImageModel)),
        Api = value.TextOf(nameof(AIImageRequest.Api)),
        Instructions = value.TextOf(nameof(AIImageRequest.Instructions)),
        ToolChoice = value.TextOf(nameof(AIImageRequest.ToolChoice)),
        Image = Images(value),
    };

    /// <summary>The images by name; a source without names was bytes.</summary>
    private static IReadOnlyList<string?>? Images(PSObject value)
    {
        object? images = value.Properties[nameof(AIImageRequest.Image)]?.Value;
        if (images is PSObject wrapped) images = wrapped.BaseObject;
        return images is IEnumerable names and not string
            ? [.. names.Cast<object?>().Select(name => name?.ToString())]
            : value.TextOf(nameof(AIImageRequest.Source)) is null ? null : [null];
    }
}
