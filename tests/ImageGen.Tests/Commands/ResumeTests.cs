using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>-Resume and -Sidecar: what is known of an image on another day.</summary>
public sealed class ResumeTests
{
    [Fact]
    public async Task A_broken_run_is_finished_by_running_it_again()
    {
        await using LoopbackService service = await ServiceScript.CountingAsync();
        using ModuleSession session = ModuleSession.With(service);
        session.Run("New-AIImage one -OutFile '{slug}.png' -Sidecar").ThrowIfFailed();

        RunResult result = session.Run("'one', 'two' | New-AIImage -OutFile '{slug}.png' -Resume").ThrowIfFailed();

        Assert.Equal(2, service.Requests.Count);
        Assert.Equal(["one", "two"], result.Images.Select(image => image.Prompt));
        Assert.Equal("resp_1", result.Images[0].ResponseId);
        Assert.Equal(session.PathOf("one.png"), result.Images[0].FullName);
        Assert.Equal(Samples.Png, result.Images[0].Bytes);
    }

    [Fact]
    public async Task A_saved_image_without_sidecar_is_emitted_with_what_the_file_tells()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("one.png"), Samples.Png);

        RunResult result = session.Run("New-AIImage one -OutFile one.png -Resume").ThrowIfFailed();

        AIImage image = Assert.Single(result.Images);
        Assert.Empty(service.Requests);
        Assert.Equal("png", image.Format);
        Assert.Equal((1, 1), (image.Width, image.Height));
        Assert.Null(image.ResponseId);
    }

    [Fact]
    public async Task Resume_of_several_images_sends_those_that_are_missing()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("one-2.png"), Samples.Png);

        RunResult result = session.Run("New-AIImage one -Count 3 -OutFile one.png -Resume").ThrowIfFailed();

        Assert.Equal(2, service.Requests.Count);
        Assert.Equal(3, result.Images.Select(image => image.FullName).Distinct().Count());
    }

    [Fact]
    public async Task Resume_keeps_the_position_of_the_input()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("one-0.png"), Samples.Png);
        File.WriteAllBytes(session.PathOf("two-1.png"), Samples.Png);

        RunResult result = session.Run("'one', 'two' | New-AIImage -OutFile '{slug}-{index}' -Resume").ThrowIfFailed();

        Assert.Empty(service.Requests);
        Assert.Equal([0, 1], result.Images.Select(image => image.Index));
    }

    [Fact]
    public async Task Inputs_whose_names_meet_are_found_again_as_they_were_numbered()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        const string Script = "'Same!', 'same?', 'SAME' | New-AIImage -OutFile '{slug}.png' -Resume";

        session.Run(Script).ThrowIfFailed();
        session.Run(Script).ThrowIfFailed();

        Assert.Equal(3, service.Requests.Count);
    }

    [Fact]
    public async Task A_file_that_is_no_image_is_not_taken_for_one()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllText(session.PathOf("one.png"), "broken");

        RunResult result = session.Run("New-AIImage one -OutFile one.png -Resume");

        Assert.Equal("ImageReadFailed", result.ErrorId);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task A_name_that_only_the_answer_tells_cannot_be_resumed()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage one -OutFile '{id}.png' -Resume");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains("{id}", result.Error.ToString());
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task A_sidecar_tells_everything_but_the_bytes_and_the_key()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            Samples.Response(), headers: ("x-request-id", "req_9"));
        using ModuleSession session = ModuleSession.With(service);

        session.Run("New-AIImage 'a fox' -OutFile fox.png -Sidecar").ThrowIfFailed();

        string text = File.ReadAllText(session.PathOf("fox.png.json"));
        JsonNode json = JsonNode.Parse(text)!;
        string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(session.PathOf("fox.png"))));
        Assert.Equal("ig_1", (string?)json["id"]);
        Assert.Equal("resp_1", (string?)json["response_id"]);
        Assert.Equal("a fox", (string?)json["prompt"]);
        Assert.Equal("revised", (string?)json["revised_prompt"]);
        Assert.Equal("req_9", (string?)json["request_id"]);
        Assert.Equal("high", (string?)json["quality"]);
        Assert.Equal(hash, (string?)json["sha256"]);
        Assert.Equal(4332, (long?)json["usage"]!["total_tokens"]);
        Assert.Equal(0.154328m, (decimal?)json["cost"]);
        Assert.DoesNotContain(Samples.PngBase64, text);
        Assert.DoesNotContain(LoopbackService.Key, text);
    }

    [Fact]
    public async Task What_a_sidecar_tells_comes_back_whole()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            Samples.Response(), headers: ("x-request-id", "req_9"));
        using ModuleSession session = ModuleSession.With(service);

        AIImage made = session.Run("New-AIImage 'a fox' -OutFile fox.png -Sidecar").ThrowIfFailed().Images[0];
        AIImage read = session.Run("Get-AIImage fox.png").ThrowIfFailed().Images[0];

        Assert.Equal(Describe(session, made), Describe(session, read));
    }

    private static string Describe(ModuleSession session, AIImage image) => string.Join(
        "\n",
        session.Run(
            "$i.PSObject.Members['Metadata'].ReferencedPropertyNames | ForEach-Object { \"${_}: "
            + "$($i.$_)\" }", ("i", image))
            .ThrowIfFailed().Output);
}
