using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ImageGen.Tests.Batches;

/// <summary>A download that breaks goes on, and never with the bytes of something else.</summary>
public sealed class BrokenDownloadTests
{
    private const string Receive = "Wait-AIImageBatch ./r.batch | Receive-AIImageBatch -MaximumRetryCount 5 ";

    public static TheoryData<string> Lies => new(s_lies.Keys);

    private static readonly Dictionary<string, Action<HttpResponse>> s_lies = new()
    {
        ["another place"] = answer =>
            answer.Headers.ContentRange = $"bytes 1-{answer.ContentLength}/{1 + answer.ContentLength}",
        ["no place"] = answer => answer.Headers.Remove("Content-Range"),
        ["not a place"] = answer => answer.Headers.ContentRange = "bytes */77",
        ["another length"] = answer =>
            answer.Headers.ContentRange = answer.Headers.ContentRange.ToString().Split('/')[0] + "/99999999",
        ["another tag"] = answer => answer.Headers.ETag = "\"two\"",
        ["no tag"] = answer => answer.Headers.Remove("ETag"),
        ["status 416"] = answer => answer.StatusCode = 416,
        ["status 400"] = answer => answer.StatusCode = 400,
    };

    [Theory]
    [InlineData("\"one\"")]
    [InlineData("W/\"weak\"")]
    [InlineData(null)]
    public async Task It_goes_on_behind_the_last_whole_line(string? tag)
    {
        await using BatchSession session = await StartedAsync();
        RangedFile file = Serve(session, cuts: 1, inLine: 2);
        file.Tag = tag;

        RunResult result = session.Run(Receive).ThrowIfFailed();

        AssertAll(session, result);
        Assert.Equal([null, $"bytes={LengthOf(session, lines: 1)}-"], file.Ranges);
    }

    [Fact]
    public async Task It_goes_on_as_often_as_it_comes_further()
    {
        await using BatchSession session = await StartedAsync();
        RangedFile file = Serve(session, cuts: 2, inLine: 2);

        RunResult result = session.Run(Receive).ThrowIfFailed();

        AssertAll(session, result);
        Assert.Equal(
            [null, $"bytes={LengthOf(session, lines: 1)}-", $"bytes={LengthOf(session, lines: 2)}-"], file.Ranges);
    }

    [Fact]
    public async Task It_begins_again_where_the_service_does_not_know_ranges()
    {
        await using BatchSession session = await StartedAsync();
        RangedFile file = Serve(session, cuts: 1, inLine: 2);
        file.GivesRest = false;

        RunResult result = session.Run(Receive + " -Verbose").ThrowIfFailed();

        AssertAll(session, result);
        Assert.NotEmpty(result.Verbose);
        Assert.DoesNotContain(result.Verbose, line => line.Contains("two results"));
        Assert.Equal(2, file.Ranges.Count);
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task It_begins_again_where_the_rest_is_not_that_of_the_file(string lie)
    {
        await using BatchSession session = await StartedAsync();
        RangedFile file = Serve(session, cuts: 1, inLine: 2);
        file.Lie = s_lies[lie];

        RunResult result = session.Run(Receive).ThrowIfFailed();

        AssertAll(session, result);
        Assert.Equal([null, $"bytes={LengthOf(session, lines: 1)}-", null], file.Ranges);
    }

    [Fact]
    public async Task The_lines_of_a_file_that_changed_are_known_by_their_ids()
    {
        await using BatchSession session = await StartedAsync();
        JsonObject batch = session.Service.Batches.Single();
        RangedFile file = Serve(session, cuts: 1, inLine: 2);
        file.Cutting = async _ =>
        {
            await SavedAsync(session, "a.png");
            file.Tag = "\"two\"";
            file.CutAfter = 0;
            IReadOnlyList<string> ids = OutputScript.IdsOf(session.Service, batch);
            string text = string.Join("\n", new[] { 2, 1, 0 }.Select(n => OutputScript.Line(ids[n], Picture(n))))
                + "\n";
            string id = session.Service.AddFile("new", "batch_output", text);
            session.Service.Replace((string)batch["output_file_id"]!, id);
        };

        RunResult result = session.Run(Receive).ThrowIfFailed();

        Assert.Equal(["a", "c", "b"], result.Images.Select(image => image.Prompt));
        AssertFiles(session);
    }

    private static RangedFile Serve(BatchSession session, int cuts, int inLine)
    {
        RangedFile file = new(session.Service)
        {
            Cuts = cuts,
            CutAfter = LengthOf(session, inLine - 1) + 5000,
        };
        file.Cutting = cut => SavedAsync(session, "abc"[cut - 1] + ".png");
        session.Service.Before = file.AnswerAsync;
        return file;
    }

    private static async Task SavedAsync(BatchSession session, string name)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        while (!File.Exists(session.Session.PathOf(name))) await Task.Delay(5, limit.Token);
    }

    /// <summary>How long the first lines of the output are.</summary>
    private static int LengthOf(BatchSession session, int lines)
    {
        byte[] content = session.Service.Files[(string)session.Service.Batches.Single()["output_file_id"]!].Content;
        int length = 0;
        for (int line = 0; line < lines; line++) length = Array.IndexOf(content, (byte)'\n', length) + 1;
        return length;
    }

    private static void AssertAll(BatchSession session, RunResult result)
    {
        Assert.Equal(["a", "b", "c"], result.Images.Select(image => image.Prompt));
        AssertFiles(session);
    }

    private static void AssertFiles(BatchSession session)
    {
        foreach (int number in new[] { 0, 1, 2 })
        {
            Assert.Equal(Picture(number), File.ReadAllBytes(session.Session.PathOf("abc"[number] + ".png")));
        }

        Assert.Equal(4, session.Session.AllFiles().Count);
    }

    private static byte[] Picture(int number) => OutputScript.Picture(number);

    private static async Task<BatchSession> StartedAsync()
    {
        BatchSession session = await BatchSession.StartAsync();
        session.Run("'a', 'b', 'c' | " + BatchSession.Start + "-OutFile './{slug}.png'\n").ThrowIfFailed();
        JsonObject batch = session.Service.Batches.Single();
        IReadOnlyList<string> ids = OutputScript.IdsOf(session.Service, batch);
        session.Service.Finish(batch, ids.Select((id, number) => OutputScript.Line(id, Picture(number))));
        return session;
    }
}
