using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Faults;

/// <summary>Connections that are used again, and one that is never made.</summary>
public sealed class ConnectionTests
{
    private static readonly string s_kept =
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {FaultAnswers.Response.Length}\r\n\r\n"
        + FaultAnswers.Response;

    public static TheoryData<string> Ends => ["cut", "reset", "cut in the status line"];

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_request_on_a_used_connection_is_not_sent_again_when_the_connection_breaks_under_it(string end)
    {
        await using RawServer server = new(string.Empty, isSecure: false, [async (connection, _) =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(s_kept);
            await connection.ReadRequestAsync();
            if (end == "reset") connection.Reset();
            else await connection.WriteAsync(end == "cut" ? "" : "HTTP/1");
        }]);
        using ModuleSession session = ModuleSession.With(server.BaseUri);

        RunResult result = await Task.Run(() => session.Run("New-AIImage one; New-AIImage two -MaximumRetryCount 2"))
            .Soon();

        Assert.Equal("ResultUnknown", result.ErrorId);
        Assert.Single(result.Images);
        Assert.Equal((2, 1), (server.Received, server.Connections));
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task A_connection_that_was_closed_between_two_requests_is_made_anew()
    {
        await using RawServer server = new(string.Empty, isSecure: false, [async (connection, _) =>
        {
            await connection.ReadRequestAsync();
            await connection.WriteAsync(s_kept);
        }]);
        using ModuleSession session = ModuleSession.With(server.BaseUri);

        int images = 0;
        for (int i = 0; i < 20; i++)
        {
            RunResult result = await Task.Run(() => session.Run("New-AIImage x -MaximumRetryCount 0")).Soon();

            // The close may come while the next request leaves, which nobody then takes.
            images += result.Images.Count;
            Assert.True(result.Images.Count == 1 || result.ErrorId == "ResultUnknown");
        }

        Assert.Equal(images, server.Received);
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task A_connection_that_nobody_accepts_is_given_up_in_time()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux(), "Only Linux leaves a connection without an answer when the queue is full.");
        using Socket full = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        List<Socket> fillers = [.. Enumerable.Range(0, 4).Select(_ => new Socket(SocketType.Stream, ProtocolType.Tcp))];
        foreach (Socket filler in fillers) _ = filler.ConnectAsync(full.LocalEndPoint!);
        using ModuleSession session = ModuleSession.With(
            new Uri($"http://127.0.0.1:{((IPEndPoint)full.LocalEndPoint!).Port}/v1"));

        RunResult result = await Task.Run(() => session.Run("New-AIImage x -TimeoutSec 1 -OutFile x.png")).Soon();

        Assert.Equal("OperationTimedOut", result.ErrorId);
        Assert.Empty(Directory.GetFileSystemEntries(session.Folder));
        foreach (Socket filler in fillers) filler.Dispose();
    }

    [Fact]
    public async Task Runs_that_end_at_the_same_target_at_once_leave_one_file_and_lose_no_image()
    {
        const int runs = 6;
        using ScratchFolder folder = new();
        TaskCompletionSource all = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int waiting = 0;
        await using RawServer server = new(string.Empty, isSecure: false, [Acts.Then(async connection =>
        {
            if (System.Threading.Interlocked.Increment(ref waiting) == runs) all.SetResult();
            await all.Task.Soon();
            await connection.WriteAsync(FaultAnswers.Of(Way.New));
        })]);

        RunResult[] results = await Task.WhenAll(Enumerable.Range(0, runs).Select(_ => Task.Factory.StartNew(
            () =>
            {
                using ModuleSession session = ModuleSession.With(server.BaseUri);
                return session.Run("New-AIImage 'a fox' -OutFile $file", ("file", folder.At("fox.png")));
            },
            TaskCreationOptions.LongRunning))).Soon();

        Assert.Single(results, result => result.Images.Count == 1);
        Assert.All(results.Where(result => result.Images.Count == 0), result =>
        {
            AIImageException failure = Assert.IsType<AIImageException>(result.Error.Exception);
            Assert.Equal("FileExists", failure.ErrorId);
            Assert.Equal(FaultPictures.Large, failure.Image!.Bytes);
        });
        Assert.Equal(["fox.png"], folder.Files);
        Assert.Equal(FaultPictures.Large, File.ReadAllBytes(folder.At("fox.png")));
        Assert.Equal(runs, server.Received);
    }
}
