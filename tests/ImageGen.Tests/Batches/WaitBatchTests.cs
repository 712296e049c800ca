using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Batches;

/// <summary>Waiting, the service's queue, looking and stopping.</summary>
public sealed class WaitBatchTests
{
    private const string Three = "'a', 'b', 'c' | " + BatchSession.Start + "-BatchSize 1\n";

    [Fact]
    public async Task Batches_that_the_queue_refuses_start_when_another_ends()
    {
        await using BatchSession session = await BatchSession.StartAsync();
        int running = 0;
        int most = 0;
        session.Service.Created = batch =>
        {
            if (running > 0)
            {
                batch["status"] = "failed";
                batch["errors"] = new JsonObject
                {
                    ["data"] = new JsonArray(
                        new JsonObject
                        {
                            ["code"] = "token_limit_exceeded", ["message"] = "Enqueued token limit reached.",
                        }),
                };
                return;
            }

            most = Math.Max(most, ++running);
        };
        session.Service.Polled = batch =>
        {
            if ((string)batch["status"]! != "validating") return;

            running--;
            session.Service.Finish(batch, []);
        };

        AIImageBatch started = BatchSession.BatchOf(session.Run(Three));
        AIImageBatch ended = BatchSession.BatchOf(session.Run("Wait-AIImageBatch ./r.batch"));

        Assert.Equal(["validating", "queued", "planned"], started.Parts.Select(part => part.Status));
        Assert.Equal("completed", ended.Status);
        Assert.True(ended.IsEnded);
        Assert.Equal(1, most);
        Assert.Equal(3, session.Service.Batches.Count(batch => (string)batch["status"]! == "completed"));
    }

    [Fact]
    public async Task A_network_that_is_gone_does_not_end_the_wait()
    {
        await using BatchSession session = await BatchSession.StartAsync();
        session.Run("'a' | " + BatchSession.Start).ThrowIfFailed();
        int cuts = 0;
        session.Service.Before = (context, request) =>
        {
            bool isCut = request.Method == "GET" && cuts++ < 30;
            if (isCut) context.Abort();
            return Task.FromResult(isCut);
        };
        session.Service.Polled = batch => session.Service.Finish(batch, []);

        AIImageBatch ended = BatchSession.BatchOf(session.Run("Wait-AIImageBatch ./r.batch -MaximumRetryCount 0"));

        Assert.Equal("completed", ended.Status);
    }

    [Fact]
    public async Task A_wait_that_times_out_loses_nothing()
    {
        await using BatchSession session = await BatchSession.StartAsync();
        session.Run("'a' | " + BatchSession.Start).ThrowIfFailed();

        RunResult result = session.Run("Wait-AIImageBatch ./r.batch -TimeoutSec 1");
        session.Service.Polled = batch => session.Service.Finish(batch, []);

        Assert.Equal("OperationTimedOut", result.ErrorId);
        Assert.Contains("Wait-AIImageBatch", result.Error.ErrorDetails.RecommendedAction);
        Assert.Equal("completed", BatchSession.BatchOf(session.Run("Wait-AIImageBatch ./r.batch")).Status);
    }

    [Fact]
    public async Task A_second_command_is_told_and_changes_nothing()
    {
        await using BatchSession session = await BatchSession.StartAsync();
        session.Run("'a' | " + BatchSession.Start).ThrowIfFailed();
        using (new FileStream(session.Record + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            foreach (string command in new[]
            {
                "Wait-AIImageBatch ./r.batch",
                "Receive-AIImageBatch ./r.batch",
                "'a' | " + BatchSession.Start + "-Resume",
            })
            {
                RunResult result = session.Run(command);
                Assert.Equal("ImageWriteFailed", result.ErrorId);
                Assert.Contains("Another command", result.Error.ToString());
            }

            Assert.Equal("validating", BatchSession.BatchOf(session.Run("Get-AIImageBatch ./r.batch")).Status);
        }
    }

    [Fact]
    public async Task Batches_are_got_by_record_by_id_and_all_of_them()
    {
        await using BatchSession session = await BatchSession.StartAsync();
        session.Run(Three).ThrowIfFailed();
        session.Service.Batches[0]["status"] = "in_progress";

        AIImageBatch record = BatchSession.BatchOf(session.Run("Get-AIImageBatch ./r.batch"));
        string id = (string)session.Service.Batches[0]["id"]!;
        AIImageBatch single = BatchSession.BatchOf(session.Run($"Get-AIImageBatch {id}"));

        Assert.Equal("validating", record.Status);
        Assert.Equal("in_progress", single.Status);
        Assert.Equal(3, session.Run("Get-AIImageBatch").ThrowIfFailed().Output.Count);
        Assert.Equal("ItemNotFound", session.Run("Get-AIImageBatch ./none.batch").ErrorId);
        Assert.DoesNotContain("in_progress", File.ReadAllText(session.Record));
    }

    [Fact]
    public async Task A_stop_cancels_what_runs_and_starts_nothing_more()
    {
        await using BatchSession session = await BatchSession.StartAsync();
        session.Service.Before = async (context, request) =>
        {
            bool isThird = request.Method == "POST" && request.Path == "/v1/batches"
                && session.Service.Batches.Count == 2;
            if (isThird)
            {
                await LoopbackService.WriteJsonAsync(
                    context, """{"error":{"message":"Full.","type":"t","code":"token_limit_exceeded"}}""", 400);
            }

            return isThird;
        };
        session.Run(Three).ThrowIfFailed();

        AIImageBatch stopped = BatchSession.BatchOf(session.Run("Stop-AIImageBatch ./r.batch -PassThru"));

        Assert.True(stopped.IsEnded);
        Assert.Equal(["cancelled", "cancelled", "cancelled"], stopped.Parts.Select(part => part.Status));
        Assert.Equal(2, session.Service.Batches.Count);
    }
}
