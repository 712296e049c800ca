using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>A file that is found counts as done only for the input that it was made for.</summary>
public sealed class ResumeOwnerTests
{
    [Fact]
    public async Task A_source_that_comes_first_in_a_later_run_is_edited_and_the_others_are_found()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        foreach (string name in new[] { "b", "c" }) File.WriteAllBytes(session.PathOf($"{name}.jpg"), Jpegs.Of(4, 3));
        const string Edit = "Edit-AIImage 'remove the background' -OutFile ./clean/ -Sidecar";
        session.Run($"'b.jpg', 'c.jpg' | {Edit}").ThrowIfFailed();
        File.WriteAllBytes(session.PathOf("a.jpg"), Jpegs.Of(4, 3));

        RunResult result = session.Run($"'a.jpg', 'b.jpg', 'c.jpg' | {Edit} -Resume").ThrowIfFailed();

        Assert.Equal(3, service.Requests.Count);
        Assert.Equal(
            [(session.PathOf("a.jpg"), false), (session.PathOf("b.jpg"), true), (session.PathOf("c.jpg"), true)],
            result.Images.OrderBy(image => image.Index).Select(image => (image.ParentPath!, image.Resumed)));
        Assert.Equal(
            ["a-remove-the-background.png", "b-remove-the-background.png", "c-remove-the-background.png"],
            result.Images.Select(image => Path.GetFileName(image.FullName)).Order());
    }

    [Theory]
    [InlineData("'a fox'", "-Quality low", "-Quality low", null)]
    [InlineData("'a fox'", "-Quality low", "", null)]
    [InlineData("'a fox'", "", "-Quality low", null)]
    [InlineData("'a fox'", "-Quality low", "-Quality high", "quality")]
    [InlineData("'a fox'", "-Size 1024x1024", "-Size 1024X1024", null)]
    [InlineData("'a hare'", "", "", "prompt")]
    [InlineData("'a fox'", "-Model gpt-5.5", "-Model gpt-5.4", "model")]
    [InlineData("'a fox'", "-Model gpt-5.5", "", null)]
    [InlineData("'a fox'", "-OutputCompression 5 -OutputFormat webp", "-OutputCompression 6", "output compression")]
    public async Task What_was_asked_for_is_compared_and_what_was_left_open_never_differs(
        string prompt, string before, string now, string? difference)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        session.Run($"New-AIImage 'a fox' -OutFile fox.png -Sidecar {before}").ThrowIfFailed();

        RunResult result = session.Run($"New-AIImage {prompt} -OutFile fox.png -Sidecar -Resume {now}");

        Assert.Single(service.Requests);
        if (difference is null)
        {
            Assert.True(Assert.Single(result.ThrowIfFailed().Images).Resumed);
            return;
        }

        Assert.Equal("FileExists", result.ErrorId);
        Assert.Contains($"its {difference} was", result.Error.ToString());
        Assert.Contains("-Force", result.Error.ToString());
        session.Run($"New-AIImage {prompt} -OutFile fox.png -Sidecar -Force {now}").ThrowIfFailed();
        Assert.Equal(2, service.Requests.Count);
    }

    [Theory]
    [InlineData("b.png", true)]
    [InlineData("a.png", false)]
    public async Task The_source_of_an_edit_is_compared_and_an_older_sidecar_by_its_prompt_and_parent(
        string source, bool isOther)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        foreach (string name in new[] { "a.png", "b.png" }) File.WriteAllBytes(session.PathOf(name), Samples.Png);
        session.Run("Edit-AIImage x -Path a.png -OutFile out.png -Sidecar").ThrowIfFailed();
        RunResult known = session.Run($"Edit-AIImage x -Path {source} -OutFile out.png -Resume");
        string sidecar = session.PathOf("out.png.json");
        System.Text.Json.Nodes.JsonNode json = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(sidecar))!;
        Assert.True(json.AsObject().Remove("request"));
        File.WriteAllText(sidecar, json.ToJsonString());

        RunResult older = session.Run($"Edit-AIImage x -Path {source} -OutFile out.png -Resume");

        Assert.All(new[] { known, older }, result => Assert.Equal(isOther ? 1 : 0, result.Errors.Count));
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData("'a fox' | New-AIImage -OutFile './{index:000}.png' -Resume", 1)]
    [InlineData("'a fox' | New-AIImage -OutFile './{slug}.png' -Resume", 0)]
    [InlineData("'a fox' | New-AIImage -OutFile './{index:000}.png' -Resume -Sidecar", 1)]
    [InlineData("[pscustomobject]@{ Prompt = 'a fox'; OutFile = '000.png' } | New-AIImage -Resume", 0)]
    public async Task Without_a_sidecar_a_name_that_tells_no_input_draws_one_warning(string script, int warnings)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        foreach (string name in new[] { "000.png", "a-fox.png" }) File.WriteAllBytes(session.PathOf(name), Samples.Png);

        RunResult result = session.Run(script).ThrowIfFailed();

        Assert.Empty(service.Requests);
        Assert.Equal(warnings, result.Warnings.Count(warning => warning.Contains("-Sidecar")));
        Assert.Equal(("a fox", true), (result.Images[0].Prompt, result.Images[0].Resumed));
    }

    [Fact]
    public async Task Sources_of_the_same_name_have_marks_of_their_paths_and_no_counter()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        foreach (string folder in new[] { "one", "two" })
        {
            Directory.CreateDirectory(session.PathOf(folder));
            File.WriteAllBytes(session.PathOf($"{folder}/x.png"), Samples.Png);
        }

        RunResult result = session.Run("'one/x.png', 'two/x.png' | Edit-AIImage y -OutFile ./out/").ThrowIfFailed();
        RunResult saved = session.Run("'one/x.png', 'two/x.png' | Edit-AIImage y | Save-AIImage ./saved")
            .ThrowIfFailed();

        string[] names = [.. result.Images.Select(image => Path.GetFileName(image.FullName)!)];
        Assert.Equal("x-y.png", names[0]);
        Assert.Matches("^x-y-[0-9a-f]{8}\\.png$", names[1]);
        Assert.Equal(names, saved.Output.Select(file => Path.GetFileName(file.BaseObject.ToString())));
    }

    [Theory]
    [InlineData("'two/x.png', 'one/x.png'", 2, 0)]
    [InlineData("'zero/x.png', 'one/x.png', 'two/x.png'", 2, 1)]
    [InlineData("'one/x.png', 'zero/x.png', 'two/x.png'", 3, 0)]
    public async Task Sources_of_the_same_name_are_found_in_any_order(string sources, int sent, int errors)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        foreach (string folder in new[] { "zero", "one", "two" })
        {
            Directory.CreateDirectory(session.PathOf(folder));
            File.WriteAllBytes(session.PathOf($"{folder}/x.png"), Samples.Png);
        }

        const string Edit = "Edit-AIImage y -OutFile ./out/ -Sidecar";
        session.Run($"'one/x.png', 'two/x.png' | {Edit}").ThrowIfFailed();

        RunResult result = session.Run($"{sources} | {Edit} -Resume");

        Assert.Equal((sent, errors), (service.Requests.Count, result.Errors.Count));
        Assert.All(result.Errors, error => Assert.StartsWith("FileExists", error.FullyQualifiedErrorId));
        Assert.All(result.Images, image => Assert.Equal(
            Path.GetDirectoryName(image.ParentPath) != session.PathOf("zero"), image.Resumed));
    }

    [Theory]
    [InlineData("'b!' | New-AIImage -OutFile '{slug}.png'", "'b?', 'b!' | New-AIImage -OutFile '{slug}.png'", 1)]
    [InlineData("'b!' | New-AIImage -OutFile '{slug}.png'", "'b!', 'c' | New-AIImage -OutFile '{slug}.png'", 0)]
    [InlineData("'b!' | New-AIImage -OutFile ./b/ -Sidecar", "'b!' | New-AIImage -OutFile ./b/ -Sidecar", 0)]
    [InlineData(
        "'one/x.png' | Edit-AIImage y -OutFile ./out/",
        "'one/x.png', 'two/x.png' | Edit-AIImage y -OutFile ./out/",
        1)]
    public async Task Without_a_sidecar_a_name_that_several_inputs_share_draws_one_warning(
        string first, string second, int warnings)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        foreach (string folder in new[] { "one", "two" })
        {
            Directory.CreateDirectory(session.PathOf(folder));
            File.WriteAllBytes(session.PathOf($"{folder}/x.png"), Samples.Png);
        }

        session.Run(first).ThrowIfFailed();

        RunResult result = session.Run($"{second} -Resume").ThrowIfFailed();

        Assert.Equal(warnings, result.Warnings.Count(warning => warning.Contains("-Sidecar")));
    }

    [Fact]
    public async Task The_request_of_an_image_runs_it_again()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("a.png"), Samples.Png);

        session.Run("""
            $new = New-AIImage 'a fox' -Quality low -Size 1024x1024 -OutFile one.png -Count 2
            $new[0].Request | New-AIImage -OutFile again.png
            $edit = Edit-AIImage 'b' -Path a.png -Quality high -OutFile b.png
            $edit.Request | Edit-AIImage -OutFile edit.png
            """).ThrowIfFailed();
        RunResult refused = session.Run("$edit.Request | New-AIImage");

        Assert.Equal(service.Requests[0].Json.ToJsonString(), service.Requests[2].Json.ToJsonString());
        Assert.Equal(service.Requests[3].TextAt("tools"), service.Requests[4].TextAt("tools"));
        Assert.Equal(service.Requests[3].TextAt("input"), service.Requests[4].TextAt("input"));
        Assert.Equal("InvalidRequest", refused.ErrorId);
        Assert.Contains("Edit-AIImage", refused.Error.ToString());
        Assert.Equal(5, service.Requests.Count);
    }
}
