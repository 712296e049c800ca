using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Http;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Responses;

public sealed class StreamedAnswerTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(61)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public async Task The_recorded_stream_gives_a_preview_and_an_image_however_it_is_split(int piece)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Transcript.Of(Transcript.Whole));

        EngineRun run = await RunAsync(new PiecewiseStream(bytes, piece, piece), partials: 1);

        Assert.Equal(
            ["Started", "Progressed", "Previewed", "Progressed", "Answered", "Received"],
            run.Events.Select(e => e.GetType().Name));
        Assert.Equal(new Started("resp_1", "in_progress"), run.Events[0]);
        AIImagePartial partial = Assert.Single(run.Partials);
        Assert.Equal((0, "ig_1", "resp_1"), (partial.PartialIndex, partial.Id, partial.ResponseId));
        Assert.Equal(("png", 1, 1), (partial.Format, partial.Width, partial.Height));
        Assert.Equal(Samples.Png, partial.Bytes);
        Assert.Equal(Samples.Png, run.Image.Bytes);
        Assert.Equal(("ig_1", "resp_1", "generate"), (run.Image.Id, run.Image.ResponseId, run.Image.Action));
        Assert.Equal(("gpt-4o-mini-2024-07-18", "gpt-image-2"), (run.Image.Model, run.Image.ImageModel));
        Assert.Equal((4332L, 6042L), (run.Image.Usage!.TotalTokens, run.Image.Usage.ModelInputTokens));
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData(0, 0)]
    [InlineData(1, 2)]
    public async Task Previews_come_only_when_asked_for(int? asked, int expected)
    {
        EngineRun run = await RunAsync(
            asked, Transcript.Created, Transcript.Partial(0), Transcript.Partial(1),
            Transcript.Completed(Transcript.Item()));

        Assert.Equal(expected, run.Partials.Count);
        Assert.Equal(Samples.Png, run.Image.Bytes);
    }

    [Fact]
    public async Task What_is_unknown_or_malformed_is_skipped()
    {
        string transcript = ": hello\n\nevent: keepalive\ndata: {\"type\":\"keepalive\"}\n\n"
            + "event: response.something.new\ndata: {\"type\":\"response.something.new\",\"x\":[1]}\n\n"
            + "data: {\"no\":\"type\"}\n\ndata: not json\n\ndata: {\"type\":\ndata: 7}\n\ndata: null\n\ndata: "
            + "[]\n\ndata:\n\n"
            + "data: {\"type\":\"response.image_generation_call.partial_image\",\"partial_image_b64\":\"!\"}\n\n"
            + "data: {\"type\":\"response.output_item.done\",\"item\":null}\n\n"
            + Transcript.Of(Transcript.Completed(Transcript.Item()));

        EngineRun run = await RunAsync(transcript, partials: 2);

        Assert.Equal(Samples.Png, run.Image.Bytes);
        Assert.Empty(run.Partials);
    }

    [Fact]
    public async Task An_event_without_a_type_goes_by_its_name()
    {
        string json = Transcript.Completed(Transcript.Item()).Replace("\"type\":\"response.completed\",", "");

        Assert.Equal("ig_1", (await RunAsync($"event: response.completed\ndata: {json}\n\n")).Image.Id);
    }

    [Fact]
    public async Task Done_ends_the_stream()
    {
        string transcript = Transcript.Of(Transcript.Created, Transcript.ItemDone())
            + "data: [DONE]\n\n" + Transcript.Of(Transcript.ItemDone("ig_2"));

        Assert.Equal("ig_1", (await RunAsync(transcript)).Image.Id);
    }

    [Fact]
    public async Task Nothing_is_read_after_the_response_is_complete()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Transcript.Of(Transcript.Whole));
        PiecewiseStream stream = new(bytes, 100, 100, end: new InvalidOperationException("read too far"));

        Assert.Equal("ig_1", (await RunAsync(stream)).Image.Id);
        Assert.True(stream.IsDisposed);
    }

    [Fact]
    public async Task The_same_image_in_two_events_is_one_image()
    {
        EngineRun run = await RunAsync(
            null, Transcript.Created, Transcript.ItemDone(), Transcript.ItemDone(),
            Transcript.Completed(Transcript.Item()));

        Assert.Equal("ig_1", run.Image.Id);
    }

    [Fact]
    public async Task The_same_image_without_an_id_is_one_image()
    {
        EngineRun run = await RunAsync(
            null,
            Transcript.Created,
            Transcript.ItemDone().Replace("\"id\":\"ig_1\",", ""),
            Transcript.Completed(Transcript.Item().Replace("\"id\":\"ig_1\",", "")));

        Assert.Single(run.Images);
    }

    [Fact]
    public async Task Several_images_keep_their_order()
    {
        EngineRun run = await RunAsync(
            null, Transcript.Created, Transcript.ItemDone("ig_2"), Transcript.ItemDone("ig_1"),
            Transcript.Completed(Transcript.Item("ig_1") + "," + Transcript.Item("ig_2")));

        Assert.Equal(["ig_1", "ig_2"], run.Images.Select(image => image.Id));
    }

    [Fact]
    public async Task An_image_that_only_the_last_event_holds_is_found()
    {
        EngineRun run = await RunAsync(null, Transcript.Created, Transcript.Completed(Transcript.Item()));

        Assert.Equal(Samples.Png, run.Image.Bytes);
    }

    [Fact]
    public async Task An_image_that_the_last_event_leaves_out_is_kept()
    {
        EngineRun run = await RunAsync(
            null, Transcript.Created, Transcript.ItemDone(),
            Transcript.Completed(
                """{"id":"ig_1","type":"image_generation_call","status":"completed","result":null}"""));

        Assert.Equal(Samples.Png, run.Image.Bytes);
        Assert.NotNull(run.Image.Usage);
        Assert.Empty(run.Events.OfType<Warned>());
    }

    [Fact]
    public async Task The_stream_of_Azure_has_no_completed_call_and_a_status_that_stays()
    {
        EngineRun run = await RunAsync(
            null, Transcript.Created, Transcript.ItemAdded, Transcript.Generating,
            Transcript.ItemDone(status: "generating"), Transcript.Completed(Transcript.Item(status: "generating")));

        Assert.Equal(("completed", "ig_1"), (run.Image.Status, run.Image.Id));
    }

    [Fact]
    public async Task Disposing_early_ends_the_response()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Transcript.Of(Transcript.Created));
        PiecewiseStream stream = new(bytes, int.MaxValue, int.MaxValue, waits: true);
        IAsyncEnumerator<GenerationEvent> events = Generate(stream, default).GetAsyncEnumerator();
        for (int before = 0; before < 2; before++) Assert.True(await events.MoveNextAsync());
        Assert.IsType<Started>(events.Current);
        Assert.False(stream.IsDisposed);

        await events.DisposeAsync();

        Assert.True(stream.IsDisposed);
    }

    [Fact]
    public async Task A_stop_ends_a_stream_that_waits()
    {
        using CancellationTokenSource stop = new();
        byte[] bytes = Encoding.UTF8.GetBytes(Transcript.Of(Transcript.Created));
        PiecewiseStream stream = new(bytes, int.MaxValue, int.MaxValue, waits: true);
        await using IAsyncEnumerator<GenerationEvent> events = Generate(stream, stop.Token).GetAsyncEnumerator();
        for (int before = 0; before < 2; before++) Assert.True(await events.MoveNextAsync());

        ValueTask<bool> next = events.MoveNextAsync();
        stop.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await next);
        Assert.True(stream.IsDisposed);
    }

    private static IAsyncEnumerable<GenerationEvent> Generate(PiecewiseStream stream, CancellationToken token)
    {
        StubHandler service = new StubHandler().OnCreate(
            StubAnswer.Of(200, new StreamContent(stream), "text/event-stream"));
        return EngineRun.Generate(service.Connect(), EngineRun.Request(stream: true), token);
    }

    private static Task<EngineRun> RunAsync(int? partials, params string[] events) =>
        RunAsync(Transcript.Of(events), partials);

    private static Task<EngineRun> RunAsync(string transcript, int? partials = null) => EngineRun.OfAsync(
        new StubHandler().OnCreateStream(transcript), EngineRun.Request(stream: true, partials));

    private static Task<EngineRun> RunAsync(PiecewiseStream stream, int? partials = null) => EngineRun.OfAsync(
        new StubHandler().OnCreate(StubAnswer.Of(200, new StreamContent(stream), "text/event-stream")),
        EngineRun.Request(stream: true, partials));
}
