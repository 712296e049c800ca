using System;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Http;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Images;

public sealed class StreamedImagesTests
{
    private static readonly byte[] s_large = [.. Samples.Png, .. new byte[100_000]];

    [Theory]
    [InlineData("image_generation")]
    [InlineData("image_edit")]
    public async Task Previews_come_as_they_arrive_and_the_image_last(string kind)
    {
        EngineRun run = await ImagesRun.StreamAsync(
            ImagesScript.Partial(0, kind: kind) + ImagesScript.Partial(1, s_large, kind)
                + ImagesScript.Completed(s_large, kind));

        Assert.Equal(s_large, run.Image.Bytes);
        Assert.Equal([0, 1], run.Partials.Select(partial => partial.PartialIndex));
        Assert.Equal([Samples.Png, s_large], run.Partials.Select(partial => partial.Bytes));
        Assert.All(run.Partials, partial =>
        {
            Assert.Equal(("png", 1, 1, "a fox"), (partial.Format, partial.Width, partial.Height, partial.Prompt));
            Assert.Equal((null, null), (partial.Id, partial.ResponseId));
        });
        Assert.Equal(
            [typeof(Previewed), typeof(Previewed), typeof(Received), typeof(Answered)],
            run.Events.Select(e => e.GetType()));
    }

    [Fact]
    public async Task The_image_tells_all_that_is_known_of_it()
    {
        AIImage image = (await ImagesRun.StreamAsync(ImagesScript.Completed())).Image;

        Assert.Equal((null, null, "req_1"), (image.Id, image.ResponseId, image.RequestId));
        Assert.Equal(
            ("1024x1024", "high", "opaque", "png"), (image.Size, image.Quality, image.Background, image.OutputFormat));
        Assert.Equal((null, "gpt-image-2.6-sunburst"), (image.Model, image.ImageModel));
        Assert.Equal(1781048094, image.CreatedAt!.Value.ToUnixTimeSeconds());
        Assert.Equal((4022L, 0.12011m), (image.Usage!.TotalTokens, image.Cost));
        Assert.False(image.Stored);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public async Task A_preview_that_nobody_asked_for_is_not_shown(int? partials)
    {
        EngineRun run = await ImagesRun.StreamAsync(
            ImagesScript.Partial(0, s_large) + ImagesScript.Completed(), partials: partials);

        Assert.Empty(run.Partials);
        Assert.Equal(Samples.Png, run.Image.Bytes);
    }

    [Fact]
    public async Task The_image_may_come_before_its_previews()
    {
        EngineRun run = await ImagesRun.StreamAsync(
            ImagesScript.Completed(s_large) + ImagesScript.Partial(0) + ImagesScript.Partial(1));

        Assert.Equal(s_large, run.Image.Bytes);
        Assert.Equal(2, run.Partials.Count);
    }

    [Fact]
    public async Task Several_images_come_one_after_the_other_and_each_has_its_own_usage_or_none()
    {
        EngineRun run = await ImagesRun.StreamAsync(
            ImagesScript.Completed(usage: false) + ImagesScript.Completed(s_large, usage: false)
            + ImagesScript.Completed(),
            request: ImagesRun.Request(count: 3, stream: true));

        Assert.Null(run.Failure);
        Assert.Equal([Samples.Png, s_large, Samples.Png], run.Images.Select(image => image.Bytes));
        Assert.Equal([null, null, 0.12011m], run.Images.Select(image => image.Cost));
        Assert.Equal(4022L, Assert.Single(run.Events.OfType<Answered>()).Tokens);
    }

    [Theory]
    [InlineData("data: [DONE]\n\n")]
    [InlineData("data: [DONE]\n\ndata: {\"type\":\"error\",\"message\":\"after the end\"}\n\n")]
    [InlineData(": keep-alive\n\n")]
    [InlineData("data: {\"type\":\"keepalive\"}\n\n")]
    [InlineData(
        "event: image_generation.sparkled\ndata: {\"type\":\"image_generation.sparkled\",\"b64_json\":\"AAAA\"}\n\n")]
    [InlineData("data: {}\n\n")]
    [InlineData("data: not json\n\n")]
    [InlineData("data: null\n\n")]
    public async Task What_is_no_image_is_passed_over(string frame)
    {
        bool isEnd = frame.Contains("[DONE]");

        EngineRun run = await ImagesRun.StreamAsync((isEnd ? "" : frame) + ImagesScript.Completed() + frame);

        Assert.Equal(Samples.Png, run.Image.Bytes);
    }

    [Theory]
    [InlineData("event: image_generation.completed\ndata: {\"b64_json\":\"%\"}\n\n")]
    [InlineData("data: {\"type\":\"image_generation.completed\",\"b64_json\":\"%\"}\n\n")]
    [InlineData("data: {\"b64_json\":\"%\",\"type\":\"image_generation.completed\"}\n\n")]
    public async Task The_type_is_read_wherever_it_stands(string frame)
    {
        EngineRun run = await ImagesRun.StreamAsync(frame.Replace("%", Samples.PngBase64));

        Assert.Equal(Samples.Png, run.Image.Bytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_preview_whose_type_comes_after_its_image_is_a_preview(bool isFile)
    {
        using ScratchFolder folder = new();
        string preview = $$"""
            event: image_generation.partial_image
            data: {"b64_json":"{{Convert.ToBase64String(s_large)}}","type":"image_generation.partial_image"}


            """.ReplaceLineEndings("\n");

        EngineRun run = await ImagesRun.StreamAsync(
            preview + ImagesScript.Completed(),
            request: ImagesRun.Request(stream: true, partials: 1),
            target: isFile ? folder.At("fox.png") : null);

        Assert.Equal(s_large, Assert.Single(run.Partials).Bytes);
        Assert.Equal(Samples.Png, run.Image.Bytes);
        Assert.Empty(folder.Files);
    }
}
