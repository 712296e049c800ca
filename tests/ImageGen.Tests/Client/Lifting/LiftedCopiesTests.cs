using System;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ImageGen.Tests.Client.Lifting;

/// <summary>The last event of a stream repeats the images of the events before it.</summary>
public sealed class LiftedCopiesTests
{
    /// <summary>A preview is never in the file that the final image will be.</summary>
    [Theory]
    [InlineData("response.image_generation_call.partial_image", "partial_image_b64", 0)]
    [InlineData("image_generation.partial_image", "b64_json", 0)]
    [InlineData("image_edit.partial_image", "b64_json", 0)]
    [InlineData("image_generation.completed", "b64_json", 1)]
    [InlineData("image_edit.completed", "b64_json", 1)]
    [InlineData("response.output_item.done", "result", 1)]
    public void Only_a_final_image_gets_a_place(string type, string field, int places)
    {
        string base64 = Convert.ToBase64String(ImageLifterTests.Noise(6001, seed: 1));
        string text = $$"""data: {"type":"{{type}}","{{field}}":"{{base64}}"}""";

        using LiftedDocument document = LiftedDocument.Of(Encoding.UTF8.GetBytes(text));

        Assert.InRange(document.Text.Length, 1, 300);
        Assert.Equal(places, document.Decoded);
    }

    private static readonly byte[] s_image = ImageLifterTests.Noise(6001, seed: 1);
    private static readonly string s_base64 = Convert.ToBase64String(s_image);

    [Fact]
    public void The_copy_in_the_last_event_is_dropped_and_another_image_is_not()
    {
        byte[] other = ImageLifterTests.Noise(7000, seed: 2);
        const string Type = "\"type\":\"image_generation_call\"";
        string done = $$"""data: {"type":"response.output_item.done","item":{{{Type}},"result":"{{s_base64}}"} }""";
        string last = $$"""
            data: {"type":"response.completed","response":{"output":[
            {{{Type}},"result":"{{Convert.ToBase64String(other)}}"},{{{Type}},"result":"{{s_base64}}"}] } }
            """.ReplaceLineEndings(string.Empty);
        string text = $"{done}\n\n{last}\n\n";

        using LiftedDocument document = LiftedDocument.Of(Utf8(text));

        JsonNode[] events =
        [
            .. Encoding.UTF8.GetString(document.Text).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonNode.Parse(line["data: ".Length..])!),
        ];
        Assert.Equal(2, document.Decoded);
        Assert.Equal(s_image, document.Take(events[0]["item"]!["result"]));
        Assert.Equal(other, document.Take(events[1]["response"]!["output"]![0]!["result"]));
        Assert.Null(document.Take(events[1]["response"]!["output"]![1]!["result"]));
    }

    [Fact]
    public void The_copy_stands_for_the_first_where_the_event_of_the_first_is_broken()
    {
        string text = $$"""
            data: {"type":"response.output_item.done","item":{"result":"{{s_base64}}"

            data: {"type":"response.completed","response":{"output":[{"type":"x","result":"{{s_base64}}"}]} }

            """;

        using LiftedDocument document = LiftedDocument.Of(Utf8(text));

        JsonNode last = JsonNode.Parse(Encoding.UTF8.GetString(document.Text).Split("\n\ndata: ")[1])!;
        Assert.Equal(s_image, document.Take(last["response"]!["output"]![0]!["result"]));
        Assert.Equal(1, document.Decoded);
    }

    [Theory]
    [InlineData("!")]
    [InlineData("\n")]
    public void The_copy_of_an_image_that_is_none_is_decoded(string spoiled)
    {
        string text = $$"""
            data: {"type":"response.output_item.done","item":{"result":"{{s_base64.Insert(5000, spoiled)}}"} }

            data: {"type":"response.completed","response":{"output":[{"type":"x","result":"{{s_base64}}"}]} }

            """;

        using LiftedDocument document = LiftedDocument.Of(Utf8(text));

        JsonNode last = JsonNode.Parse(Encoding.UTF8.GetString(document.Text).Split("\n\ndata: ")[1])!;
        Assert.Equal(s_image, document.Take(last["response"]!["output"]![0]!["result"]));
    }

    [Fact]
    public void The_same_image_twice_before_the_last_event_is_twice_an_image()
    {
        string line = $$"""data: {"type":"response.output_item.done","result":"{{s_base64}}"}""";

        using LiftedDocument document = LiftedDocument.Of(Utf8(line + "\n\n" + line + "\n\n"));

        Assert.Equal(2, document.Decoded);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
