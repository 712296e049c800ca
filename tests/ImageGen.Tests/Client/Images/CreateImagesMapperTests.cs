using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Apis.Images;
using ImageGen.Files;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Images;

/// <summary>Requests of the Images API that are JSON.</summary>
public sealed class CreateImagesMapperTests
{
    private static readonly ImageOrder s_minimal = ImagesRun.Request();
    private static readonly ImageFile s_file = new("file-1");

    [Fact]
    public async Task Only_what_is_needed_is_sent() => JsonAssert.Equal(
        """{"model":"gpt-image-2.6-sunburst","prompt":"a fox"}""", await JsonAsync(s_minimal));

    [Fact]
    public async Task Every_option_has_its_field() => JsonAssert.Equal(
        """
        {"model":"gpt-image-2.6-flare","prompt":"a \"fox\"\n\ud83e\udd8a","n":10,"size":"1536x1024","quality":"max",
         "background":"transparent","moderation":"low","output_format":"webp","output_compression":0,"stream":true,
         "partial_images":0,"complexity":"medium","safety_identifier":"user-1","frame_count":4,
         "svg":{"model":"gpt-5.6-sol","reasoning":{"effort":null}},"user":"u","include":["a",1.5,true,null]}
        """,
        await JsonAsync(s_minimal with
        {
            Prompt = "a \"fox\"\n\ud83e\udd8a",
            Count = 10,
            Stream = true,
            SafetyIdentifier = "user-1",
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
            AdditionalBody = new Dictionary<string, object?>
            {
                ["user"] = "u",
                ["include"] = new object?[] { "a", 1.5, true, null },
            },
        }));

