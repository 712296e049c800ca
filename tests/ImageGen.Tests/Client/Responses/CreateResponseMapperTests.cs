using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using ImageGen.Apis.Responses;
using ImageGen.Files;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Responses;

public sealed class CreateResponseMapperTests
{
    private static readonly ImageOrder s_minimal = EngineRun.Request();

    [Fact]
    public void Only_what_is_needed_is_sent() => JsonAssert.Equal(
        """
        {"model":"gpt-5.6-sol",
         "input":[{"role":"user","content":[{"type":"input_text","text":"a fox"}]}],
         "tools":[{"type":"image_generation","model":"gpt-image-2.6-sunburst"}],
         "tool_choice":{"type":"image_generation"}}
        """,
        Map(s_minimal));

    [Fact]
    public void Every_option_has_its_field() => JsonAssert.Equal(
        """
        {"model":"gpt-5.6-terra",
         "input":[{"role":"user","content":[{"type":"input_text","text":"a \"fox\"\n\ud83e\udd8a"}]}],
         "instructions":"Be brief.",
         "tools":[{"type":"image_generation","model":"gpt-image-2.6-flare","action":"edit","size":"1536x1024",
          "quality":"max","output_format":"webp","output_compression":0,"background":"transparent",
          "moderation":"low","partial_images":0,"input_fidelity":"high","complexity":"medium",
          "frame_count":4,"svg":{"model":"gpt-5.6-sol","reasoning":{"effort":null}}}],
         "tool_choice":"auto","store":false,"stream":true,
         "metadata":{"project":"fox","empty":""},"safety_identifier":"user-1",
         "service_tier":"flex","max_output_tokens":16,"reasoning":{"effort":"low"},"include":["a",1.5,true,null]}
        """,
        Map(s_minimal with
        {
            Prompt = "a \"fox\"\n\ud83e\udd8a",
            Model = "gpt-5.6-terra",
            Options = new OrderOptions
            {
                ImageModel = "gpt-image-2.6-flare",
                Size = "1536x1024",
                Quality = "max",
                OutputFormat = "webp",
                OutputCompression = 0,
                Background = "transparent",
                Moderation = "low",
                PartialImages = 0,
                InputFidelity = "high",
                Complexity = "medium",
                Additional = new Dictionary<string, object?>
                {
                    ["frame_count"] = 4,
                    ["svg"] = new Dictionary<string, object?>
                    {
                        ["model"] = "gpt-5.6-sol",
                        ["reasoning"] = new Dictionary<string, object?> { ["effort"] = null },
                    },
                },
            },
            IsEdit = true,
            Instructions = "Be brief.",
            ToolChoice = "auto",
            Store = false,
            Stream = true,
            Metadata = new Dictionary<string, string> { ["project"] = "fox", ["empty"] = "" },
            SafetyIdentifier = "user-1",
            AdditionalBody = new Dictionary<string, object?>
            {
                ["service_tier"] = "flex",
                ["max_output_tokens"] = 16L,
                ["reasoning"] = new Dictionary<string, object?> { ["effort"] = "low" },
                ["include"] = new object?[] { "a", 1.5, true, null },
            },
        }));

    [Theory]
    [InlineData(null, """{"type":"image_generation"}""")]
    [InlineData("image_generation", """{"type":"image_generation"}""")]
    [InlineData("auto", "\"auto\"")]
    [InlineData("required", "\"required\"")]
    [InlineData("none", "\"none\"")]
    public void The_tool_is_forced_unless_told_otherwise(string? choice, string expected) =>
        Assert.Equal(expected, Parse(s_minimal with { ToolChoice = choice })["tool_choice"]!.ToJsonString());

    [Theory]
    [InlineData("model")]
    [InlineData("input")]
    [InlineData("instructions")]
    [InlineData("tools")]
    [InlineData("tool_choice")]
    [InlineData("previous_response_id")]
    [InlineData("store")]
    [InlineData("stream")]
    [InlineData("metadata")]
    [InlineData("safety_identifier")]
    public void A_body_field_that_the_module_sets_is_refused(string name) => AssertRefused(
        s_minimal with { AdditionalBody = new Dictionary<string, object?> { [name] = 1 } }, "AdditionalBody", name);

