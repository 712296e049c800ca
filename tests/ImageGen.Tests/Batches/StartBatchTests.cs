using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Batches;

/// <summary>From rows to batches at the service.</summary>
public sealed class StartBatchTests
{
    private const string Three = "'a', 'b', 'c' | " + BatchSession.Start;

    [Fact]
    public async Task Rows_become_lines_of_a_batch_and_a_record()
    {
        await using BatchSession session = await BatchSession.StartAsync();

        AIImageBatch batch = BatchSession.BatchOf(session.Run(Three + "-OutFile './{slug}.png'"));

        Assert.Equal("validating", batch.Status);
        Assert.Equal(3, batch.Rows);
        Assert.Equal(3, batch.Images);
        Assert.Equal(session.Record, batch.Record);
        Assert.Equal(["batch_2"], batch.Id);
        Assert.Equal(0.00897m, batch.EstimatedCost!.Value, 3);
        JsonObject made = Assert.Single(session.Service.Batches);
        Assert.Equal("/v1/images/generations", (string)made["endpoint"]!);
        Assert.Equal(["a", "b", "c"], session.Service.LinesOf(made).Select(line => (string)line["body"]!["prompt"]!));
        Assert.Equal(3, session.Service.LinesOf(made).Select(line => (string)line["custom_id"]!).Distinct().Count());
        Assert.All(session.Service.LinesOf(made), line =>
        {
            Assert.Equal("POST", (string)line["method"]!);
            Assert.Equal("/v1/images/generations", (string)line["url"]!);
            Assert.Equal("png", (string)line["body"]!["output_format"]!);
        });
        Assert.Equal(["planned", "uploading", "uploaded", "creating", "created"], session.Steps());
        Assert.Equal([session.Record], session.Session.AllFiles());
    }

    [Fact]
    public async Task The_record_is_for_its_owner_and_has_no_key()
    {
        await using BatchSession session = await BatchSession.StartAsync();

        session.Run(Three).ThrowIfFailed();

        Assert.DoesNotContain(LoopbackService.Key, File.ReadAllText(session.Record));
        if (!System.OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(session.Record));
        }
    }

    [Fact]
    public async Task More_rows_than_a_batch_takes_become_several()
    {
        await using BatchSession session = await BatchSession.StartAsync();

        AIImageBatch batch = BatchSession.BatchOf(session.Run(Three + "-BatchSize 2"));

        Assert.Equal([2, 1], batch.Parts.Select(part => part.Rows));
        Assert.Equal(2, batch.Id.Count);
        Assert.Equal(["c", "a", "b"], session.Service.Batches
            .SelectMany(session.Service.LinesOf).Select(line => (string)line["body"]!["prompt"]!));
    }

    [Fact]
    public async Task WhatIf_writes_and_sends_nothing_and_says_the_half_price()
    {
        await using BatchSession session = await BatchSession.StartAsync();

        RunResult result = session.Run(Three + "-WhatIf").ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Empty(session.Service.Service.Requests);
        Assert.Empty(session.Session.AllFiles());
    }

    [Fact]
    public async Task Rows_that_do_not_fit_into_the_budget_are_not_in_the_batch()
    {
        await using BatchSession session = await BatchSession.StartAsync();

        RunResult result = session.Run(Three + "-MaxCost 0.0065");

        Assert.Equal("c", Assert.Single(result.Errors).TargetObject);
        Assert.Equal("BudgetExceeded", result.ErrorId);
        Assert.Equal(2, session.Service.LinesOf(session.Service.Batches.Single()).Count);
    }

    [Fact]
    public async Task A_bad_row_is_an_error_with_the_row_as_target_and_the_rest_goes_on()
    {
        await using BatchSession session = await BatchSession.StartAsync();
        File.WriteAllText(session.Session.PathOf("b.png"), "there");

        RunResult result = session.Run(
            "[pscustomobject]@{Prompt='a';OutFile='a.png'}, [pscustomobject]@{Prompt='b';OutFile='b.png'} | "
            + BatchSession.Start);

        Assert.Equal("FileExists", result.ErrorId);
        Assert.Equal(
            "b", ((System.Management.Automation.PSObject)result.Error.TargetObject).Properties["Prompt"].Value);
        Assert.Single(session.Service.LinesOf(session.Service.Batches.Single()));
    }

    [Fact]
    public async Task A_record_is_neither_replaced_nor_given_to_another_service_nor_to_other_rows()
    {
        await using BatchSession session = await BatchSession.StartAsync();
        session.Run(Three).ThrowIfFailed();

        Assert.Equal("FileExists", session.Run(Three).ErrorId);
        Assert.Equal("FileExists", session.Run(Three + "-Force").ErrorId);
        Assert.Equal("InvalidRequest", session.Run("'a', 'b' | " + BatchSession.Start + "-Resume").ErrorId);
        Assert.Equal(
            "InvalidRequest",
            session.Run("Connect-AIImageService -Sandbox -Name other\n" + Three + "-Resume -Service other").ErrorId);
        Assert.Single(session.Service.Batches);

        BatchSession.BatchOf(
            session.Run("$null = Get-AIImageService\n" + Three.Replace("| ", "| ", System.StringComparison.Ordinal)
            + $"-Resume -Service '{session.Service.BaseUri.Authority}'"));
        Assert.Single(session.Service.Batches);
    }

    [Fact]
    public async Task Services_without_batches_name_the_way_round()
    {
        using ModuleSession session = new();

        RunResult result = session.Run(
            "Connect-AIImageService -Compatible -BaseUri http://127.0.0.1:9/v1\n'a' | Start-AIImageBatch");

        Assert.Equal("ServiceUnsupported", result.ErrorId);
        Assert.Contains("-ThrottleLimit", result.Error.ToString());
        await Task.CompletedTask;
    }

    [Fact]
    public async Task Files_to_edit_are_uploaded_once_by_their_content()
    {
        await using BatchSession session = await BatchSession.StartAsync();
        File.WriteAllBytes(session.Session.PathOf("1.png"), Pngs.Opaque(64, 64));
        File.WriteAllBytes(session.Session.PathOf("2.png"), Pngs.Opaque(64, 64));

        session.Run(
            "'./1.png', './2.png', './1.png' | " + BatchSession.Start
                + "'make it blue' -Edit -OutFile './{name}-{index}.png'")
            .ThrowIfFailed();

        JsonObject batch = session.Service.Batches.Single();
        Assert.Equal("/v1/images/edits", (string)batch["endpoint"]!);
        string image = Assert.Single(session.Service.Files, file => file.Value.Purpose == "vision").Key;
        Assert.Equal(
            [image, image, image],
            session.Service.LinesOf(batch).Select(line => (string)line["body"]!["images"]![0]!["file_id"]!));
    }
}
