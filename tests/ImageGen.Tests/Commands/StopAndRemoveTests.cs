using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Stop-AIImage and Remove-AIImage, and what a stop of a durable run does at the service.</summary>
public sealed class StopAndRemoveTests
{
    private const string Deserialize =
        "$s = [System.Management.Automation.PSSerializer]; $s::Deserialize($s::Serialize($i))";

    public static TheoryData<string> Inputs =>
    [
        "$cmd = '{0}'; & $cmd resp_1, resp_2",
        "'resp_1', 'resp_2' | {0}",
        "'a', 'b' | New-AIImage -NoWait | {0}",
        $"'a', 'b' | New-AIImage -NoWait | ForEach-Object {{{{ $i = $_; {Deserialize} }}}} | {{0}}",
        "'resp_1', 'resp_2' | ForEach-Object {{ [pscustomobject]@{{ ResponseId = $_ }} }} | {0}",
    ];

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Ids_images_and_rows_are_cancelled(string script)
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run(string.Format(script, "Stop-AIImage")).ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Equal(
            ["/v1/responses/resp_1/cancel", "/v1/responses/resp_2/cancel"],
            service.Service.Requests.Where(request => request.Path.EndsWith("cancel", StringComparison.Ordinal))
                .Select(request => request.Path));
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Ids_images_and_rows_are_deleted(string script)
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run(string.Format(script, "Remove-AIImage")).ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Equal(["resp_1", "resp_2"], service.Deleted);
    }

    [Fact]
    public async Task PassThru_tells_that_it_was_cancelled()
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run("New-AIImage 'a fox' -NoWait | Stop-AIImage -PassThru").ThrowIfFailed();

        AIImage image = Assert.Single(result.Images);
        Assert.Equal(("resp_1", "cancelled", "a fox"), (image.ResponseId, image.Status, image.Prompt));
    }

    [Theory]
    [InlineData("Stop-AIImage")]
    [InlineData("Remove-AIImage")]
    public async Task WhatIf_sends_nothing(string command)
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run($"'resp_1', 'resp_2' | {command} -WhatIf").ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Empty(service.Service.Requests);
    }

    [Theory]
    [InlineData("Stop-AIImage")]
    [InlineData("Remove-AIImage")]
    public async Task What_is_gone_is_an_error_and_the_others_go_on(string command)
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, request) =>
            request.Path.Contains("resp_1")
                ? Looks.Gone(context, "resp_1")
                : LoopbackService.WriteJsonAsync(context, Looks.State("resp_2", "cancelled")));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"'resp_1', 'resp_2' | {command}");

        Assert.Equal("ItemNotFound", result.ErrorId);
        Assert.Equal("resp_1", result.Error.TargetObject);
        Assert.Equal(2, service.Requests.Count);
    }

    [Fact]
    public async Task What_cannot_be_cancelled_is_told_in_the_words_of_the_service()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            Samples.Error("Only background responses can be cancelled."), 400);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("Stop-AIImage resp_1");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains("Only background responses", result.Error.ToString());
    }

    [Theory]
    [InlineData("Stop-AIImage")]
    [InlineData("Remove-AIImage")]
    public async Task The_service_of_the_image_is_asked_while_another_is_current(string command)
    {
        await using BackgroundService first = await BackgroundService.StartAsync();
        await using BackgroundService second = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(first.Service);
        session.Run(
            "$j = New-AIImage 'a fox' -NoWait; "
            + $"Connect-AIImageService -ApiKey sk-other -BaseUri '{second.Service.BaseUri}'").ThrowIfFailed();

        session.Run($"$j | {command}").ThrowIfFailed();

        Assert.Equal(2, first.Service.Requests.Count);
        Assert.Empty(second.Service.Requests);
    }

    [Theory]
    [InlineData("New-AIImage 'a fox' -Durable -OutFile fox.png")]
    [InlineData("Edit-AIImage 'a fox' -Image file-1 -Durable")]
    public async Task A_stop_of_a_durable_run_cancels_at_the_service(string script)
    {
        TaskCompletionSource looked = new();
        await using BackgroundService service = await BackgroundService.StartAsync(
            Looks.Then(() => looked.TrySetResult(), (context, _) => Task.Delay(-1, context.RequestAborted)));
        using ModuleSession session = ModuleSession.With(service.Service);
        using PowerShell shell = session.Create(script);
        IAsyncResult run = shell.BeginInvoke();

        await looked.Task.Soon();
        await Task.Run(shell.Stop).Soon();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));

        Assert.Equal("resp_1", await service.Cancelled);
        Assert.Equal(1, service.Posts);
    }

    [Fact]
    public async Task A_stop_whose_cancellation_is_confirmed_leaves_no_record()
    {
        TaskCompletionSource removed = new();
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);
        using FileSystemWatcher watcher = new(session.Folder, "fox.png.pending");
        watcher.Deleted += (_, _) => removed.TrySetResult();
        watcher.EnableRaisingEvents = true;

        await StopWhileItWorksAsync(session, service);

        await removed.Task.Soon();
        Assert.Empty(session.AllFiles());
    }

    [Fact]
    public async Task A_stop_whose_cancellation_is_not_confirmed_keeps_the_record_and_the_next_run_asks()
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        service.Cancellation = Looks.Refused(400);
        using ModuleSession session = ModuleSession.With(service.Service);
        await StopWhileItWorksAsync(session, service);
        Assert.Equal("resp_1", await service.Cancelled);
        Assert.Equal([session.PathOf("fox.png.pending")], session.AllFiles());
        service.Looks = [Looks.Cancelled];
        service.LookOf["resp_2"] = Looks.Whole;

        RunResult result = session.Run("New-AIImage 'a fox' -Durable -Resume -OutFile fox.png").ThrowIfFailed();

        Assert.Equal("resp_2", Assert.Single(result.Images).ResponseId);
        Assert.Single(result.Warnings);
        Assert.Equal([session.PathOf("fox.png")], session.AllFiles());
    }

    [Fact]
    public async Task A_durable_run_that_has_its_image_cancels_nothing()
    {
        await using BackgroundService service = await BackgroundService.StartAsync(Looks.Queued, Looks.Whole);
        using ModuleSession session = ModuleSession.With(service.Service);

        session.Run("foreach ($i in 1) { New-AIImage 'a fox' -Durable -OutFile fox.png | ForEach-Object { break } }")
            .ThrowIfFailed();
        session.Run("Get-AIImage -ResponseId resp_1").ThrowIfFailed();

        Assert.Equal(0, service.Cancels);
        Assert.Equal([session.PathOf("fox.png")], session.AllFiles());
    }

    [Theory]
    [InlineData("Get-AIImageStream 'a fox' -Durable", true)]
    [InlineData("Get-AIImageStream 'a fox'", false)]
    public async Task Leaving_a_durable_stream_cancels_at_the_service(string script, bool isDurable)
    {
        TaskCompletionSource<string> cancelled = new();
        TaskCompletionSource aborted = new();
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, request) =>
        {
            if (request.Path != "/v1/responses")
            {
                cancelled.SetResult($"{request.Method} {request.Path}");
                await Looks.Cancelled(context, "resp_1");
                return;
            }

            context.RequestAborted.Register(() => aborted.TrySetResult());
            await NumberedStream.WriteAsync(context, until: NumberedStream.FirstPartial);
            await context.Response.Body.FlushAsync();
            await aborted.Task.Soon();
        });
        using ModuleSession session = ModuleSession.With(service);

        await Task.Run(() => session.Run($"foreach ($i in 1) {{ {script} | ForEach-Object {{ break }} }}")).Soon();

        await aborted.Task.Soon();
        if (isDurable) Assert.Equal("POST /v1/responses/resp_1/cancel", await cancelled.Task.Soon());
        else Assert.Single(service.Requests);
    }

    private static async Task StopWhileItWorksAsync(ModuleSession session, BackgroundService service)
    {
        TaskCompletionSource looked = new();
        service.Looks = [
            Looks.Then(() => looked.TrySetResult(), (context, _) => Task.Delay(-1, context.RequestAborted))];
        using PowerShell shell = session.Create("New-AIImage 'a fox' -Durable -OutFile fox.png");
        IAsyncResult run = shell.BeginInvoke();
        await looked.Task.Soon();
        await Task.Run(shell.Stop).Soon();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
    }
}
