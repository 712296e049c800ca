using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>A stream whose connection breaks: resumed where it is durable, asked for where it is not.</summary>
public sealed class DurableStreamTests
{
    private const string Script = "Get-AIImageStream 'a fox' -Durable -OutFile fox.png";

    [Fact]
    public async Task The_request_asks_for_background_work_and_a_stream()
    {
        await using LoopbackService service = await StartAsync(context => NumberedStream.WriteAsync(context));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(Script).ThrowIfFailed();

        Assert.Equal("true", service.Requests[0].TextAt("background"));
        Assert.Equal("true", service.Requests[0].TextAt("stream"));
        AssertWhole(service, session, result, resumed: []);
    }

    [Theory]
    [InlineData(NumberedStream.Created, false)]
    [InlineData(NumberedStream.FirstPartial, false)]
    [InlineData(NumberedStream.FirstPartial, true)]
    [InlineData(NumberedStream.SecondPartial, false)]
    [InlineData(NumberedStream.SecondPartial, true)]
    [InlineData(NumberedStream.Image, false)]
    [InlineData(NumberedStream.Image, true)]
    public async Task A_stream_that_breaks_goes_on_after_its_last_event(int until, bool isInside)
    {
        await using LoopbackService service = await StartAsync(
            context => NumberedStream.BreakAsync(context, until: until, isInside: isInside));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(Script).ThrowIfFailed();

        AssertWhole(service, session, result, resumed: [until]);
        Assert.Empty(result.Warnings);
        Assert.Equal(0.154328m, Assert.Single(result.Images).Cost);
    }

    [Fact]
    public async Task A_stream_that_ends_early_in_good_order_goes_on_too()
    {
        await using LoopbackService service = await StartAsync(context => NumberedStream.WriteAsync(context, until: 1));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(Script).ThrowIfFailed();

        AssertWhole(service, session, result, resumed: [1]);
    }

    [Fact]
    public async Task A_stream_may_break_after_every_event()
    {
        await using LoopbackService service = await StartAsync(
            context => NumberedStream.BreakAsync(context, until: 0, isInside: true),
            (context, after) => after + 1 < NumberedStream.Last
                ? NumberedStream.BreakAsync(context, after, after + 1, isInside: true)
                : NumberedStream.WriteAsync(context, after));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(Script + " -MaximumRetryCount 0").ThrowIfFailed();

        AssertWhole(service, session, result, resumed: [0, 1, 2, 3, 4]);
    }

    [Fact]
    public async Task What_a_resumed_stream_repeats_is_not_emitted_again()
    {
        await using LoopbackService service = await StartAsync(
            context => NumberedStream.BreakAsync(context, until: NumberedStream.Image, isInside: true),
            (context, _) => NumberedStream.WriteAsync(context));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(Script).ThrowIfFailed();

        AssertWhole(service, session, result, resumed: [NumberedStream.Image]);
    }

