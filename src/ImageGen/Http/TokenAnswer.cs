using System;
using System.Globalization;
using System.Text.Json;
using ImageGen.Json;
using ImageGen.Service;

namespace ImageGen.Http;

/// <summary>Reads a token as the sources of Azure give it: each spells the time of its end in another way.</summary>
internal static class TokenAnswer
{
    /// <summary>The token and when it expires; null where there is none. The text is never quoted.</summary>
    public static (ServiceKey Token, DateTimeOffset? ExpiresOn)? Parse(string json, string source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object) return null;

            string? token = Text(root, "access_token") ?? Text(root, "accessToken");
            return string.IsNullOrWhiteSpace(token)
                ? null
                : (ServiceKey.Parse(token!, source), UnixTime.Read(Number(root, "expires_on"))
                    ?? (Number(root, "expires_in") is double seconds and >= 0 and < int.MaxValue
                        ? DateTimeOffset.UtcNow.AddSeconds(seconds)
                        : LocalTime(Text(root, "expiresOn"))));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What a refusal says; null where it says nothing that can be read.</summary>
    public static string? Reason(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? null
                : Text(root, "error_description") ?? Text(root, "message") ?? Text(root, "error");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static double? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value)
        && double.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            ? number
            : null;

    private static DateTimeOffset? LocalTime(string? text) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset time) ? time : null;
}
