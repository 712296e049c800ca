using System.Collections.Generic;
using System.Linq;
using ImageGen.Json;

namespace ImageGen.Apis;

/// <summary>Fields of a request that the module does not know. They come last, after all that it does know.</summary>
internal static class AdditionalFields
{
    /// <summary>Writes the fields that a parameter has.</summary>
    /// <param name="json">Where they go.</param>
    /// <param name="parameter">The name of the parameter.</param>
    /// <param name="values">Its fields; null for none.</param>
    /// <param name="replacements">Fields that come later and count instead; null for none.</param>
    /// <exception cref="AIImageException">
    /// A field has a parameter of its own. The module would say it a second time.
    /// </exception>
    public static void Write(
        FieldWriter json,
        string parameter,
        IReadOnlyDictionary<string, object?>? values,
        IReadOnlyDictionary<string, object?>? replacements = null)
    {
        if (values is null) return;

        if (values.Keys.FirstOrDefault(json.Names.Contains) is string collision)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"-{parameter} must not contain '{collision}': the module sets it from another parameter.");
        }

        foreach (KeyValuePair<string, object?> field in values)
        {
            if (replacements?.ContainsKey(field.Key) != true) json.Value(field.Key, field.Value);
        }
    }
}
