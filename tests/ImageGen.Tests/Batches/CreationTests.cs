using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Runs.Batches;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ImageGen.Tests.Batches;

/// <summary>A creation whose answer does not come: there is never a second batch.</summary>
public sealed class CreationTests
{
    private const string One = "'a' | " + BatchSession.Start + "-OutFile ./a.png ";

    /// <summary>What becomes of a creation that is not answered.</summary>
    public enum Fate
    {
        /// <summary>It reached the service, and the connection was cut.</summary>
        Created,

        /// <summary>It did not reach the service.</summary>
        Lost,

        /// <summary>A gateway answered for the service, which has taken it.</summary>
        CreatedBehindGateway,

        /// <summary>The service has taken it, and says of itself that it failed.</summary>
        CreatedByFailingService,
    }

    [Theory]
    [InlineData(Fate.Created)]
    [InlineData(Fate.CreatedBehindGateway)]
    [InlineData(Fate.CreatedByFailingService)]
    public async Task One_that_happened_is_found_and_not_sent_again(Fate fate)
    {
        await using BatchSession session = await BatchSession.StartAsync();
        LoseFirst(session, fate);

        AIImageBatch batch = BatchSession.BatchOf(session.Run(One));

        Assert.Single(session.Service.Batches);
        Assert.Equal(1, session.Service.Count("POST", "/v1/batches"));
        Assert.Equal((string)session.Service.Batches[0]["id"]!, Assert.Single(batch.Id));
    }

    [Fact]
    public async Task One_that_did_not_happen_is_fenced_uploaded_and_created_anew()
    {
        await using BatchSession session = await BatchSession.StartAsync();
        LoseFirst(session, Fate.Lost);

        session.Run(One).ThrowIfFailed();

        Assert.Single(session.Service.Batches);
        Assert.Single(session.Service.Files);
        Assert.Equal(
            ["POST files", "POST batches", "GET batches", "DELETE files", "GET batches", "POST files", "POST batches"],
            session.Service.Service.Requests.Select(
                request => $"{request.Method} {request.Path.Split('?')[0].Split('/')[2]}"));
        Assert.Equal(
            ["planned", "uploading", "uploaded", "creating", "fenced", "uploading", "uploaded", "creating", "created"],
            session.Steps());
    }

    [Fact]
    public async Task Nothing_is_deleted_before_the_time_in_which_a_late_creation_may_arrive_is_over()
    {
        await using BatchSession session = await BatchSession.StartAsync();
        LoseFirst(session, Fate.Lost, "GET", "/v1/batches");
        Assert.Equal("ResultUnknown", session.Run(One).ErrorId);
        session.Service.Before = (_, _) => Task.FromResult(false);
        int before = session.Service.Service.Requests.Count;
        List<(TimeSpan Time, int Requests)> delays = [];
        using BatchRecord record = BatchRecord.Open(session.Record, SystemClock.Instance);
        ShardState shard = Assert.Single(record.State.Shards);
        BatchPace pace = new(isSandbox: false, new StoppedClock(
            shard.CreatingAt!.Value + TimeSpan.FromTicks(1),
            delay => delays.Add((delay, session.Service.Service.Requests.Count - before))));
        ServiceConnection service = ServiceConnection.OpenAI(
            new ServiceSettings { Key = new ServiceKey(LoopbackService.Key, "a test") }, session.Service.BaseUri);

        ShardCreation creation = new(new BatchWork(record, service, new CallSettings(), pace), shard);
        await foreach (GenerationEvent _ in creation.RunAsync()) ;

        // One look at the list, then all of the time, then the deletion, a moment, and the second look.
        Assert.Equal([(pace.Fence - TimeSpan.FromTicks(1), 1), (pace.Settling, 2)], delays);
        Assert.Equal(before + 3, session.Service.Service.Requests.Count);
        Assert.Equal("fenced", session.Steps()[^1]);
    }

    [Theory]
    [InlineData("DELETE", "/v1/files/file-1")]
    [InlineData("GET", "/v1/batches")]
    public async Task Where_it_cannot_be_found_out_nothing_is_created_but_by_force(string method, string path)
    {
        await using BatchSession session = await BatchSession.StartAsync();
        LoseFirst(session, Fate.Lost, method, path);

        RunResult first = session.Run(One);
        RunResult second = session.Run(One + "-Resume");

        Assert.Equal("ResultUnknown", first.ErrorId);
        Assert.Equal("ResultUnknown", second.ErrorId);
        Assert.Empty(session.Service.Batches);
        Assert.Equal(1, session.Service.Count("POST", "/v1/batches"));

        session.Run(One + "-Resume -Force").ThrowIfFailed();
        Assert.Single(session.Service.Batches);
    }

