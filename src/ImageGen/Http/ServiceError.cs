using System.Text.Json;
using ImageGen.Json;
using ImageGen.Text;

namespace ImageGen.Http;

/// <summary>
/// What a service says of a failure, in whichever of the usual shapes: <c>{"error":{…}}</c>, <c>{"error":"…"}</c>,
/// <c>{"detail":…}</c>, <c>{"message":"…"}</c>, plain text, or HTML.
/// </summary>
internal sealed record ServiceError(string? Message, string? Type, string? Code, string? Parameter)
{
    private static readonly ServiceError s_none = new(null, null, null, null);

    /// <summary>What it says of moderation; null when it says nothing of it.</summary>
    public ModerationFinding? Moderation { get; private init; }

    /// <summary>
    /// True for an error object as the service writes it: words, with a type or a code that is text. That of a gateway
    /// has another form, as <c>{"message":…}</c>, <c>{"error":"Bad Gateway"}</c> or a code that is the status.
    /// </summary>
    public bool IsOwn { get; private init; }

    public static ServiceError Parse(string body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return From(document.RootElement);
        }
        catch (JsonException)
        {
            string text = body.Trim();
            bool isText = text.Length > 0 && text[0] is not '<' and not '{';
            return isText ? s_none with { Message = text } : s_none;
        }
    }

    public static ServiceError From(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String) return s_none with { Message = JsonText.FromElement(element) };
        if (element.ValueKind != JsonValueKind.Object) return s_none;
        if (JsonText.Find(element, "error") is JsonElement { ValueKind: not JsonValueKind.Null } inner)
        {
            return From(inner) with { IsOwn = IsOwnForm(inner) };
        }

        return new ServiceError(
            Text(element, "message") ?? Text(element, "detail"),
            Text(element, "type"),
            Text(element, "code"),
            Text(element, "param"))
        {
            Moderation = ModerationFinding.Find(element),
        };
    }

    private static bool IsOwnForm(JsonElement error) =>
        error.ValueKind == JsonValueKind.Object
        && !string.IsNullOrWhiteSpace(JsonText.FindText(error, "message"))
        && (!string.IsNullOrWhiteSpace(JsonText.FindText(error, "type"))
            || !string.IsNullOrWhiteSpace(JsonText.FindText(error, "code")));

    private static string? Text(JsonElement element, string name)
    {
        string? text = JsonText.Find(element, name) is JsonElement
        {
            ValueKind: JsonValueKind.String or JsonValueKind.Number or JsonValueKind.Array or JsonValueKind.Object,
        } value ? JsonText.FromElement(value) : null;
        return string.IsNullOrWhiteSpace(text) ? null : PlainText.Line(text, limit: int.MaxValue);
    }
}
