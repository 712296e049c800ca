using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

public sealed class ServerSentEventReaderTests
{
    private const string Transcript =
        "event: response.created\ndata: {\"a\":1}\n\n: a comment\n\nevent: keepalive\ndata: {}\n\n"
        + "data: één\ndata: two\n\nid: 7\nretry: 10\ndata\ndata:\n\nevent: done\ndata:[DONE]\n\n";

    private static readonly string[] s_events =
        ["response.created|{\"a\":1}", "keepalive|{}", "|één\ntwo", "|\n", "done|[DONE]"];

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\r", "")]
    [InlineData("\r\n", "")]
    [InlineData("\n", "\uFEFF")]
    [InlineData("\r\n", "\uFEFF")]
    public async Task Events_are_the_same_at_every_split(string lineEnd, string start)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(start + Transcript.Replace("\n", lineEnd));
        for (int split = 1; split <= bytes.Length; split++)
        {
            Assert.Equal(s_events, await ReadAsync(new PiecewiseStream(bytes, split, int.MaxValue)));
            Assert.Equal(s_events, await ReadAsync(new PiecewiseStream(bytes, split, split)));
        }
    }

    [Theory]
    [InlineData("data: a\n\n", "|a")]
    [InlineData("data:a\n\n", "|a")]
    [InlineData("data:  a \n\n", "| a ")]
    [InlineData("data\n\n", "|")]
    [InlineData("data: a: b\n\n", "|a: b")]
    [InlineData("event: first\nevent: second\ndata: a\n\n", "second|a")]
    [InlineData("data: a\nevent: late\n\n", "late|a")]
    [InlineData("DATA: a\n\n")]
    [InlineData("datax: a\n\n")]
    [InlineData(" data: a\n\n")]
    [InlineData(": only a comment\n\n")]
    [InlineData("event: nothing\n\n")]
    [InlineData("event: nothing\n\ndata: a\n\n", "|a")]
    [InlineData("\n\n\n\ndata: a\n\n\n\n", "|a")]
    [InlineData("data: a\r\r\ndata: b\n\r\n", "|a", "|b")]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\uFEFF")]
    [InlineData("\n\uFEFFdata: a\n\n")]
    public async Task Lines_are_read_as_the_standard_says(string text, params string[] expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);

        Assert.Equal(expected, await ReadAsync(new PiecewiseStream(bytes, int.MaxValue, int.MaxValue)));
        Assert.Equal(expected, await ReadAsync(new PiecewiseStream(bytes, 1, 1)));
    }

    [Theory]
    [InlineData("data: a\n\ndata: b", "|a")]
    [InlineData("data: a\n\ndata: b\n", "|a")]
    [InlineData("data: a\n\nevent: x\ndata: b\r", "|a")]
    public async Task An_event_that_is_cut_off_before_its_blank_line_is_no_event(string text, string expected)
    {
        Assert.Equal([expected], await ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public async Task A_line_of_megabytes_is_read_whole()
    {
        string data = new('x', 3_000_000);

        List<string> events = await ReadAsync(new PiecewiseStream(
            Encoding.UTF8.GetBytes($"data: {data}\n\ndata: after\n\n"), 1000, 70_001));

        Assert.Equal(["|" + data, "|after"], events);
    }

    [Fact]
    public async Task A_line_over_the_maximum_is_refused_and_one_below_it_is_not()
    {
        string text = $"data: {new string('x', 60_000)}\n\ndata: {new string('x', 200_000)}\n\n";
        ServerSentEventReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes(text)), maximumLength: 64 * 1024);

        Assert.Equal(60_000, (await reader.ReadAsync(default))!.Value.Data.Length);
        await Assert.ThrowsAsync<InvalidDataException>(async () => await reader.ReadAsync(default));
    }

    [Fact]
    public async Task A_line_is_refused_as_soon_as_it_is_over_the_maximum()
    {
        const int maximum = 1024 * 1024;
        PiecewiseStream endless = new(new byte[2 * maximum], 1000, 1000, new IOException("read too far"));

        await Assert.ThrowsAsync<InvalidDataException>(
            async () => await new ServerSentEventReader(endless, maximum).ReadAsync(default));
    }

    [Fact]
    public async Task Many_events_fit_where_one_line_would_not()
    {
        string text = string.Concat(Enumerable.Repeat("data: 0123456789\n\n", 20_000));

        ServerSentEventReader reader = new(new MemoryStream(Encoding.UTF8.GetBytes(text)), maximumLength: 16 * 1024);

        int count = 0;
        while (await reader.ReadAsync(default) is not null) count++;
        Assert.Equal(20_000, count);
    }

    private static async Task<List<string>> ReadAsync(Stream stream)
    {
        ServerSentEventReader reader = new(stream);
        List<string> events = [];
        while (await reader.ReadAsync(default) is ServerSentEvent e)
        {
            events.Add($"{e.Name}|{Encoding.UTF8.GetString(e.Data.Span)}");
        }

        return events;
    }
}
