using System.IO;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Where Save of an image, Save-AIImage and -OutFile put a file.</summary>
public sealed class SaveMethodTests
{
    [Theory]
    [InlineData("x.png", "here/x.png")]
    [InlineData("./x", "here/x.png")]
    [InlineData("../x.png", "x.png")]
    [InlineData("[x].png", "here/[x].png")]
    public async Task Save_of_an_image_begins_at_the_location_of_PowerShell(string path, string expected)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        session.Runspace.SessionStateProxy.Path.SetLocation(Directory.CreateDirectory(session.PathOf("here")).FullName);

        RunResult result = session.Run("$i = New-AIImage x; $i.Save($path); $i", ("path", path)).ThrowIfFailed();

        Assert.Equal(session.PathOf(expected), Assert.IsType<FileInfo>(result.Output[0].BaseObject).FullName);
        Assert.Equal(session.PathOf(expected), Assert.Single(result.Images).FullName);
        Assert.Equal(Samples.Png, File.ReadAllBytes(session.PathOf(expected)));
    }

    [Theory]
    [InlineData("Env:/x.png", "not a path of the file system")]
    [InlineData("nowhere:/x.png", "nowhere")]
    public async Task Save_of_an_image_refuses_what_is_no_file(string path, string words)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"(New-AIImage x).Save('{path}')");

        Assert.Contains(words, result.Error.ToString());
        Assert.Empty(session.AllFiles());
    }

    [Theory]
    [InlineData("./x", "x/a-fox-0.png")]
    [InlineData("x/", "x/a-fox-0.png")]
    [InlineData("x\\", "x/a-fox-0.png")]
    [InlineData("deep/x", "deep/x/a-fox-0.png")]
    [InlineData("v1.5", "v1.5/a-fox-0.png")]
    [InlineData(".cache", ".cache/a-fox-0.png")]
    [InlineData("existing.png", "existing.png/a-fox-0.png")]
    [InlineData("x.png", "x.png")]
    [InlineData("x.JPEG", "x.JPEG")]
    [InlineData("x.tar", "x.tar.png")]
    [InlineData("./{slug}", "a-fox.png")]
    [InlineData("{slug}/x", "a-fox/x/a-fox-0.png")]
    public async Task OutFile_and_Save_mean_the_same_by_a_path(string path, string expected)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        string[] commands =
            ["New-AIImage 'a fox' -OutFile $path", "New-AIImage 'a fox' | Save-AIImage $path -PassThru"];
        foreach (string command in commands)
        {
            using ModuleSession session = ModuleSession.With(service);
            Directory.CreateDirectory(session.PathOf("existing.png"));

            RunResult result = session.Run(command, ("path", path)).ThrowIfFailed();

            Assert.Equal(session.PathOf(expected), Assert.Single(result.Images).FullName);
        }
    }

    [Theory]
    [InlineData("{ \"by/$($_.Prompt).png\" }", "by/one.png", "by/two.png")]
    [InlineData("{ \"$($PSItem.Prompt)/{index:00}-{n}\" }", "one/00-1.png", "two/01-2.png")]
    [InlineData("{ 'all' }", "all/one-0.png", "all/two-1.png")]
    [InlineData("{ [System.IO.DirectoryInfo]\"$PWD/dir\" }", "dir/one-0.png", "dir/two-1.png")]
    public async Task A_script_says_for_each_image_where_it_goes(string script, string first, string second)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        session.Run($"'one', 'two' | New-AIImage | Save-AIImage {script}").ThrowIfFailed();

        Assert.Equal([session.PathOf(first), session.PathOf(second)], session.AllFiles());
    }

    [Theory]
    [InlineData("{ throw 'no way' }", "no way")]
    [InlineData("{ }", "one path")]
    [InlineData("{ 'a', 'b' }", "one path")]
    [InlineData("{ 'bad-{colour}' }", "{colour}")]
    [InlineData("{ 'same.png' }", "same.png")]
    public async Task A_script_that_gives_no_path_is_an_error_of_its_image(string script, string words)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"'one', 'two' | New-AIImage | Save-AIImage {script}");

        Assert.NotEmpty(result.Errors);
        Assert.All(result.Errors, error =>
        {
            Assert.Contains(words, error.ToString());
            Assert.IsType<AIImage>(error.TargetObject);
        });
    }

    [Fact]
    public async Task A_list_of_paths_is_refused_before_anything_is_made()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        Assert.Equal("InvalidRequest", session.Run("New-AIImage x | Save-AIImage a, b").ErrorId);
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData("'one', 'two' | New-AIImage -OutFile x.png")]
    [InlineData("'one', 'two' | New-AIImage -OutFile x.png -Force")]
    [InlineData("'one', 'two' | New-AIImage | Save-AIImage x.png")]
    [InlineData("'one', 'two' | New-AIImage | Save-AIImage { 'x.png' }")]
    public async Task The_advice_on_two_images_with_one_name_is_a_name_for_each(string command)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(command);

        Assert.Equal("FileExists", result.ErrorId);
        Assert.DoesNotContain("-Force", result.Error.ErrorDetails.RecommendedAction);
        Assert.Contains("{index}", result.Error.ErrorDetails.RecommendedAction);
    }
}
