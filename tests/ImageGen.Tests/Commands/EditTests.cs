using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Several images in one edit, the ways to carry an earlier result, and the fallback to its bytes.</summary>
public sealed class EditTests
{
    private const string Gone = "Previous response with id 'resp_1' not found.";

    [Theory]
    [InlineData("Edit-AIImage x -Image a.png, b.png, file-1")]
    [InlineData("'a.png', 'b.png', 'file-1' | Edit-AIImage x -Combine")]
    [InlineData("'a.png' | Edit-AIImage x -Reference b.png, file-1")]
    [InlineData("Edit-AIImage x -Path a.png, b.png -Combine -Reference file-1")]
    [InlineData(",@('a.png', 'b.png', 'file-1') | Edit-AIImage x")]
    [InlineData("Edit-AIImage x -Image [ab].png, file-1")]
    public async Task Several_images_become_one_edit(string script)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = WithFiles(service);

        RunResult result = session.Run(script).ThrowIfFailed();

        ReceivedRequest request = Assert.Single(service.Requests);
        Assert.Equal(4, request.At("input.0.content")!.AsArray().Count);
        Assert.Equal("file-1", (string?)request.At("input.0.content.3.file_id"));
        Assert.Single(result.Images);
    }

    [Theory]
    [InlineData("'a.png', 'b.png' | Edit-AIImage x")]
    [InlineData("Edit-AIImage x -Path a.png, b.png")]
    [InlineData("Edit-AIImage x -Path [ab].png")]
    public async Task Each_image_of_the_pipeline_is_an_edit_of_its_own(string script)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = WithFiles(service);

        RunResult result = session.Run(script).ThrowIfFailed();

        Assert.Equal(2, service.Requests.Count);
        Assert.Equal([0, 1], result.Images.Select(image => image.Index));
        Assert.Equal(
            [session.PathOf("a.png"), session.PathOf("b.png")],
            result.Images.Select(image => image.ParentPath).Order());
    }

    [Fact]
    public async Task A_reference_is_added_to_every_edit()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = WithFiles(service);

        session.Run("'a.png', 'b.png' | Edit-AIImage x -Reference file-logo").ThrowIfFailed();

        Assert.Equal(
            ["file-logo", "file-logo"],
            service.Requests.Select(request => (string?)request.At("input.0.content.2.file_id")));
    }

    [Fact]
    public async Task A_reference_that_cannot_be_read_ends_the_command_before_anything_is_sent()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = WithFiles(service);

        RunResult result = session.Run("'a.png', 'b.png' | Edit-AIImage x -Reference missing.png");

        Assert.Equal("ImageReadFailed", result.ErrorId);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task A_bad_image_of_a_combined_edit_refuses_the_whole()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = WithFiles(service);

        RunResult result = session.Run("'a.png', 'missing.png', 'b.png' | Edit-AIImage x -Combine");

        Assert.Equal("missing.png", result.Errors[0].TargetObject);
        Assert.Equal(["a.png", "b.png"], Assert.IsType<object[]>(result.Errors[1].TargetObject));
        Assert.All(result.Errors, error => Assert.StartsWith("ImageReadFailed", error.FullyQualifiedErrorId));
        Assert.Contains("-Combine", result.Errors[1].ToString());
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData(16, 1)]
    [InlineData(17, 0)]
    public async Task An_edit_takes_sixteen_images(int images, int requests)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = WithFiles(service);

        RunResult result = session.Run($"1..{images} | ForEach-Object {{ 'a.png' }} | Edit-AIImage x -Combine");

        Assert.Equal(requests, service.Requests.Count);
        Assert.Equal(
            requests == 0 ? ["InvalidRequest"] : [], result.Errors.Select(e => e.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Theory]
    [InlineData("Auto", "resp_1", null, 1)]
    [InlineData("Response", "resp_1", null, 1)]
    [InlineData("Call", null, "ig_1", 1)]
    [InlineData("Data", null, null, 2)]
    public async Task Context_says_how_an_earlier_result_travels(
        string context, string? response, string? call, int parts)
    {
        await using LoopbackService service = await ServiceScript.CountingAsync();
        using ModuleSession session = ModuleSession.With(service);

        session.Run($"New-AIImage one | Edit-AIImage two -Context {context}").ThrowIfFailed();

        ReceivedRequest edit = service.Requests[1];
        Assert.Equal(response, (string?)edit.At("previous_response_id"));
        Assert.Equal(call, edit.At("input")!.AsArray().Count > 1 ? (string?)edit.At("input.1.id") : null);
        Assert.Equal(parts, edit.At("input.0.content")!.AsArray().Count);
    }

    [Fact]
    public async Task Two_earlier_results_travel_by_the_ids_of_their_calls()
    {
        await using LoopbackService service = await ServiceScript.CountingAsync();
        using ModuleSession session = ModuleSession.With(service);

        session.Run("'one', 'two' | New-AIImage | Edit-AIImage three -Combine").ThrowIfFailed();

        Assert.Equal("ig_1", (string?)service.Requests[2].At("input.1.id"));
        Assert.Equal("ig_2", (string?)service.Requests[2].At("input.2.id"));
        Assert.Null(service.Requests[2].At("previous_response_id"));
    }

    [Fact]
    public async Task Two_responses_cannot_both_be_continued()
    {
        await using LoopbackService service = await ServiceScript.CountingAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("'one', 'two' | New-AIImage | Edit-AIImage three -Combine -Context Response");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Equal(2, service.Requests.Count);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    public async Task When_the_earlier_image_is_gone_its_bytes_are_sent_once_with_a_warning(int status)
    {
        await using LoopbackService service = await StartForgetfulAsync(Gone, "previous_response_not_found", status);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage one | Edit-AIImage two").ThrowIfFailed();

        Assert.Equal(3, service.Requests.Count);
        Assert.Null(service.Requests[2].At("previous_response_id"));
        Assert.NotNull(service.Requests[2].At("input.0.content.1.image_url"));
        Assert.Contains("differ", Assert.Single(result.Warnings));
        Assert.Single(result.Images);
    }

    [Theory]
    [InlineData("-Context Response", Gone, "previous_response_not_found", "ItemNotFound")]
    [InlineData("-Context Call", "Item with id 'ig_1' not found.", null, "ItemNotFound")]
    [InlineData("", "The size is wrong.", "invalid_value", "InvalidRequest")]
    public async Task Otherwise_nothing_is_sent_a_second_time(
        string parameters, string message, string? code, string errorId)
    {
        await using LoopbackService service = await StartForgetfulAsync(message, code, 400);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"New-AIImage one | Edit-AIImage two {parameters}");

        Assert.Equal(errorId, result.ErrorId);
        Assert.Equal(2, service.Requests.Count);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task An_id_without_bytes_that_is_gone_is_an_error()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            Samples.Error(Gone, "previous_response_not_found"), 404);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("'resp_1' | Edit-AIImage two");

        Assert.Equal("ItemNotFound", result.ErrorId);
        Assert.Equal("resp_1", result.Error.TargetObject);
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task The_options_of_a_row_set_the_edit_of_that_row()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = WithFiles(service);

        session.Run("""
            [pscustomobject]@{ Image = 'a.png'; Prompt = 'one'; Quality = 'low'; InputFidelity = 'high'
                OutFile = 'one.png' },
            [pscustomobject]@{ Image = 'b.png'; Prompt = 'two'; Quality = ''; InputFidelity = ''; OutFile = '' } |
                Edit-AIImage
            """).ThrowIfFailed();

        Assert.Equal("\"low\"", service.Requests[0].TextAt("tools.0.quality"));
        Assert.Equal("\"high\"", service.Requests[0].TextAt("tools.0.input_fidelity"));
        Assert.Null(service.Requests[1].At("tools.0.quality"));
        Assert.Null(service.Requests[1].At("tools.0.input_fidelity"));
        Assert.True(File.Exists(session.PathOf("one.png")));
    }

    [Fact]
    public async Task WhatIf_sends_nothing()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = WithFiles(service);

        RunResult result = session.Run("'a.png', 'b.png' | Edit-AIImage x -WhatIf").ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Empty(service.Requests);
    }

    private static Task<LoopbackService> StartForgetfulAsync(string message, string? code, int status) =>
        LoopbackService.StartAsync((context, request) =>
            request.At("previous_response_id") is not null || request.At("input")!.AsArray().Count > 1
                ? LoopbackService.WriteJsonAsync(context, Samples.Error(message, code), status)
                : LoopbackService.WriteJsonAsync(context, Samples.Response()));

    private static ModuleSession WithFiles(LoopbackService service)
    {
        ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("a.png"), Samples.Png);
        File.WriteAllBytes(session.PathOf("b.png"), Samples.Png);
        return session;
    }
}
