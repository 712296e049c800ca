using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>-OutFile: names, extensions, refusals, what a failure leaves behind.</summary>
public sealed class OutFileTests
{
    [Theory]
    [InlineData("./fox.png", "fox.png")]
    [InlineData("./fox", "fox/a-red-fox-0.png")]
    [InlineData("./fox.tar", "fox.tar.png")]
    [InlineData("v1.5", "v1.5/a-red-fox-0.png")]
    [InlineData("{index:0}/out", "0/out/a-red-fox-0.png")]
    [InlineData("./new/deeper/fox.png", "new/deeper/fox.png")]
    [InlineData("./new/", "new/a-red-fox-0.png")]
    [InlineData(".", "a-red-fox-0.png")]
    [InlineData("./{slug}", "a-red-fox.png")]
    [InlineData("./{index:000}-{n}.png", "000-1.png")]
    [InlineData("{index:00}", "00.png")]
    [InlineData("fox-{index:00}/{n}", "fox-00/1.png")]
    [InlineData("./{model}", "gpt-image-2.6-sunburst.png")]
    [InlineData("./{id}", "ig_1.png")]
    [InlineData("./{SLUG}/{Index}", "a-red-fox/0.png")]
    [InlineData("./a[1].png", "a[1].png")]
    [InlineData("./CON.png", "CON_.png")]
    public async Task A_file_a_folder_or_a_template_names_the_file(string outFile, string expected)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage 'A red fox!' -OutFile $path", ("path", outFile)).ThrowIfFailed();

