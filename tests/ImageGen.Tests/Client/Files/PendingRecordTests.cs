using System;
using System.IO;
using System.Text.Json.Nodes;
using ImageGen.Runs;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Files;

/// <summary>The record of what was sent and not saved.</summary>
public sealed class PendingRecordTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    private string Target => _folder.At("fox.png");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Nothing_is_written_before_something_is_sent()
    {
        _ = new PendingRecord(Target, "a fox", "OpenAI");

        Assert.Empty(_folder.Files);
        Assert.Null(PendingRecord.Find(Target));
    }

    [Fact]
    public void A_record_has_no_id_while_it_is_sent_and_one_after()
    {
        PendingRecord pending = new(Target, "ein Füchslein 🦊", "OpenAI");

        pending.NoteSending();
        PendingDocument? before = PendingRecord.Find(Target);
        pending.NoteResponse("resp_1");
        PendingDocument? after = PendingRecord.Find(Target);

        Assert.Equal(["fox.png.pending"], _folder.Files);
        Assert.NotNull(before);
        Assert.Null(before.ResponseId);
        Assert.NotNull(before.SentAt);
        Assert.Equal(
            ("resp_1", "ein Füchslein 🦊", "OpenAI", 1),
            (after!.ResponseId, after.Prompt, after.Service, after.Version));
    }

    [Fact]
    public void A_record_is_JSON_with_the_names_of_the_service()
    {
        PendingRecord pending = new(Target, "a fox", "OpenAI");
        pending.NoteResponse("resp_1");

        JsonNode json = JsonNode.Parse(File.ReadAllText(_folder.At("fox.png.pending")))!;

        Assert.Equal("resp_1", (string?)json["response_id"]);
        Assert.Equal("a fox", (string?)json["prompt"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"response_id\":12}")]
    [InlineData("\u0000\u0001")]
    public void A_record_that_cannot_be_read_counts_as_one_without_an_id(string text)
    {
        _folder.Write("fox.png.pending", text);

        Assert.Null(PendingRecord.Find(Target)!.ResponseId);
    }

    [Fact]
    public void A_record_of_a_later_version_is_read()
    {
        _folder.Write("fox.png.pending", """{"version":9,"response_id":"resp_1","unheard_of":{"a":[1]}}""");

        Assert.Equal("resp_1", PendingRecord.Find(Target)!.ResponseId);
    }

    [Fact]
    public void A_record_is_removed_by_itself_and_by_its_target()
    {
        PendingRecord pending = new(Target, "a fox", "OpenAI");
        pending.NoteSending();
        pending.Remove();
        Assert.Empty(_folder.Files);

        pending.NoteSending();
        PendingRecord.Remove(Target);
        Assert.Empty(_folder.Files);

        PendingRecord.Remove(Target);
        pending.Remove();
    }

    [Fact]
    public void A_record_that_cannot_be_written_keeps_the_request_from_being_sent()
    {
        _folder.Write("out", "no folder");
        PendingRecord pending = new(Path.Combine(_folder.At("out"), "fox.png"), "a fox", "OpenAI");

        AIImageException failure = Assert.Throws<AIImageException>(() => pending.NoteSending());

        Assert.Equal("ImageWriteFailed", failure.ErrorId);
        Assert.Contains("Nothing was sent", failure.Message);
    }

    [Fact]
    public void An_id_that_cannot_be_written_does_not_end_the_request()
    {
        _folder.Write("out", "no folder");
        PendingRecord pending = new(Path.Combine(_folder.At("out"), "fox.png"), "a fox", "OpenAI");

        pending.NoteResponse("resp_1");

        Assert.Equal(["out"], _folder.Files);
    }
}