    [Theory]
    [InlineData("planned")]
    [InlineData("uploading")]
    [InlineData("uploaded")]
    [InlineData("creating")]
    [InlineData("created")]
    public async Task A_process_that_died_behind_any_step_is_gone_on_with(string lastStep)
    {
        await using BatchSession session = await BatchSession.StartAsync();
        session.Run(One).ThrowIfFailed();
        string[] lines = File.ReadAllLines(session.Record);
        int last = Array.FindIndex(
            lines, line => line.StartsWith($"{{\"step\":\"{lastStep}\"", StringComparison.Ordinal));
        File.WriteAllText(session.Record, string.Join("\n", lines[..(last + 1)]) + "\n{\"step\":\"torn");

        session.Run(One + "-Resume").ThrowIfFailed();

        // Before it was noted that the creation is sent, nothing was created.
        int expected = lastStep is "creating" or "created" ? 1 : 2;
        Assert.Equal(expected, session.Service.Batches.Count);
        Assert.Equal("created", session.Steps()[^1]);
        if (lastStep == "uploading") Assert.Equal(1, session.Service.Count("POST", "/v1/files"));
    }

    [Fact]
    public async Task Rows_that_were_not_all_written_are_written_anew()
    {
        await using BatchSession session = await BatchSession.StartAsync();
        session.Run(One).ThrowIfFailed();
        string[] lines = File.ReadAllLines(session.Record);
        File.WriteAllText(session.Record, lines[0] + "\n" + lines[1][..20]);

        Assert.Equal("InvalidRequest", session.Run("Wait-AIImageBatch ./r.batch").ErrorId);
        Assert.Equal("FileExists", session.Run(One).ErrorId);
        session.Run(One + "-Resume").ThrowIfFailed();

        Assert.Equal("created", session.Steps()[^1]);
    }

    [Fact]
    public async Task A_refused_creation_is_an_error_and_can_be_gone_on_with()
    {
        await using BatchSession session = await BatchSession.StartAsync();
        bool isRefused = true;
        session.Service.Before = async (context, request) =>
        {
            if (!isRefused || request.Method != "POST" || request.Path != "/v1/batches") return false;

            await LoopbackService.WriteJsonAsync(context, Refusals("Not now.", "invalid_value"), 400);
            return true;
        };

        RunResult first = session.Run(One);
        isRefused = false;
        session.Run(One + "-Resume").ThrowIfFailed();

        Assert.Equal("InvalidRequest", first.ErrorId);
        Assert.Empty(first.Output);
        Assert.Single(session.Service.Batches);
    }

    private static string Refusals(string message, string code) =>
        new JsonObject
        {
            ["error"] = new JsonObject { ["message"] = message, ["type"] = "t", ["code"] = code },
        }.ToJsonString();

    /// <summary>Loses the first creation, and lets another request fail as long as no force is used.</summary>
    private static void LoseFirst(BatchSession session, Fate fate, string? method = null, string? path = null)
    {
        int creations = 0;
        session.Service.Before = async (context, request) =>
        {
            if (request.Method == method && request.Path.Split('?')[0].StartsWith(path!, StringComparison.Ordinal))
            {
                await LoopbackService.WriteJsonAsync(context, Refusals("No.", "x"), 403);
                return true;
            }

            if (request.Method != "POST" || request.Path != "/v1/batches" || creations++ > 0) return false;

            if (fate != Fate.Lost) session.Service.Create(request.Json);
            if (fate == Fate.CreatedBehindGateway)
            {
                context.Response.StatusCode = StatusCodes.Status502BadGateway;
            }
            else if (fate == Fate.CreatedByFailingService)
            {
                await LoopbackService.WriteJsonAsync(context, Refusals("Oh.", "x"), 500);
            }
            else
            {
                context.Abort();
            }

            return true;
        };
    }

    /// <summary>Always says the same, and notes how long it was to wait.</summary>
    private sealed class StoppedClock(DateTimeOffset now, Action<TimeSpan> note) : IClock
    {
        public DateTimeOffset UtcNow => now;

        public TimeSpan Elapsed => TimeSpan.Zero;

        public Task DelayAsync(TimeSpan delay, CancellationToken token)
        {
            note(delay);
            return Task.CompletedTask;
        }

        public void CancelAfter(CancellationTokenSource source, TimeSpan delay)
        {
        }
    }
}