    [Theory]
    [InlineData("type")]
    [InlineData("model")]
    [InlineData("action")]
    [InlineData("size")]
    [InlineData("quality")]
    [InlineData("output_format")]
    [InlineData("output_compression")]
    [InlineData("moderation")]
    [InlineData("partial_images")]
    [InlineData("input_fidelity")]
    [InlineData("complexity")]
    public void A_tool_field_that_the_module_sets_is_refused(string name) => AssertRefused(
        s_minimal with
        {
            Options = s_minimal.Options with { Additional = new Dictionary<string, object?> { [name] = 1 } },
        },
        "AdditionalProperty",
        name);

    [Theory]
    [InlineData("user")]
    [InlineData("conversation")]
    [InlineData("anything_new")]
    public void An_unknown_body_field_passes(string name) => Assert.Equal(
        "1",
        Parse(s_minimal with { AdditionalBody = new Dictionary<string, object?> { [name] = 1 } })[
            name]!.ToJsonString());

    [Fact]
    public void No_additional_fields_are_no_fields() =>
        Assert.Equal(4, Parse(s_minimal with { AdditionalBody = new Dictionary<string, object?>() }).Count);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(100_000)]
    public void Bytes_are_sent_as_a_data_address(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);

        JsonObject json = Parse(With(
            AIImageContext.Auto, new ImageData(new EncodedImage(bytes, "image/jpeg", "/tmp/a.jpg"))));

        Assert.Equal(
            "data:image/jpeg;base64," + Convert.ToBase64String(bytes),
            (string)json["input"]![0]!["content"]![1]!["image_url"]!);
    }

    [Fact]
    public void Inputs_follow_the_prompt_in_their_order()
    {
        ImageOrder request = With(
            AIImageContext.Call,
            new ImageAddress(new Uri("https://example.com/ä b.png?x=1&y=\"2\"")),
            new EarlierImage { Id = "ig_1" },
            new ImageFile("file-1"),
            new ImageData(new EncodedImage([1, 2, 3], "image/png")),
            new EarlierImage { Id = "ig_2" });

        JsonAssert.Equal(
            """
            [{"role":"user","content":[{"type":"input_text","text":"a fox"},
              {"type":"input_image","image_url":"https://example.com/%C3%A4%20b.png?x=1&y=%222%22"},
              {"type":"input_image","file_id":"file-1"},
              {"type":"input_image","image_url":"data:image/png;base64,AQID"}]},
             {"type":"image_generation_call","id":"ig_1"},{"type":"image_generation_call","id":"ig_2"}]
            """,
            Samples.Utf8(Parse(request)["input"]!.ToJsonString()));
    }

    [Fact]
    public void A_continued_response_is_named_and_nothing_is_sent_of_its_image()
    {
        JsonObject json = Parse(With(AIImageContext.Response, new EarlierImage { Id = "ig_1", ResponseId = "resp_1" }));

        Assert.Equal("resp_1", (string)json["previous_response_id"]!);
        Assert.Single(json["input"]!.AsArray());
        Assert.Single(json["input"]![0]!["content"]!.AsArray());
        Assert.Equal(
            ["input", "model", "previous_response_id", "tool_choice", "tools"],
            json.Select(property => property.Key).Order(StringComparer.Ordinal));
    }

    private static void AssertRefused(ImageOrder request, string parameter, string name)
    {
        AIImageException failure = Assert.Throws<AIImageException>(() => Map(request));
        Assert.Equal(ErrorIds.InvalidRequest, failure.ErrorId);
        Assert.Contains($"-{parameter}", failure.Message);
        Assert.Contains($"'{name}'", failure.Message);
    }

    private static ImageOrder With(AIImageContext context, params ImageInput[] inputs) =>
        s_minimal with { Inputs = new ImageInputs(inputs, context) };

    private static JsonObject Parse(ImageOrder request) => JsonNode.Parse(Map(request).Span)!.AsObject();

    private static ReadOnlyMemory<byte> Map(ImageOrder request)
    {
        InputPlan plan = InputPlan.Create(request.Inputs, request.Mask, request.Service);
        JsonBody body = CreateResponseMapper.ToBody(request, plan);
        using MemoryStream target = new();
        body.WriteAsync(target).GetAwaiter().GetResult();
        Assert.Equal(body.Length, target.Length);
        return target.ToArray();
    }
}
