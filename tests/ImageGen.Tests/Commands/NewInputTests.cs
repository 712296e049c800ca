using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>How prompts and rows come in, and in which order images go out.</summary>
public sealed class NewInputTests
{
    [Fact]
    public async Task Texts_of_the_pipeline_are_prompts_in_their_order()
    {
        await using LoopbackService service = await ServiceScript.CountingAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("'one', 'two', 'three' | New-AIImage").ThrowIfFailed();

        Assert.Equal(["one", "two", "three"], result.Images.Select(image => image.Prompt));
        Assert.Equal([0, 1, 2], result.Images.Select(image => image.Index));
        Assert.Equal(["resp_1", "resp_2", "resp_3"], result.Images.Select(image => image.ResponseId));
    }

    [Fact]
    public async Task An_image_is_emitted_before_the_next_prompt_is_sent()
    {
        await using LoopbackService service = await ServiceScript.CountingAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            "foreach ($i in 1) { 'one', 'two' | New-AIImage | ForEach-Object { $_; break } }");

        Assert.Single(result.Images);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task A_row_is_a_job()
    {
        await using LoopbackService service = await ServiceScript.CountingAsync();
        using ModuleSession session = ModuleSession.With(service);

        session.Run("""
            [pscustomobject]@{ Prompt = 'one'; Size = '1024x1536'; Quality = 'low'; Format = 'webp';
                Compression = '40'; N = '2'
                Background = 'opaque'; Moderation = 'low'; Complexity = 'low';
                Model = 'gpt-5.5'; ImageModel = 'gpt-image-2'
                Instructions = 'bold'; Unrelated = 'x' } | New-AIImage
            """).ThrowIfFailed();

        Assert.Equal(2, service.Requests.Count);
        Assert.All(service.Requests, request =>
        {
            Assert.Equal("\"gpt-5.5\"", request.TextAt("model"));
            Assert.Equal("\"bold\"", request.TextAt("instructions"));
            Assert.Equal(
                """{"type":"image_generation","model":"gpt-image-2","size":"1024x1536","quality":"low","background":"opaque","""
                + """ "output_format":"webp","output_compression":40,"moderation":"low","complexity":"low"}""".TrimStart(),
                request.TextAt("tools.0"));
        });
    }

    [Theory]
    [InlineData("''")]
    [InlineData("'   '")]
    [InlineData("$null")]
    public async Task A_blank_cell_was_not_given(string cell)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        session.Run($$"""
            [pscustomobject]@{ Prompt = 'one'; Size = {{cell}}; Quality = {{cell}}; OutputFormat = {{cell}}
                OutputCompression = {{cell}}
                Count = {{cell}}; OutFile = {{cell}}; Model = {{cell}}; ImageModel = {{cell}}; Instructions = {{cell}}
            } | New-AIImage
            """).ThrowIfFailed();

        ReceivedRequest request = Assert.Single(service.Requests);
        Assert.Equal(["input", "model", "tool_choice", "tools"], request.Json.Select(property => property.Key).Order());
        Assert.Equal("""[{"type":"image_generation","model":"gpt-image-2.6-sunburst"}]""", request.TextAt("tools"));
    }

    [Fact]
    public async Task A_value_of_one_row_does_not_leak_into_the_next()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        session.Run("""
            [pscustomobject]@{ Prompt = 'one'; Quality = 'low'; N = 2 }, [pscustomobject]@{ Prompt = 'two' } |
                New-AIImage
            """).ThrowIfFailed();

        Assert.Equal(3, service.Requests.Count);
        Assert.Null(service.Requests[2].At("tools.0.quality"));
    }

    [Theory]
    [InlineData("[pscustomobject]@{ Size = '1024x1024' }")]
    [InlineData("@{ Prompt = 'a hashtable' }")]
    [InlineData("42")]
    [InlineData("[datetime]::UtcNow")]
    public async Task What_has_no_prompt_is_an_error_with_the_input_and_nothing_is_sent(string input)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"{input} | New-AIImage");

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.NotNull(error.TargetObject);
        Assert.NotEqual(ErrorCategory.NotSpecified, error.CategoryInfo.Category);
        Assert.Empty(result.Output);
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData("''")]
    [InlineData("\"  `n \"")]
    public async Task An_empty_prompt_is_an_error_and_the_others_are_made(string blank)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"'one', {blank}, 'three' | New-AIImage");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Equal(["one", "three"], result.Images.Select(image => image.Prompt));
        Assert.Equal(2, service.Requests.Count);
    }

    [Fact]
    public async Task A_refused_prompt_is_an_error_with_its_target_and_the_rest_goes_on()
    {
        await using LoopbackService service = await ServiceScript.RefusingAsync("bad");
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("'one', 'bad', 'three' | New-AIImage");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Equal("bad", result.Error.TargetObject);
        Assert.Equal([0, 2], result.Images.Select(image => image.Index));
    }

    [Fact]
    public async Task Count_makes_as_many_requests_each_for_one_image_of_the_same_input()
    {
        await using LoopbackService service = await ServiceScript.CountingAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("'one', 'two' | New-AIImage -N 2").ThrowIfFailed();

        Assert.Equal(4, service.Requests.Count);
        Assert.Equal([0, 0, 1, 1], result.Images.Select(image => image.Index));
        Assert.All(service.Requests, request => Assert.Null(request.At("tools.0.n")));
    }

    [Fact]
    public async Task A_failure_of_one_of_several_images_does_not_stop_the_others()
    {
        int count = 0;
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) => ++count == 2
            ? LoopbackService.WriteJsonAsync(context, Samples.Error("no"), 400)
            : LoopbackService.WriteJsonAsync(context, Samples.Response()));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage one -Count 3");

        Assert.Single(result.Errors);
        Assert.Equal(2, result.Images.Count);
    }

    [Fact]
    public async Task A_prompt_travels_as_it_is_typed_whatever_letters_it_has()
    {
        string prompt = "naïve \"quotes\" \\ 狐 🦊 \u0001 \u202e end\nnew line";
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        session.Run("New-AIImage $prompt", ("prompt", prompt)).ThrowIfFailed();

        Assert.Equal(prompt, (string?)service.Requests[0].At("input.0.content.0.text"));
    }
}
