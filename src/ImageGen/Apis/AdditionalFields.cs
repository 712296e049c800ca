using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ImageGen.Json;

namespace ImageGen.Apis;

/// <summary>Fields of a request that the module does not know.</summary>
internal static class AdditionalFields
{
    /// <summary>The fields as JSON; one that the module sets itself would be said twice and is refused.</summary>
    /// <exception cref="AIImageException">A field has a parameter of its own.</exception>
    public static Dictionary<string, JsonElement>? ToElements(
        string parameter, IReadOnlyDictionary<string, object?>? values, JsonTypeInfo type)
    {
        if (values is null) return null;

        HashSet<string> known = new(type.Properties.Select(property => property.Name));
        string? collision = values.Keys.FirstOrDefault(known.Contains);
        return collision is null
            ? JsonValues.ToElements(values)
            : throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"-{parameter} must not contain '{collision}': the module sets it from another parameter.");
    }

    /// <summary>Both together; where they collide, the second goes.</summary>
    public static Dictionary<string, JsonElement>? Merge(
        Dictionary<string, JsonElement>? first, Dictionary<string, JsonElement>? second)
    {
        if (first is null || second is null) return first ?? second;

        foreach (KeyValuePair<string, JsonElement> pair in second) first[pair.Key] = pair.Value;
        return first;
    }
}
