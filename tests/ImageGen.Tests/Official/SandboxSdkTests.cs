using System;
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Files;
using ImageGen.Sandbox;
using ImageGen.Tests.Sandbox;
using OpenAI;
using OpenAI.Files;
using OpenAI.Images;
using OpenAI.Models;
using OpenAI.Responses;
using Xunit;

namespace ImageGen.Tests.Official;

/// <summary>The sandbox as the service's own client sees it: what it cannot read, the service never sends.</summary>
public sealed class SandboxSdkTests : IDisposable
{
    private const string ImageModel = "gpt-image-2.6-flare";
    private readonly HttpClient _http = new(new SandboxHandler());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ApiKeyCredential Key => new("sk-none");

    private static Uri Endpoint => new("https://sandbox.imagegen.invalid/v1");

    private OpenAIClientOptions Options => new()
    {
        Endpoint = Endpoint,
        Transport = new HttpClientPipelineTransport(_http),
    };

    private ImageClient Images => new(ImageModel, Key, Options);

    private OpenAIFileClient Files => new(Key, Options);

    private ResponsesClient Responses => new(
        Key, new ResponsesClientOptions { Endpoint = Endpoint, Transport = new HttpClientPipelineTransport(_http) });

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("png")]
    [InlineData("jpeg")]
    [InlineData("webp")]
    public async Task Images_are_generated_in_each_format(string format)
    {
        GeneratedImageCollection images = await Images.GenerateImagesAsync(
            "a fox", 2, new ImageGenerationOptions { OutputFileFormat = new GeneratedImageFileFormat(format) }, Token);

        Assert.Equal(2, images.Count);
        Assert.All(images, image => Assert.Equal(format, FormatOf(image.ImageBytes)));
        Assert.Equal(format, images.OutputFileFormat.ToString());
        Assert.Equal(
            images.Usage.TotalTokenCount, images.Usage.InputTokenCount + images.Usage.OutputTokenCount);
    }

    [Fact]
    public async Task An_image_and_a_mask_are_edited_though_their_parts_name_no_type()
    {
        using MemoryStream image = new(TestPictures.Png(color: 0x2040C0));
        using MemoryStream mask = new(TestPictures.Png(hasAlpha: true));

        GeneratedImage edit = await Images.GenerateImageEditAsync(
            image, "a.png", "add a hat", mask, "m.png", cancellationToken: Token);

        Assert.Equal("png", FormatOf(edit.ImageBytes));
        Assert.True(TestPictures.ShareOf(edit.ImageBytes.ToArray(), 0x2040C0) > 0.1);
    }

    [Theory]
    [InlineData("gpt-4o-mini", 0)]
    [InlineData("gpt-5", 1)]
    [InlineData("gpt-6-luna", 1)]
    public async Task A_response_has_an_image_and_what_its_model_thought(string model, int reasoning)
    {
        ResponseResult response = await Responses.CreateResponseAsync(Ask(model), Token);

        ImageGenerationCallResponseItem image = response.OutputItems.OfType<ImageGenerationCallResponseItem>().Single();
        Assert.Equal(ResponseStatus.Completed, response.Status);
        Assert.Equal("png", FormatOf(image.ImageResultBytes));
        Assert.Equal(reasoning, response.OutputItems.OfType<ReasoningResponseItem>().Count());
        Assert.Equal(reasoning > 0, response.Usage.OutputTokenDetails.ReasoningTokenCount > 0);
        Assert.InRange(response.Usage.InputTokenCount, 1979, 3195);
    }

    [Fact]
    public async Task An_edit_follows_a_response_and_a_deleted_one_is_gone()
    {
        ResponseResult first = await Responses.CreateResponseAsync(Ask("gpt-6-luna"), Token);
        CreateResponseOptions more = Ask("gpt-6-luna", "add a hat");
        more.PreviousResponseId = first.Id;

        ResponseResult edit = await Responses.CreateResponseAsync(more, Token);
        ResponseDeletionResult deletion = await Responses.DeleteResponseAsync(first.Id, Token);

        Assert.Equal(first.Id, edit.PreviousResponseId);
        Assert.True(deletion.Deleted);
        await Assert.ThrowsAsync<ClientResultException>(() => Responses.GetResponseAsync(first.Id, Token));
    }

    [Fact]
    public async Task A_stream_has_only_events_that_the_client_knows()
    {
        CreateResponseOptions options = Ask("gpt-6-luna", partialImages: 2);
        options.StreamingEnabled = true;
        List<StreamingResponseUpdate> updates = [];
        await foreach (StreamingResponseUpdate update in await Responses.CreateResponseStreamingAsync(options, Token))
        {
            updates.Add(update);
        }

        // Of the events that no client knows by name, the service sends only this one.
        Assert.Equal(
            ["keepalive"],
            updates.Where(update => !update.GetType().IsPublic).Select(update => TypeOf(update)));
        Assert.Equal(2, updates.OfType<StreamingResponseImageGenerationCallPartialImageUpdate>().Count());
        ResponseResult response = Assert.IsType<StreamingResponseCompletedUpdate>(updates[^1]).Response;
        Assert.Equal(
            "png", FormatOf(response.OutputItems.OfType<ImageGenerationCallResponseItem>().Single().ImageResultBytes));
    }

    [Fact]
    public async Task Background_work_is_polled_to_its_end_and_can_be_cancelled()
    {
        CreateResponseOptions options = Ask("gpt-6-luna");
        options.BackgroundModeEnabled = true;

        ResponseResult response = await Responses.CreateResponseAsync(options, Token);
        ResponseResult other = await Responses.CreateResponseAsync(options, Token);
        ResponseResult cancelled = await Responses.CancelResponseAsync(other.Id, Token);
        Assert.Equal(ResponseStatus.Queued, response.Status);
        for (int look = 0; look < 3 && response.Status != ResponseStatus.Completed; look++)
        {
            response = await Responses.GetResponseAsync(response.Id, Token);
        }

        Assert.Equal(ResponseStatus.Completed, response.Status);
        Assert.Equal(ResponseStatus.Cancelled, cancelled.Status);
    }

    [Fact]
    public async Task Files_are_uploaded_listed_used_and_deleted()
    {
        byte[] png = TestPictures.Png();
        OpenAIFile file = await Files.UploadFileAsync(BinaryData.FromBytes(png), "a.png", FileUploadPurpose.Vision);
        OpenAIFileCollection listed = await Files.GetFilesAsync(Token);
        OpenAIFileCollection others = await Files.GetFilesAsync(FilePurpose.Batch, Token);
        BinaryData content = await Files.DownloadFileAsync(file.Id, Token);
        CreateResponseOptions options = Ask("gpt-6-luna");
        options.InputItems.Add(ResponseItem.CreateUserMessageItem(
            [ResponseContentPart.CreateInputTextPart("add a hat"), ResponseContentPart.CreateInputImagePart(file.Id)]));
        ResponseResult edit = await Responses.CreateResponseAsync(options, Token);
        FileDeletionResult deletion = await Files.DeleteFileAsync(file.Id, Token);

        Assert.Equal([file.Id], listed.Select(item => item.Id));
        Assert.Empty(others);
        Assert.Equal(png, content.ToArray());
        Assert.Single(edit.OutputItems.OfType<ImageGenerationCallResponseItem>());
        Assert.True(deletion.Deleted);
        Assert.Empty((await Files.GetFilesAsync(Token)).Value);
    }

    [Fact]
    public async Task Models_are_listed_and_each_can_be_asked_for()
    {
        OpenAIModelClient models = new(Key, Options);
        OpenAIModelCollection all = await models.GetModelsAsync(Token);
        OpenAIModel one = await models.GetModelAsync(ImageModel, Token);
        ClientResultException missing =
            await Assert.ThrowsAsync<ClientResultException>(() => models.GetModelAsync("dall-e-3", Token));

        Assert.Contains(all, model => model.Id == one.Id);
        Assert.Equal(404, missing.Status);
    }

    [Fact]
    public async Task A_model_that_is_gone_is_refused_as_recorded()
    {
        ClientResultException gone = await Assert.ThrowsAsync<ClientResultException>(
            () => new ImageClient("dall-e-3", Key, Options).GenerateImageAsync("a fox", cancellationToken: Token));

        Assert.Equal(400, gone.Status);
        Assert.Contains("The model 'dall-e-3' does not exist.", gone.Message);
        Assert.Contains("image_generation_user_error", gone.Message);
    }

    private static CreateResponseOptions Ask(string model, string prompt = "a fox", int? partialImages = null)
    {
        CreateResponseOptions options = new(model, [ResponseItem.CreateUserMessageItem(prompt)]);
        options.Tools.Add(
            ResponseTool.CreateImageGenerationTool(model: ImageModel, partialImageCount: partialImages));
        return options;
    }

    private static string? FormatOf(BinaryData bytes) => ImageHeader.Read(bytes.ToMemory().Span).Format;

    private static string? TypeOf(StreamingResponseUpdate update) =>
        ModelReaderWriter.Write(update).ToString().Split("\"type\":\"")[1].Split('"')[0];
}
