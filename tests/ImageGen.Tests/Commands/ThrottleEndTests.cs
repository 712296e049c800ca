using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Many requests whose pipeline ends before they do.</summary>
public sealed class ThrottleEndTests
{
    private const string Run = "0..8 | ForEach-Object { \"p$_\" } | New-AIImage -ThrottleLimit 9 -OutFile '{slug}.png'";

    [Theory]
    [InlineData($"foreach ($i in 1) {{ {Run} | ForEach-Object {{ break }} }}")]
    [InlineData($"{Run} | ForEach-Object {{ throw 'downstream' }}")]
    [InlineData($"{Run} | Edit-AIImage '' -ErrorAction Stop")]
    public async Task Leaving_the_pipeline_ends_all_that_are_running(string script)
    {
        using CountdownEvent aborted = new(8);
        await using LoopbackService service = await StartAsync(aborted);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = await Task.Run(() => session.Run(script)).Soon();

        Assert.True(await Task.Run(() => aborted.Wait(TimeSpan.FromSeconds(60))));
        Assert.Empty(result.Output);
        Assert.Equal([session.PathOf("p0.png")], session.AllFiles());
        Assert.Equal(9, service.Requests.Count);
    }

    [Fact]
    public async Task A_stop_ends_all_that_are_running()
    {
        using CountdownEvent aborted = new(8);
        await using LoopbackService service = await StartAsync(aborted);
        using ModuleSession session = ModuleSession.With(service);
        using PowerShell shell = session.Create(Run);
        PSDataCollection<PSObject> output = [];
        TaskCompletionSource seen = new();
        output.DataAdded += (_, _) => seen.TrySetResult();
        IAsyncResult run = shell.BeginInvoke<PSObject, PSObject>(null, output);

        await seen.Task.Soon();
        await Task.Run(shell.Stop).Soon();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
        Assert.True(await Task.Run(() => aborted.Wait(TimeSpan.FromSeconds(60))));
        Assert.Empty(shell.Streams.Error);
        Assert.Equal([session.PathOf("p0.png")], session.AllFiles());
    }

    [Theory]
    [InlineData(
        "foreach ($i in 1) { New-AIImage 'a fox' -Api Images -Count 4 -OutFile fox.png | ForEach-Object { break } }")]
    [InlineData(
        "New-AIImage 'a fox' -Api Images -Count 4 -OutFile fox.png -Debug | ForEach-Object { throw 'downstream' }")]
    public async Task Images_that_had_come_when_the_pipeline_ended_are_on_disk(string script)
    {
        string datum = $$"""{"b64_json":"{{Samples.PngBase64}}"}""";
        await using LoopbackService service = await LoopbackService.StartAsync(
            $$"""{"created":1,"data":[{{datum}},{{datum}},{{datum}},{{datum}}]}""");
        using ModuleSession session = ModuleSession.With(service);

        session.Run(script);

        Assert.Equal(
            new[] { "fox-1.png", "fox-2.png", "fox-3.png", "fox-4.png" }.Select(session.PathOf), session.AllFiles());
        Assert.All(session.AllFiles(), file => Assert.Equal(Samples.Png, File.ReadAllBytes(file)));
    }

    [Fact]
    public async Task What_is_on_disk_after_an_early_end_is_whole()
    {
        byte[] picture = Pngs.Large(200, 200);
        string response = Samples.Response(image: picture);
        await using LoopbackService service = await LoopbackService.StartAsync(response);
        using ModuleSession session = ModuleSession.With(service);

        session.Run(
            "foreach ($i in 1) { 0..30 | ForEach-Object { \"p$_\" } | New-AIImage -ThrottleLimit 8 -OutFile "
            + "'{slug}.png' | "
            + "ForEach-Object { break } }");

        Assert.All(session.AllFiles(), file => Assert.Equal(picture, File.ReadAllBytes(file)));
        Assert.InRange(session.AllFiles().Count, 1, 8);
    }

    /// <summary>Answers p0 when all nine are there, and leaves the others in the middle of their images.</summary>
    private static Task<LoopbackService> StartAsync(CountdownEvent aborted)
    {
        Crowd crowd = new(9);
        return LoopbackService.StartAsync(async (context, request) =>
        {
            bool isFirst = request.Text.Contains("p0");
            if (!isFirst)
            {
                context.RequestAborted.Register(() => aborted.Signal());
                string whole = Samples.Response(image: Pngs.Large(200, 200));
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(whole[..(whole.Length / 2)]);
                await context.Response.Body.FlushAsync();
            }

            await crowd.PassAsync(() => isFirst
                ? LoopbackService.WriteJsonAsync(context, Samples.Response())
                : Task.Delay(-1, context.RequestAborted));
        });
    }
}
