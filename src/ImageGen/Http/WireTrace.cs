using System;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ImageGen.Lifting;
using ImageGen.Text;

namespace ImageGen.Http;

/// <summary>JSON for the debug stream: image data is shown as its length, keys are removed.</summary>
internal static class WireTrace
{
    private const int LongestText = 4096;

    private static readonly JsonWriterOptions s_readable = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string DescribeJson(ReadOnlySpan<byte> json, ISecret? key) =>
        TryDescribe(json, key) ?? $"({json.Length} bytes that are not JSON)";

    /// <summary>The same for the body of a refusal, which may be a page or plain text.</summary>
    /// <param name="status">The status. With 407 a proxy may repeat the password that it was given.</param>
    /// <param name="body">What it says.</param>
    /// <param name="key">The key to take out.</param>
    public static string DescribeRefusal(int status, ReadOnlySpan<byte> body, ISecret? key)
    {
        if (status == 407) return $"({body.Length} bytes of the proxy)";
        if (TryDescribe(body, key) is string json) return json;

        string text = Redaction.Clean(Encoding.UTF8.GetString(body.ToArray()), key)!;
        return text.Length <= LongestText ? text : text.Substring(0, LongestText) + "…";
    }

    private static string? TryDescribe(ReadOnlySpan<byte> json, ISecret? key)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { MaxDepth = 128 });
        using MemoryStream target = new();
        using (Utf8JsonWriter writer = new(target, s_readable))
        {
            try
            {
                while (reader.Read()) Copy(ref reader, writer);
            }
            catch (Exception exception) when (exception is JsonException or InvalidOperationException)
            {
                return null;
            }
        }

        return PlainText.Clean(Redaction.Redact(Encoding.UTF8.GetString(target.ToArray()), key));
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(reader.GetString()!);
                break;
            case JsonTokenType.String when reader.ValueSpan.Length > LongestText:
                writer.WriteStringValue($"({reader.ValueSpan.Length} characters)");
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(Shorten(reader.GetString()!));
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan);
                break;
        }
    }

    /// <summary>Hides image data that is too short to be told by its length alone.</summary>
    private static string Shorten(string text)
    {
        if (Placeholder.Parse(text) is Placeholder image) return $"({image.Length} characters)";
        if (!text.StartsWith("data:", StringComparison.Ordinal)) return text;

        int comma = text.IndexOf(',');
        return comma < 0 ? text : $"{text.Substring(0, comma)},({text.Length - comma - 1} characters)";
    }
}
