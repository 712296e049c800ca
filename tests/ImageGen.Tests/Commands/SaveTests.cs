using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

public sealed class SaveTests
{
    private const string Deserialize =
        "$s = [System.Management.Automation.PSSerializer]; $s::Deserialize($s::Serialize($i))";

    [Theory]
    [InlineData("", "a-fox-0.png")]
    [InlineData(".", "a-fox-0.png")]
    [InlineData("pictures", "pictures/a-fox-0.png")]
    [InlineData("new/deep/", "new/deep/a-fox-0.png")]
    [InlineData("fox.png", "fox.png")]
    [InlineData("{id}-{index:00}-{n}", "ig_1-00-1.png")]
    [InlineData("{slug}/{model}.png", "a-fox/gpt-image-2.6-sunburst.png")]
    [InlineData("v1.5", "v1.5/a-fox-0.png")]
    public async Task A_folder_a_file_or_a_template_names_the_file(string path, string expected)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"New-AIImage 'a fox' | Save-AIImage {(path.Length == 0 ? path : $"'{path}'")}")
            .ThrowIfFailed();

        FileInfo file = Assert.IsType<FileInfo>(Assert.Single(result.Output).BaseObject);
        Assert.Equal(session.PathOf(expected), file.FullName);
        Assert.Equal(Samples.Png, File.ReadAllBytes(file.FullName));
    }

    [Fact]
    public async Task An_existing_file_is_refused_and_Force_replaces_it()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllText(session.PathOf("fox.png"), "mine");

        RunResult refused = session.Run("$i = New-AIImage 'a fox'; $i | Save-AIImage fox.png");
        Assert.Equal("FileExists", refused.ErrorId);
        Assert.IsType<AIImage>(refused.Error.TargetObject);
        Assert.Equal("mine", File.ReadAllText(session.PathOf("fox.png")));

        session.Run("$i | Save-AIImage fox.png -Force").ThrowIfFailed();
        Assert.Equal(Samples.Png, File.ReadAllBytes(session.PathOf("fox.png")));
    }

    [Theory]
    [InlineData("$i")]
    [InlineData(Deserialize)]
    public async Task PassThru_emits_the_image_with_its_path(string input)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"$i = New-AIImage 'a fox'; {input} | Save-AIImage fox.png -PassThru -Sidecar")
            .ThrowIfFailed();

        AIImage image = Assert.Single(result.Images);
        Assert.Equal(session.PathOf("fox.png"), image.FullName);
        Assert.Equal(
            ("resp_1", "ig_1", "a fox", "revised"), (image.ResponseId, image.Id, image.Prompt, image.RevisedPrompt));
        Assert.Equal(4332, image.Usage!.TotalTokens);
        Assert.True(File.Exists(session.PathOf("fox.png.json")));
    }

    [Fact]
    public async Task Two_images_of_one_run_never_collide()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage 'a fox' -Count 3 | Save-AIImage '{slug}'").ThrowIfFailed();

        Assert.Equal(3, Directory.GetFiles(session.Folder).Length);
        Assert.Equal(
            3, result.Output.Select(file => file.ToString()).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    [Fact]
    public async Task Two_images_with_one_plain_name_are_an_error_for_the_second()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage 'a fox' -Count 2 | Save-AIImage fox.png -Force");

        Assert.Equal("FileExists", result.ErrorId);
        Assert.Single(result.Output);
        Assert.Single(Directory.GetFiles(session.Folder));
    }

    [Fact]
    public async Task Partial_images_tell_which_they_are()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            (context, _) => StreamScript.WriteAsync(context));
        using ModuleSession session = ModuleSession.With(service);

        session.Run("Get-AIImageStream 'a fox' | Save-AIImage ./pictures").ThrowIfFailed();

        Assert.Equal(
            ["a-fox-0-partial0.png", "a-fox-0-partial1.png", "a-fox-0.png"],
            Directory.GetFiles(session.PathOf("pictures")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Partial_images_of_several_streams_do_not_meet()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            (context, _) => StreamScript.WriteAsync(context));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            "1..2 | ForEach-Object { Get-AIImageStream 'a fox' } | Save-AIImage '{slug}.png'").ThrowIfFailed();

        Assert.Equal(6, result.Output.Count);
        Assert.Equal(6, Directory.GetFiles(session.Folder).Length);
    }

    [Fact]
    public async Task WhatIf_writes_nothing()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage 'a fox' | Save-AIImage ./pictures -WhatIf").ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Empty(Directory.GetFileSystemEntries(session.Folder));
    }

    [Theory]
    [InlineData("'text'")]
    [InlineData("42")]
    [InlineData("[pscustomobject]@{ Nothing = 1 }")]
    [InlineData("@{ Path = 'fox.png' }")]
    public async Task What_is_no_image_is_an_error_and_the_rest_is_saved(string input)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"@({input}; New-AIImage 'a fox') | Save-AIImage");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.NotNull(result.Error.TargetObject);
        Assert.Single(result.Output);
    }

    [Fact]
    public async Task An_image_that_is_not_finished_is_an_error_that_says_so()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            """{"id":"resp_1","status":"queued","output":[],"tools":[]}""");
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("Get-AIImage -ResponseId resp_1 | Save-AIImage");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains("queued", result.Error.ToString());
        Assert.Empty(Directory.GetFileSystemEntries(session.Folder));
    }

    [Fact]
    public async Task A_write_that_fails_carries_the_image()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllText(session.PathOf("taken"), "x");

        RunResult result = session.Run("New-AIImage 'a fox' | Save-AIImage taken/fox.png");

        Assert.Equal("ImageWriteFailed", result.ErrorId);
        Assert.Equal(Samples.Png, ((AIImageException)result.Error.Exception).Image!.Bytes);
    }

    [Fact]
    public async Task A_saved_image_can_be_saved_again_elsewhere()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        session.Run("New-AIImage 'a fox' -OutFile one.png | Save-AIImage two.png").ThrowIfFailed();

        Assert.Equal(Samples.Png, File.ReadAllBytes(session.PathOf("two.png")));
        Assert.True(File.Exists(session.PathOf("one.png")));
    }
}
