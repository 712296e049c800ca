using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>
/// A picture that tells what it shows, and a service that draws such pictures: "blue of a" is what the prompt blue
/// makes of the picture a. So an image that shows what another input asked for is seen.
/// </summary>
internal static class ToldPicture
{
    /// <summary>The phase of the cells whose input is at fault.</summary>
    public const string Phase = "input";

    private const string Mark = "shows: ";

    /// <summary>Draws what is asked for, streamed if asked.</summary>
    public static readonly Exchange Draw = async (connection, _) =>
    {
        string body = await connection.ReadTextAsync();
        if (connection.IsGet) await connection.WriteStatusAsync(404, Samples.Error("Not found."));
        else await connection.WriteAsync(AnswerTo(JsonNode.Parse(body)!));
    };

    public static byte[] Showing(string text) => [.. Pngs.Opaque(), .. Encoding.UTF8.GetBytes(Mark + text)];

    /// <summary>What the picture shows; null for any other.</summary>
    public static string? TextOf(byte[]? picture)
    {
        string[] parts = Encoding.UTF8.GetString(picture ?? []).Split(Mark);
        return parts.Length == 2 ? parts[1] : null;
    }

    private static string AnswerTo(JsonNode request)
    {
        string picture = Convert.ToBase64String(Showing(Asked(request)));
        bool isStreamed = (bool?)request["stream"] == true;
        string answer = isStreamed
            ? FaultAnswers.Text(FaultAnswers.Events(Way.Stream))
            : FaultAnswers.Response;
        answer = answer.Replace(FaultPictures.Base64, picture, StringComparison.Ordinal);
        return isStreamed ? RawAnswer.Of(200, answer, RawAnswer.EventStream) : RawAnswer.Of(200, answer);
    }

    private static string Asked(JsonNode request)
    {
        JsonArray content = request["input"]![0]!["content"]!.AsArray();
        string prompt = (string)content.First(part => (string?)part!["type"] == "input_text")!["text"]!;
        IEnumerable<string> sources = content
            .Select(part => (string?)part!["image_url"])
            .OfType<string>()
            .Select(uri => TextOf(Convert.FromBase64String(uri.Split(',')[1])) ?? "another picture");
        string source = (string?)request["previous_response_id"] ?? string.Join(" and ", sources);
        return source.Length == 0 ? prompt : $"{prompt} of {source}";
    }
}
