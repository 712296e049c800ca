using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Batches;

/// <summary>From output files to images on disk.</summary>
public sealed class ReceiveBatchTests
{
    private const string Three = "'a', 'b', 'c' | " + BatchSession.Start + "-OutFile './{slug}.png'\n";
    private const string Receive = "Wait-AIImageBatch ./r.batch | Receive-AIImageBatch ";

    [Fact]
    public async Task Each_image_is_in_its_file_and_costs_half()
    {
        await using BatchSession session = await StartedAsync(ids =>
            [.. new[] { 2, 0, 1 }.Select(number => OutputScript.Line(ids[number], Picture(number)))]);

        RunResult result = session.Run(Receive).ThrowIfFailed();

        Assert.Equal(["c", "a", "b"], result.Images.Select(image => image.Prompt));
        Assert.Equal([2, 0, 1], result.Images.Select(image => image.Index));
        foreach (int number in new[] { 0, 1, 2 })
        {
            Assert.Equal(Picture(number), File.ReadAllBytes(session.Session.PathOf("abc"[number] + ".png")));
        }

        Assert.All(result.Images, image => Assert.Equal(0.002965m, image.Cost!.Value, 5));
        Assert.Equal("received", session.Steps()[^1]);
        Assert.Equal(4, session.Session.AllFiles().Count);
        AIImageBatch batch = BatchSession.BatchOf(session.Run("Get-AIImageBatch ./r.batch"));
        Assert.Equal(result.Images.Sum(image => image.Cost!.Value), batch.Cost);
    }

