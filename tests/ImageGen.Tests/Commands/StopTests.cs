using System;
using System.IO;
using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>A stop in every phase ends the request at the service, returns, and leaves no file.</summary>
public sealed class StopTests
{
    private static readonly string[] s_commands =
    [
        "New-AIImage 'a fox' -OutFile ./fox.png -Sidecar",
        "'fox', 'hen' | New-AIImage -Count 2",
        "Get-AIImageStream 'a fox' -OutFile ./fox.png",
        "Edit-AIImage x -Image file-1 -OutFile ./fox.png",
        "Get-AIImage -ResponseId resp_1",
    ];

    public static TheoryData<string> Commands => [.. s_commands];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_stop_while_the_headers_are_awaited_ends_the_request(string script)
    {
        await using HeldService held = await HeldService.StartAsync(_ => Task.CompletedTask);
        await StopWhenHeldAsync(held, script);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_stop_while_the_body_is_awaited_ends_the_request(string script)
    {
        await using HeldService held = await HeldService.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync("""{"id":"resp_1","output":[""");
            await context.Response.Body.FlushAsync();
        });
        await StopWhenHeldAsync(held, script);
    }

    [Fact]
    public async Task A_stop_while_the_body_of_a_refusal_is_awaited_ends_the_request()
    {
        await using HeldService held = await HeldService.StartAsync(async context =>
        {
            context.Response.StatusCode = 400;
            await context.Response.WriteAsync("""{"error":""");
            await context.Response.Body.FlushAsync();
        });
        await StopWhenHeldAsync(held, s_commands[0]);
    }

    [Fact]
    public async Task A_stop_between_the_events_of_a_stream_ends_the_request()
    {
        await using HeldService held = await HeldService.StartAsync(async context =>
        {
            await StreamScript.CreatedAsync(context);
            await StreamScript.PartialAsync(context, 0);
        });
        using ModuleSession session = ModuleSession.With(held.Service);
        using PowerShell shell = session.Create("Get-AIImageStream 'a fox' -OutFile ./fox.png");
        PSDataCollection<PSObject> output = [];
        TaskCompletionSource seen = new();
        output.DataAdded += (_, _) => seen.TrySetResult();
        IAsyncResult run = shell.BeginInvoke<PSObject, PSObject>(null, output);

        await seen.Task.Soon();
        await StopAsync(shell, run);

        await held.Aborted;
        Assert.IsType<AIImagePartial>(Assert.Single(output).BaseObject);
        Assert.Empty(Directory.GetFileSystemEntries(session.Folder));
    }

    [Fact]
    public async Task A_stop_during_the_wait_before_a_retry_returns_and_sends_nothing_more()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            Samples.Error("slow down"), 429, ("retry-after", "100"));
        using ModuleSession session = ModuleSession.With(service);
        using PowerShell shell = session.Create("'a fox', 'a hen' | New-AIImage -OutFile '{slug}' -Verbose");
        TaskCompletionSource waits = new();
        shell.Streams.Verbose.DataAdded += (_, e) =>
        {
            if (shell.Streams.Verbose[e.Index].Message.StartsWith("Retry 1", StringComparison.Ordinal))
            {
                waits.TrySetResult();
            }
        };
        IAsyncResult run = shell.BeginInvoke();

        await waits.Task.Soon();
        await StopAsync(shell, run);

        Assert.Single(service.Requests);
        Assert.Empty(shell.Streams.Error);
        Assert.Empty(Directory.GetFileSystemEntries(session.Folder));
    }

    [Fact]
    public async Task A_stop_while_connecting_returns()
    {
        using TcpListener silent = new(IPAddress.Loopback, 0);
        silent.Start();
        int port = ((IPEndPoint)silent.LocalEndpoint).Port;
        using ModuleSession session = new();
        session.Run($"Connect-AIImageService -ApiKey '{LoopbackService.Key}' -BaseUri https://127.0.0.1:{port}/v1")
            .ThrowIfFailed();
        using PowerShell shell = session.Create("New-AIImage 'a fox' -OutFile ./fox.png");
        IAsyncResult run = shell.BeginInvoke();

        using TcpClient client = await silent.AcceptTcpClientAsync().Soon();
        await StopAsync(shell, run);

        await DrainAsync(client).Soon();
        Assert.Empty(Directory.GetFileSystemEntries(session.Folder));
    }

    [Theory]
    [InlineData("foreach ($i in 1) { Get-AIImageStream 'a fox' -OutFile fox.png | ForEach-Object { break } }")]
    [InlineData("Get-AIImageStream 'a fox' -OutFile fox.png | ForEach-Object { throw 'downstream' }")]
    [InlineData("Get-AIImageStream 'a fox' -OutFile fox.png | Edit-AIImage 'x' -WarningAction Stop")]
    [InlineData("Get-AIImageStream 'a fox' -OutFile fox.png | Save-AIImage './{nonsense}' -ErrorAction Stop")]
    public async Task Leaving_the_pipeline_after_the_first_partial_ends_the_request(string script)
    {
        await using HeldService held = await HeldService.StartAsync(async context =>
        {
            await StreamScript.CreatedAsync(context);
            await StreamScript.PartialAsync(context, 0);
        });
        if (script.Contains("nonsense"))
        {
            // This one fails before anything is read, so nothing may be sent at all.
            using ModuleSession early = ModuleSession.With(held.Service);
            Assert.Equal("InvalidRequest", early.Run(script).ErrorId);
            Assert.Empty(held.Service.Requests);
            return;
        }

        using ModuleSession session = ModuleSession.With(held.Service);
        RunResult result = await Task.Run(() => session.Run(script)).Soon();

        await held.Aborted;
        Assert.Empty(result.Output);
        Assert.Empty(Directory.GetFileSystemEntries(session.Folder));
    }

    [Fact]
    public async Task A_session_works_on_after_a_stop()
    {
        int count = 0;
        TaskCompletionSource arrived = new();
        TaskCompletionSource aborted = new();
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, _) =>
        {
            if (++count > 1)
            {
                await LoopbackService.WriteJsonAsync(context, Samples.Response());
                return;
            }

            context.RequestAborted.Register(() => aborted.TrySetResult());
            arrived.TrySetResult();
            await aborted.Task;
        });
        using ModuleSession session = ModuleSession.With(service);
        using (PowerShell shell = session.Create("New-AIImage one"))
        {
            IAsyncResult run = shell.BeginInvoke();
            await arrived.Task.Soon();
            await StopAsync(shell, run);
        }

        Assert.Single(session.Run("New-AIImage two").ThrowIfFailed().Images);
    }

    [Fact]
    public async Task A_stop_of_the_sandbox_returns()
    {
        using ModuleSession session = ModuleSession.WithSandbox();
        using PowerShell shell = session.Create(
            "1..10000 | ForEach-Object { \"fox $_\" } | New-AIImage -OutFile './{index}.png'");
        PSDataCollection<PSObject> output = [];
        TaskCompletionSource seen = new();
        output.DataAdded += (_, _) => seen.TrySetResult();
        IAsyncResult run = shell.BeginInvoke<PSObject, PSObject>(null, output);

        await seen.Task.Soon();
        await StopAsync(shell, run);

        Assert.DoesNotContain(
            Directory.EnumerateFiles(
                session.Folder, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }),
            file => !file.EndsWith(".png", StringComparison.Ordinal));
        Assert.True(output.Count < 10000);
    }

    private static async Task StopWhenHeldAsync(HeldService held, string script)
    {
        using ModuleSession session = ModuleSession.With(held.Service);
        using PowerShell shell = session.Create(script);
        IAsyncResult run = shell.BeginInvoke();

        await held.Held;
        await StopAsync(shell, run);

        await held.Aborted;
        Assert.Empty(shell.Streams.Error);
        Assert.Single(held.Service.Requests);
        Assert.Empty(Directory.GetFileSystemEntries(session.Folder));
    }

    private static async Task StopAsync(PowerShell shell, IAsyncResult run)
    {
        await Task.Run(shell.Stop).Soon();
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
    }

    /// <summary>Reads until the other side is gone.</summary>
    private static async Task DrainAsync(TcpClient client)
    {
        byte[] buffer = new byte[4096];
        try
        {
            while (await client.GetStream().ReadAsync(buffer) > 0)
            {
            }
        }
        catch (IOException)
        {
            // A reset is an end too.
        }
    }
}
