using System;
using System.Globalization;
using System.Linq;
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

    /// <summary>Whose token it is; null where the answer does not say.</summary>
    public static string? ClientId(string json) => First(json, "client_id");

    /// <summary>What a refusal says; null where it says nothing that can be read.</summary>
    public static string? Reason(string json) => First(json, "error_description", "message", "error");

    private static string? First(string json, params string[] names)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                ? names.Select(name => Text(root, name)).FirstOrDefault(text => text is not null)
                : null;
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
