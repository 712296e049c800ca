using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using ImageGen.Json;

namespace ImageGen.Http;

/// <summary>
/// What a refusal says of its moderation: OpenAI's <c>moderation_details</c>, or the inner error of Azure OpenAI with
/// its filter results. The texts come from outside.
/// </summary>
internal sealed class ModerationFinding(string? stage, IReadOnlyList<string> categories, string? innerCode)
{
    private const int MostCategories = 20;

    /// <summary>Where it was found: <c>input</c> or <c>output</c>; null when it is not reported.</summary>
    public string? Stage { get; } = stage;

    /// <summary>What was found.</summary>
    public IReadOnlyList<string> Categories { get; } = categories;

    /// <summary>The code of the inner error; null without one.</summary>
    public string? InnerCode { get; } = innerCode;

    /// <summary>The finding of an error object; null when it holds none.</summary>
    public static ModerationFinding? Find(JsonElement error)
    {
        if (Inner(error, "moderation_details") is JsonElement details)
        {
            return Create(
                JsonText.FindText(details, "moderation_stage"), Names(details, "categories"), innerCode: null);
        }

        if ((Inner(error, "inner_error") ?? Inner(error, "innererror")) is JsonElement inner)
        {
            return Create(stage: null, Filtered(inner), JsonText.FindText(inner, "code"));
        }

        return Create(stage: null, Filtered(error), innerCode: null);
    }

    private static ModerationFinding? Create(string? stage, IEnumerable<string> categories, string? innerCode)
    {
        List<string> named = [.. categories.Take(MostCategories)];
        return stage is null && named.Count == 0 && innerCode is null
            ? null
            : new ModerationFinding(stage, named, innerCode);
    }

    private static IEnumerable<string> Names(JsonElement pairs, string name) =>
        JsonText.Find(pairs, name) is JsonElement { ValueKind: JsonValueKind.Array } array
            ? array.EnumerateArray()
                .Where(item => item.ValueKind == JsonValueKind.String)
                .Select(JsonText.FromElement)
                .OfType<string>()
            : [];

    /// <summary>The filters that stopped the request; the result also has those that found nothing.</summary>
    private static IEnumerable<string> Filtered(JsonElement pairs) =>
        (Inner(pairs, "content_filter_results") ?? Inner(pairs, "content_filter_result")) is JsonElement filters
            ? JsonText.Pairs(filters).Where(filter => IsTrue(filter.Value, "filtered")).Select(filter => filter.Name)
            : [];

    private static bool IsTrue(JsonElement filter, string name) =>
        filter.ValueKind == JsonValueKind.Object && JsonText.Find(filter, name) is { ValueKind: JsonValueKind.True };

    private static JsonElement? Inner(JsonElement pairs, string name) =>
        JsonText.Find(pairs, name) is JsonElement { ValueKind: JsonValueKind.Object } inner ? inner : null;
}