    [Fact]
    public async Task What_only_the_responses_api_knows_is_not_sent() => JsonAssert.Equal(
        """{"model":"gpt-image-2.6-sunburst","prompt":"a fox"}""",
        await JsonAsync(s_minimal with
        {
            Instructions = "Be brief.",
            ToolChoice = "auto",
            Store = false,
            Metadata = new Dictionary<string, string> { ["a"] = "b" },
        }));

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, 2)]
    [InlineData(10, 10)]
    public async Task The_number_of_images_is_sent_when_there_are_several(int count, int? n) =>
        Assert.Equal(n, (int?)(await ParseAsync(s_minimal with { Count = count }))["n"]);

    [Fact]
    public async Task An_edit_names_its_images_by_exactly_one_key_in_their_order() => JsonAssert.Equal(
        """
        {"model":"gpt-image-2.6-sunburst","prompt":"a fox","input_fidelity":"high",
         "images":[{"file_id":"file-1"},{"image_url":"https://example.com/%C3%A4.png?a=%22"},
          {"image_url":"data:image/png;base64,AQID"},{"image_url":"data:image/png;base64,BA=="}],
         "mask":{"image_url":"data:image/png;base64,BQY="}}
        """,
        await JsonAsync(ImagesRun.Edit(
            s_file,
            new ImageAddress(new Uri("https://example.com/\u00e4.png?a=\"")),
            ImagesRun.Data([1, 2, 3]),
            new EarlierImage { Id = "ig_1", Load = () => ImagesRun.Data([4]) }) with
        {
            Mask = ImagesRun.Data([5, 6]),
            Options = s_minimal.Options with { InputFidelity = "high" },
        }));

    [Fact]
    public async Task A_mask_can_be_a_file_of_the_service() => Assert.Equal(
        """{"file_id":"file-2"}""",
        (await ParseAsync(ImagesRun.Edit(s_file) with { Mask = new ImageFile("file-2") }))["mask"]!.ToJsonString());

    [Theory]
    [InlineData("data", null, null, false, true)]
    [InlineData("data,data", null, null, false, true)]
    [InlineData("earlier", null, null, false, true)]
    [InlineData("data", "data", null, false, true)]
    [InlineData("data", null, "data", false, true)]
    [InlineData("file", null, null, false, false)]
    [InlineData("https", null, null, false, false)]
    [InlineData("data,file", null, null, false, false)]
    [InlineData("earlier,https", null, null, false, false)]
    [InlineData("data", "file", null, false, false)]
    [InlineData("data", "https", null, false, false)]
    [InlineData("data", null, null, true, false)]
    [InlineData("data", "data", null, true, false)]
    [InlineData("", null, null, false, false)]
    public void An_edit_is_a_form_when_all_its_images_are_data(
        string images, string? mask, string? markup, bool moderation, bool isForm)
    {
        ImageOrder request = Of(images, mask, markup, moderation) with { IsEdit = images.Length > 0 };

        RequestBody body = CreateImagesMapper.ToBody(request);

        Assert.Equal(isForm, body is FormBody);
        Assert.Equal(!isForm, body is JsonBody);
    }

    [Theory]
    [InlineData("file", "data", false)]
    [InlineData("https", "data", false)]
    [InlineData("data", "file", false)]
    [InlineData("data", "https", false)]
    [InlineData("data", "data", true)]
    public void A_markup_that_no_form_can_carry_is_refused(string images, string markup, bool moderation)
    {
        AIImageException failure = Refusal(Of(images, null, markup, moderation));

        Assert.Equal(ErrorIds.ServiceUnsupported, failure.ErrorId);
        Assert.Contains("-Moderation", failure.Message);
    }

    [Fact]
    public void An_earlier_result_that_is_only_an_id_is_refused_with_the_way_round()
    {
        foreach (EarlierImage earlier in (EarlierImage[])[new() { Id = "ig_1" }, new() { ResponseId = "resp_1" }])
        {
            AIImageException failure = Refusal(ImagesRun.Edit(ImagesRun.Data(), earlier));

            Assert.Equal(ErrorIds.ServiceUnsupported, failure.ErrorId);
            Assert.Contains("-Api Responses", failure.Message);
            Assert.Contains("Get-AIImage", failure.Message);
        }
    }

    [Fact]
    public void Sixteen_images_are_the_most()
    {
        ImageInput[] images = [.. Enumerable.Repeat(s_file, 16)];

        Assert.NotNull(CreateImagesMapper.ToBody(ImagesRun.Edit(images)));
        AIImageException failure = Refusal(ImagesRun.Edit([.. images, s_file]));
        Assert.Equal(ErrorIds.InvalidRequest, failure.ErrorId);
        Assert.Contains("16", failure.Message);
        Assert.Contains("17", failure.Message);
    }

    [Fact]
    public void Data_that_is_too_large_for_json_is_refused_and_goes_in_a_form()
    {
        ImageData large = new(new EncodedImage("/nowhere/a.png", 15_728_623, "image/png"));

        Assert.Equal(ErrorIds.InvalidRequest, Refusal(ImagesRun.Edit(large, s_file)).ErrorId);
        Assert.IsType<FormBody>(CreateImagesMapper.ToBody(ImagesRun.Edit(large)));
    }

    [Theory]
    [InlineData("model")]
    [InlineData("prompt")]
    [InlineData("images")]
    [InlineData("mask")]
    [InlineData("n")]
    [InlineData("size")]
    [InlineData("quality")]
    [InlineData("background")]
    [InlineData("input_fidelity")]
    [InlineData("moderation")]
    [InlineData("output_format")]
    [InlineData("output_compression")]
    [InlineData("stream")]
    [InlineData("partial_images")]
    [InlineData("complexity")]
    [InlineData("safety_identifier")]
    public void A_field_that_the_module_sets_is_refused_in_both_tables(string name)
    {
        Dictionary<string, object?> table = new() { [name] = 1 };

        AIImageException option = Refusal(s_minimal with { Options = s_minimal.Options with { Additional = table } });
        AIImageException field = Refusal(s_minimal with { AdditionalBody = table });

        Assert.Equal((ErrorIds.InvalidRequest, ErrorIds.InvalidRequest), (option.ErrorId, field.ErrorId));
        Assert.Contains($"-AdditionalProperty must not contain '{name}'", option.Message);
        Assert.Contains($"-AdditionalBody must not contain '{name}'", field.Message);
    }

    [Fact]
    public async Task Where_both_tables_name_a_field_the_body_has_the_last_word()
    {
        ImageOrder request = s_minimal with
        {
            Options = s_minimal.Options with { Additional = Fields("a", "x", 1) },
            AdditionalBody = Fields("b", "y", 2),
        };

        JsonObject json = await ParseAsync(request);

        Assert.Equal(("b", 1, 2), ((string?)json["user"], (int?)json["x"], (int?)json["y"]));
        static Dictionary<string, object?> Fields(string user, string x, int n) => new() { ["user"] = user, [x] = n };
    }

    private static ImageOrder Of(string images, string? mask, string? markup, bool moderation) =>
        ImagesRun.Edit([.. images.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(Input)]) with
        {
            Mask = mask is null ? null : Input(mask),
            Markup = markup is null ? null : Input(markup),
            Options = s_minimal.Options with { Moderation = moderation ? "low" : null },
        };

    private static ImageInput Input(string kind) => kind switch
    {
        "file" => s_file,
        "https" => new ImageAddress(new Uri("https://example.com/a.png")),
        "earlier" => new EarlierImage { Id = "ig_1", Load = () => ImagesRun.Data() },
        _ => ImagesRun.Data(),
    };

    private static AIImageException Refusal(ImageOrder request) =>
        Assert.Throws<AIImageException>(() => CreateImagesMapper.ToBody(request));

    private static async Task<byte[]> JsonAsync(ImageOrder request) =>
        (await WrittenBody.OfAsync(Assert.IsType<JsonBody>(CreateImagesMapper.ToBody(request)))).ToArray();

    private static async Task<JsonObject> ParseAsync(ImageOrder request) =>
        JsonNode.Parse(await JsonAsync(request))!.AsObject();
}