    [Fact]
    public async Task What_failed_is_one_error_with_its_row_and_what_is_odd_is_told()
    {
        await using BatchSession session = await StartedAsync(
            ids =>
            [
                OutputScript.Line(ids[0], Picture(0)), OutputScript.Line(ids[0], Picture(1)),
                OutputScript.Line("someone-else", Picture(1)), "{\"custom_id\":\"" + ids[1] + "\",\"resp",
            ],
            ids => [OutputScript.Refused(ids[2])]);

        RunResult result = session.Run(Receive + "-WarningVariable told");

        Assert.Equal("a", Assert.Single(result.Images).Prompt);
        Assert.Equal(Picture(0), File.ReadAllBytes(session.Session.PathOf("a.png")));
        Assert.Equal(["b", "c"], result.Errors.Select(error => (string)Plain(error.TargetObject)));
        Assert.Equal(
            ["InvalidResponse", "ContentRejected"],
            result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Contains("someone-else", session.Run("\"$told\"").Output.Single().ToString());
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("cancelled")]
    public async Task A_batch_that_did_not_finish_gives_what_it_has(string status)
    {
        await using BatchSession session = await StartedAsync(
            ids => [OutputScript.Line(ids[1], Picture(1))], ids => [OutputScript.Expired(ids[0])]);
        session.Service.Batches.Single()["status"] = status;

        RunResult result = session.Run(Receive);

        Assert.Equal("b", Assert.Single(result.Images).Prompt);
        Assert.Equal(["a", "c"], result.Errors.Select(error => (string)Plain(error.TargetObject)).Order());
        Assert.All(result.Errors, error => Assert.Equal("ResponseFailed", error.FullyQualifiedErrorId.Split(',')[0]));
    }

    [Fact]
    public async Task Resume_keeps_what_is_there_and_without_it_that_is_an_error()
    {
        await using BatchSession session = await StartedAsync(
            ids => [.. ids.Select((id, number) => OutputScript.Line(id, Picture(number)))]);
        File.WriteAllBytes(session.Session.PathOf("b.png"), Pngs.Opaque());

        RunResult first = session.Run(Receive);
        RunResult second = session.Run(Receive + "-Resume").ThrowIfFailed();

        Assert.Equal("FileExists", first.ErrorId);
        Assert.Equal(Picture(1), ((AIImageException)first.Error.Exception).Image!.Bytes);
        Assert.Equal(Pngs.Opaque(), File.ReadAllBytes(session.Session.PathOf("b.png")));
        Assert.Equal(["a", "c"], first.Images.Select(image => image.Prompt));
        Assert.Equal([true, true, true], second.Images.Select(image => image.Resumed));
        Assert.Empty(Directory.GetFiles(session.Session.Folder, "*.part"));
    }

    [Fact]
    public async Task A_download_that_breaks_is_gone_on_with()
    {
        await using BatchSession session = await StartedAsync(
            ids => [.. ids.Select((id, number) => OutputScript.Line(id, Picture(number)))]);
        int cuts = 0;
        session.Service.Before = async (context, request) =>
        {
            bool isCut = request.Path.EndsWith("/content", StringComparison.Ordinal) && cuts++ < 3;
            if (isCut)
            {
                string id = request.Path.Split('/')[^2];
                byte[] content = session.Service.Files[id].Content;
                context.Response.ContentLength = content.Length;
                await context.Response.Body.WriteAsync(content.AsMemory(0, content.Length * cuts / 4));
                await context.Response.Body.FlushAsync();
                context.Abort();
            }

            return isCut;
        };

        RunResult result = session.Run(Receive + "-MaximumRetryCount 5").ThrowIfFailed();

        Assert.Equal(["a", "b", "c"], result.Images.Select(image => image.Prompt));
        Assert.Equal(4, cuts);
        Assert.Empty(Directory.GetFiles(session.Session.Folder, "*.part"));
    }

    [Fact]
    public async Task Files_are_removed_at_the_service_when_all_is_saved()
    {
        await using BatchSession session = await StartedAsync(
            ids => [.. ids.Select((id, number) => OutputScript.Line(id, Picture(number)))]);

        session.Run(Receive + "-RemoveFiles").ThrowIfFailed();

        Assert.Empty(session.Service.Files);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Removed_files_are_not_asked_for_again(bool isNoted)
    {
        await using BatchSession session = await StartedAsync(
            ids => [.. ids.Select((id, number) => OutputScript.Line(id, Picture(number)))]);
        session.Run(Receive + "-RemoveFiles").ThrowIfFailed();
        if (!isNoted) File.WriteAllLines(session.Record, File.ReadAllLines(session.Record)[..^1]);

        RunResult result = session.Run("Receive-AIImageBatch ./r.batch -Resume -RemoveFiles").ThrowIfFailed();

        Assert.Equal(["a", "b", "c"], result.Images.Select(image => image.Prompt));
        Assert.All(result.Images, image => Assert.True(image.Resumed));
    }

    [Fact]
    public async Task Rows_come_back_as_rows()
    {
        await using BatchSession session = await BatchSession.StartAsync();
        session.Run("[pscustomobject]@{Prompt='a';OutFile='./x/a.png';Number=7} | " + BatchSession.Start)
            .ThrowIfFailed();
        JsonObject batch = session.Service.Batches.Single();
        session.Service.Finish(batch, [OutputScript.Refused(OutputScript.IdsOf(session.Service, batch)[0])]);

        RunResult result = session.Run(Receive);

        PSObject row = Assert.IsType<PSObject>(result.Error.TargetObject);
        Assert.Equal("./x/a.png", row.Properties["OutFile"].Value);
        Assert.Equal(7L, row.Properties["Number"].Value);
    }

    [Fact]
    public async Task Several_images_of_a_row_have_a_file_each_and_share_the_cost()
    {
        await using BatchSession session = await BatchSession.StartAsync();
        session.Run("'a' | " + BatchSession.Start + "-Count 2 -OutFile './a.png' -Sidecar").ThrowIfFailed();
        JsonObject batch = session.Service.Batches.Single();
        session.Service.Finish(
            batch, [OutputScript.Line(OutputScript.IdsOf(session.Service, batch)[0], Picture(0), Picture(1))]);

        RunResult result = session.Run(Receive).ThrowIfFailed();

        Assert.Equal(2, result.Images.Select(image => image.FullName).Distinct().Count());
        Assert.Equal(0.002965m, result.Images.Sum(image => image.Cost!.Value), 5);
        Assert.Equal(2, Directory.GetFiles(session.Session.Folder, "*.png.json").Length);
    }

    private static byte[] Picture(int number) => OutputScript.Picture(number);

    private static object Plain(object target) => target is PSObject wrapped ? wrapped.BaseObject : target;

    private static async Task<BatchSession> StartedAsync(
        Func<IReadOnlyList<string>, string[]> output, Func<IReadOnlyList<string>, string[]>? errors = null)
    {
        BatchSession session = await BatchSession.StartAsync();
        session.Run(Three).ThrowIfFailed();
        JsonObject batch = session.Service.Batches.Single();
        IReadOnlyList<string> ids = OutputScript.IdsOf(session.Service, batch);
        session.Service.Finish(batch, output(ids), errors?.Invoke(ids));
        return session;
    }
}
