using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Apis.Images;
using ImageGen.Files;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Images;

/// <summary>Edits that are a form.</summary>
public sealed class FormMapperTests
{
    private static readonly ImageOrder s_minimal = ImagesRun.Edit(ImagesRun.Data([1, 2, 3]));

    [Fact]
    public async Task Only_what_is_needed_is_sent()
    {
        MultipartForm form = await FormAsync(s_minimal);

        Assert.Equal(["model", "prompt", "image[]"], form.Names);
        Assert.Equal(("gpt-image-2.6-sunburst", "a fox"), (form.TextOf("model"), form.TextOf("prompt")));
        Assert.Equal([1, 2, 3], form.Parts[2].Body);
        Assert.Equal(("image-1.png", "image/png"), (form.Parts[2].FileName, form.Parts[2].ContentType));
    }

    [Fact]
    public async Task Every_option_is_a_field_and_numbers_and_truths_are_text()
    {
        MultipartForm form = await FormAsync(s_minimal with
        {
            Prompt = "a \"fox\"\r\n\ud83e\udd8a",
            Count = 3,
            Stream = true,
            SafetyIdentifier = "user-1",
            Mask = ImagesRun.Data([4]),
            Options = new OrderOptions
            {
                ImageModel = "gpt-image-1.5",
                Size = "1536x1024",
                Quality = "max",
                OutputFormat = "webp",
                OutputCompression = 0,
                Background = "transparent",
                InputFidelity = "high",
                PartialImages = 0,
                Complexity = "medium",
                Additional = new Dictionary<string, object?>
                {
                    ["frame_count"] = 4,
                    ["frame_duration_ms"] = 200L,
                    ["svg"] = new Dictionary<string, object?>
                    {
                        ["model"] = "gpt-5.6-sol",
                        ["reasoning"] = new Dictionary<string, object?> { ["effort"] = "low" },
                    },
                },
            },
            AdditionalBody = new Dictionary<string, object?> { ["user"] = "u", ["ratio"] = 1.5, ["flag"] = false },
        });

        Dictionary<string, string> expected = new()
        {
            ["model"] = "gpt-image-1.5",
            ["prompt"] = "a \"fox\"\r\n\ud83e\udd8a",
            ["n"] = "3",
            ["size"] = "1536x1024",
            ["quality"] = "max",
            ["background"] = "transparent",
            ["input_fidelity"] = "high",
            ["output_format"] = "webp",
            ["output_compression"] = "0",
            ["stream"] = "true",
            ["partial_images"] = "0",
            ["complexity"] = "medium",
            ["safety_identifier"] = "user-1",
            ["frame_count"] = "4",
            ["frame_duration_ms"] = "200",
            ["svg[model]"] = "gpt-5.6-sol",
            ["svg[reasoning][effort]"] = "low",
            ["user"] = "u",
            ["ratio"] = "1.5",
            ["flag"] = "false",
        };
        Assert.Equal(
            expected.OrderBy(pair => pair.Key),
            form.Parts.Where(part => part.FileName is null)
                .ToDictionary(part => part.Name, part => part.Text).OrderBy(pair => pair.Key));
        Assert.Equal(
            ["image[]", "mask"], form.Parts.Where(part => part.FileName is not null).Select(part => part.Name));
    }

    [Fact]
    public async Task Nothing_is_nowhere_and_a_list_repeats_its_name()
    {
        MultipartForm form = await FormAsync(s_minimal with
        {
            AdditionalBody = new Dictionary<string, object?>
            {
                ["list"] = new object?[] { "a", 2, null },
                ["none"] = null,
                ["svg"] = new Dictionary<string, object?>
                {
                    ["reasoning"] = new Dictionary<string, object?> { ["effort"] = null },
                },
            },
        });

        Assert.Equal(["model", "prompt", "list[]", "list[]", "image[]"], form.Names);
        Assert.Equal(["a", "2"], form.Parts.Where(part => part.Name == "list[]").Select(part => part.Text));
    }

    [Fact]
    public async Task Several_images_repeat_the_array_name_in_their_order()
    {
        ImageInput[] images =
        [
            ImagesRun.Data([1]),
            new ImageData(new EncodedImage([2], "image/jpeg")),
            new EarlierImage
            {
                Id = "ig_1", ResponseId = "resp_1", Stored = true,
                Load = () => new ImageData(new EncodedImage([3], "image/webp")),
            },
        ];

        MultipartForm form = await FormAsync(ImagesRun.Edit(images));

        Assert.Equal(["model", "prompt", "image[]", "image[]", "image[]"], form.Names);
        Assert.Equal([1, 2, 3], form.Parts.Skip(2).Select(part => (int)Assert.Single(part.Body)));
        Assert.Equal(
            ["image-1.png image/png", "image-2.jpg image/jpeg", "image-3.webp image/webp"],
            form.Parts.Skip(2).Select(part => $"{part.FileName} {part.ContentType}"));
    }

    [Theory]
    [InlineData(true, "mask")]
    [InlineData(false, "markup")]
    public async Task A_mask_and_a_markup_are_files_of_their_own(bool isMask, string name)
    {
        ImageData overlay = ImagesRun.Data([9, 8]);

        MultipartForm form = await FormAsync(
            s_minimal with { Mask = isMask ? overlay : null, Markup = isMask ? null : overlay });

        FormPart part = form.Parts[^1];
        Assert.Equal((name, name + ".png", "image/png"), (part.Name, part.FileName, part.ContentType));
        Assert.Equal([9, 8], part.Body);
    }

    [Fact]
    public async Task A_request_goes_to_edits_and_is_written_again_for_each_attempt()
    {
        StubHandler service = new StubHandler()
            .On(ImagesRun.Edits, StubAnswer.Of(429, Samples.Utf8("{}"), headers: ("retry-after-ms", "0")))
            .On(ImagesRun.Edits, StubAnswer.Of(200, Samples.Utf8(ImagesScript.Answer())));

        EngineRun run = await ImagesRun.OfAsync(
            service, s_minimal with { Settings = new CallSettings { MaximumRetries = 1, Trace = true } });

        Assert.Equal("edit", run.Image.Action);
        Assert.Equal(2, service.Requests.Count);
        Assert.Equal(service.Requests[0].Body, service.Requests[1].Body);
        Assert.Equal([1, 2, 3], MultipartForm.Of(service.Requests[1]).Find("image[]")!.Body);
        Assert.Contains("image[] = (image/png, 3 bytes)", run.Events.OfType<Traced>().First().Json);
    }

    [Fact]
    public async Task A_file_that_becomes_shorter_ends_the_request_and_is_not_sent_again()
    {
        using ScratchFolder folder = new();
        StubHandler service = new StubHandler()
            .On(ImagesRun.Edits, StubAnswer.Of(200, Samples.Utf8(ImagesScript.Answer())));
        ImageData image = new(new EncodedImage(folder.Write("a.png", [1, 2]), length: 3, "image/png"));

        EngineRun run = await ImagesRun.OfAsync(
            service, ImagesRun.Edit(image) with { Settings = new CallSettings { MaximumRetries = 2 } });

        Assert.Contains("shorter", run.RequireFailure().Message);
        Assert.Empty(service.Requests);
        Assert.Empty(run.Events.OfType<Retrying>());
    }

    private static async Task<MultipartForm> FormAsync(ImageOrder request) =>
        await WrittenBody.ParseAsync(Assert.IsType<FormBody>(CreateImagesMapper.ToBody(request)));
}