    [Fact]
    public async Task A_busy_service_is_asked_again_for_the_rest_of_the_stream()
    {
        int asked = 0;
        await using LoopbackService service = await StartAsync(
            context => NumberedStream.BreakAsync(context, until: 1),
            (context, after) => Interlocked.Increment(ref asked) == 1
                ? LoopbackService.WriteJsonAsync(context, Samples.Error("busy"), 503)
                : NumberedStream.WriteAsync(context, after));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(Script).ThrowIfFailed();

        AssertWhole(service, session, result, resumed: [1, 1]);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    public async Task Where_a_stream_cannot_be_resumed_the_response_is_asked_for(int status)
    {
        await using LoopbackService service = await StartAsync(
            context => NumberedStream.BreakAsync(context, until: NumberedStream.FirstPartial),
            (context, _) => LoopbackService.WriteJsonAsync(context, Samples.Error("cannot be streamed again"), status),
            Looks.Queued, Looks.Whole);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(Script).ThrowIfFailed();

        Assert.Equal(["AIImagePartial", "AIImage"], result.Output.Select(item => item.BaseObject.GetType().Name));
        Assert.Equal(["POST", "GET", "GET", "GET"], service.Requests.Select(request => request.Method));
        Assert.Equal("/v1/responses/resp_1", service.Requests[^1].Path);
        Assert.Equal(Samples.Png, File.ReadAllBytes(session.PathOf("fox.png")));
        Assert.Equal([session.PathOf("fox.png")], session.AllFiles());
    }

    [Fact]
    public async Task A_stream_that_breaks_before_it_names_the_response_leaves_the_result_unknown()
    {
        await using LoopbackService service = await StartAsync(
            context => NumberedStream.BreakAsync(context, until: -1));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(Script);
        RunResult again = session.Run(Script + " -Resume");

        Assert.Equal(("ResultUnknown", "ResultUnknown"), (result.ErrorId, again.ErrorId));
        Assert.Single(service.Requests);
        Assert.Equal([session.PathOf("fox.png.pending")], session.AllFiles());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_plain_stream_that_breaks_is_asked_for_by_its_id(bool isBroken)
    {
        await using LoopbackService service = await StartAsync(
            context => isBroken
                ? NumberedStream.BreakAsync(context, until: NumberedStream.FirstPartial)
                : NumberedStream.WriteAsync(context, until: NumberedStream.FirstPartial),
            null,
            Looks.InProgress, Looks.Whole);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("Get-AIImageStream 'a fox' -OutFile fox.png").ThrowIfFailed();

        Assert.Equal(["AIImagePartial", "AIImage"], result.Output.Select(item => item.BaseObject.GetType().Name));
        Assert.Equal(["POST", "GET", "GET"], service.Requests.Select(request => request.Method));
        Assert.All(service.Requests.Skip(1), request => Assert.Equal("/v1/responses/resp_1", request.Path));
        Assert.Equal("a fox", result.Images[0].Prompt);
        Assert.Equal([session.PathOf("fox.png")], session.AllFiles());
    }

    [Fact]
    public async Task A_plain_stream_that_is_not_stored_is_not_asked_for()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            (context, _) => BreakUnstoredAsync(context));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("Get-AIImageStream 'a fox' -NoStore");

        Assert.Equal("ResultUnknown", result.ErrorId);
        Assert.Equal("false", service.Requests[0].TextAt("store"));
        Assert.Single(service.Requests);
    }

    [Fact]
    public async Task A_response_that_failed_after_its_stream_broke_is_said_as_it_is()
    {
        await using LoopbackService service = await StartAsync(
            context => NumberedStream.BreakAsync(context, until: 1),
            (context, _) => LoopbackService.WriteJsonAsync(context, Samples.Error("no"), 400),
            Looks.Failed);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(Script);

        Assert.Equal("ResponseFailed", result.ErrorId);
        Assert.Contains("it went wrong", result.Error.ToString());
        Assert.Empty(session.AllFiles());
    }

    private static async Task BreakUnstoredAsync(HttpContext context)
    {
        context.Response.ContentLength = 100_000;
        await LoopbackService.WriteEventAsync(
            context,
            "response.created",
            """{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","status":"in_progress","output":[],"store":false}}""");
    }

    private static Task<LoopbackService> StartAsync(
        Func<HttpContext, Task> first, Func<HttpContext, int, Task>? resumed = null, params Look[] looks)
    {
        Queue<Look> left = new(looks);
        resumed ??= (context, after) => NumberedStream.WriteAsync(context, after);
        return LoopbackService.StartAsync((context, request) =>
            request.Method == "POST" ? first(context)
            : NumberedStream.StartOf(request) is int after ? resumed(context, after)
            : left.Dequeue()(context, "resp_1"));
    }

    /// <summary>
    /// Each preview once, one image, one request that is paid, and the streams resumed after these events.
    /// </summary>
    private static void AssertWhole(LoopbackService service, ModuleSession session, RunResult result, int[] resumed)
    {
        Assert.Equal(
            [0, 1], result.Output.Select(item => item.BaseObject)
                .OfType<AIImagePartial>().Select(item => item.PartialIndex));
        Assert.Equal(NumberedStream.Picture, Assert.Single(result.Images).Bytes);
        Assert.IsType<AIImage>(result.Output[^1].BaseObject);
        Assert.Equal("POST", service.Requests[0].Method);
        Assert.Equal(resumed, service.Requests.Skip(1).Select(request => NumberedStream.StartOf(request) ?? -2));
        Assert.Equal(NumberedStream.Picture, File.ReadAllBytes(session.PathOf("fox.png")));
        Assert.Equal([session.PathOf("fox.png")], session.AllFiles());
    }
}