        AIImage image = Assert.Single(result.Images);
        Assert.Equal(session.PathOf(expected), image.FullName);
        Assert.Equal(Samples.Png, File.ReadAllBytes(session.PathOf(expected)));
        Assert.Equal([session.PathOf(expected)], session.AllFiles());
    }

    [Fact]
    public async Task An_existing_folder_takes_the_default_name()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        Directory.CreateDirectory(session.PathOf("pictures"));

        RunResult result = session.Run("New-AIImage 'a fox' -OutFile pictures").ThrowIfFailed();

        Assert.Equal(session.PathOf("pictures/a-fox-0.png"), Assert.Single(result.Images).FullName);
    }

    [Fact]
    public async Task The_date_of_a_template_takes_a_format()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage 'a fox' -OutFile './{date:yyyy}-{slug}'").ThrowIfFailed();

        Assert.Matches("[0-9]{4}-a-fox\\.png$", Assert.Single(result.Images).FullName!);
    }

    [Theory]
    [InlineData("fox.jpg", "", "\"jpeg\"")]
    [InlineData("fox.webp", "", "\"webp\"")]
    [InlineData("fox.PNG", "", "\"png\"")]
    [InlineData("fox.jpg", "-OutputFormat png", "\"png\"")]
    [InlineData("fox", "", null)]
    [InlineData("fox.tar", "", null)]
    public async Task The_extension_sets_the_format_when_none_is_given(
        string outFile, string parameters, string? format)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        session.Run($"New-AIImage 'a fox' -OutFile {outFile} {parameters}").ThrowIfFailed();

        Assert.Equal(format, service.Requests[0].TextAt("tools.0.output_format"));
    }

    [Fact]
    public async Task An_extension_that_the_bytes_do_not_bear_out_is_a_warning()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage 'a fox' -OutFile fox.jpg").ThrowIfFailed();

        Assert.Contains("jpeg", Assert.Single(result.Warnings));
        Assert.Equal("png", Assert.Single(result.Images).Format);
    }

    [Fact]
    public async Task An_image_is_named_after_the_format_that_it_really_has()
    {
        byte[] avif = System.Convert.FromHexString("00000018667479706176696600000000617669666D696631");
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response(image: avif));
        using ModuleSession session = ModuleSession.With(service);

        AIImage image = Assert.Single(session.Run("New-AIImage 'a fox' -OutFile '{slug}'").ThrowIfFailed().Images);

        Assert.Equal(("avif", "image/avif", "a-fox.avif"), (image.Format, image.MediaType, image.Name));
        Assert.Equal(avif, File.ReadAllBytes(image.FullName!));
    }

    [Fact]
    public async Task Relative_paths_are_relative_to_the_location_of_the_session()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        Directory.CreateDirectory(session.PathOf("here"));
        session.Runspace.SessionStateProxy.Path.SetLocation(session.PathOf("here"));

        RunResult result = session.Run("New-AIImage 'a fox' -OutFile ../fox.png").ThrowIfFailed();

        Assert.Equal(session.PathOf("fox.png"), Assert.Single(result.Images).FullName);
    }

    [Theory]
    [InlineData("fox.png", "fox.png")]
    [InlineData("fox.tar", "fox.tar.png")]
    [InlineData("{slug}", "a-fox.jpg")]
    [InlineData("{slug}", "a-fox.webp")]
    public async Task An_existing_file_is_refused_before_anything_is_sent(string outFile, string existing)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllText(session.PathOf(existing), "mine");

        RunResult result = session.Run($"New-AIImage 'a fox' -OutFile '{outFile}'");

        Assert.Equal("FileExists", result.ErrorId);
        Assert.Contains(existing, result.Error.ToString());
        Assert.Empty(service.Requests);
        Assert.Equal("mine", File.ReadAllText(session.PathOf(existing)));
    }

    [Fact]
    public async Task Force_replaces_an_existing_file()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllText(session.PathOf("fox.png"), "old");

        session.Run("New-AIImage 'a fox' -OutFile fox.png -Force").ThrowIfFailed();

        Assert.Equal(Samples.Png, File.ReadAllBytes(session.PathOf("fox.png")));
        Assert.Single(session.AllFiles());
    }

    [Fact]
    public async Task A_failure_leaves_the_file_that_Force_would_have_replaced()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Error("no"), 400);
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllText(session.PathOf("fox.png"), "old");

        RunResult result = session.Run("New-AIImage 'a fox' -OutFile fox.png -Force");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Equal("old", File.ReadAllText(session.PathOf("fox.png")));
        Assert.Single(session.AllFiles());
    }

    [Theory]
    [InlineData("one.png")]
    [InlineData("one.tar")]
    public async Task Two_inputs_with_one_plain_name_are_refused_before_the_second_is_sent(string outFile)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"'one', 'two' | New-AIImage -OutFile {outFile}");

        Assert.Equal("FileExists", result.ErrorId);
        Assert.Equal("two", result.Error.TargetObject);
        Assert.Single(result.Images);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task Two_inputs_with_one_expanded_name_get_two_files()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("'Same!', 'same?' | New-AIImage -OutFile '{slug}.png'").ThrowIfFailed();

        Assert.Equal(
            [session.PathOf("same.png"), session.PathOf("same-2.png")], result.Images.Select(image => image.FullName));
    }

    [Fact]
    public async Task Count_numbers_a_plain_file_name()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage 'a fox' -OutFile fox.png -Count 3").ThrowIfFailed();

        Assert.Equal(
            [session.PathOf("fox-1.png"), session.PathOf("fox-2.png"), session.PathOf("fox-3.png")],
            result.Images.Select(image => image.FullName));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(200)]
    public async Task A_failed_request_leaves_no_file(int status)
    {
        await using LoopbackService service = await LoopbackService.StartAsync("{ not json", status);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage 'a fox' -OutFile ./sub/fox.png -Sidecar");

        Assert.Single(result.Errors);
        Assert.Empty(session.AllFiles());
    }

    [Fact]
    public async Task A_target_that_cannot_be_written_is_found_before_anything_is_sent()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllText(session.PathOf("taken"), "a file where a folder would be");

        RunResult result = session.Run("New-AIImage 'a fox' -OutFile ./taken/fox.png");

        Assert.Equal("ImageWriteFailed", result.ErrorId);
        Assert.Contains("Nothing was sent", result.Error.ToString());
        Assert.Empty(service.Requests);
        Assert.Equal([session.PathOf("taken")], session.AllFiles());
    }
}
