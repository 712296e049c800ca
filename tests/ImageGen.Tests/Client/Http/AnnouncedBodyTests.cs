using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Files;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>Long bodies are announced (Expect: 100-continue), so that a refusal comes before them.</summary>
public sealed class AnnouncedBodyTests
{
    private static readonly byte[] s_large = [.. Pngs.Opaque(), .. new byte[2_000_000]];

    /// <summary>Done when the server has seen what the test wants to know.</summary>
    private Task _isSeen = Task.CompletedTask;

    [Fact]
    public async Task A_long_body_leaves_when_the_service_says_so()
    {
        bool isAnnounced = false;

        (EngineRun run, RawServer server) = await RunAsync(s_large, async connection =>
        {
            await connection.ReadHeadAsync();
            isAnnounced = connection.IsAnnounced;
            await connection.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
            await connection.ReadBodyAsync();
            await connection.WriteAsync(RawAnswer.Of(200, Samples.Response()));
        });

        Assert.True(isAnnounced);
        Assert.Equal("resp_1", run.Image.ResponseId);
        Assert.Equal(1, server.Received);
    }

    [Fact]
    public async Task A_short_body_is_simply_sent()
    {
        bool isAnnounced = true;

        (EngineRun run, _) = await RunAsync(Pngs.Opaque(), async connection =>
        {
            await connection.ReadRequestAsync();
            isAnnounced = connection.IsAnnounced;
            await connection.WriteAsync(RawAnswer.Of(200, Samples.Response()));
        });

        Assert.False(isAnnounced);
        Assert.Equal("resp_1", run.Image.ResponseId);
    }

    [Fact]
    public async Task A_service_that_does_not_say_to_go_on_is_sent_the_body_all_the_same()
    {
        (EngineRun run, RawServer server) = await RunAsync(s_large, async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.ReadBodyAsync();
            await connection.WriteAsync(RawAnswer.Of(200, Samples.Response()));
        });

        Assert.Equal("resp_1", run.Image.ResponseId);
        Assert.Equal(1, server.Received);
    }

    [Fact]
    public async Task What_is_too_large_is_refused_before_it_is_sent_and_the_advice_names_its_size()
    {
        TaskCompletionSource<bool> isAtEnd = new();
        _isSeen = isAtEnd.Task;

        (EngineRun run, _) = await RunAsync(s_large, async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteStatusAsync(413, "<html>Request Entity Too Large</html>");
            isAtEnd.SetResult(await connection.IsAtEndAsync());
        });

        AIImageException failure = run.RequireFailure();
        Assert.Equal((ErrorIds.InvalidRequest, 413), (failure.ErrorId, failure.StatusCode));
        Assert.Matches(@"2\D?66\d\D?\d{3} bytes", failure.Message);
        Assert.Contains("smaller images", failure.Message);
        Assert.Contains("file ids", failure.Message);
        Assert.True(await isAtEnd.Task);
    }

    [Fact]
    public async Task What_a_gateway_gave_up_before_the_body_was_not_made()
    {
        (EngineRun run, _) = await RunAsync(s_large, async connection =>
        {
            await connection.ReadHeadAsync();
            await connection.WriteStatusAsync(504, "<html>Gateway Time-out</html>");
        });

        Assert.Equal(ErrorIds.ServiceUnavailable, run.RequireFailure().ErrorId);
    }

    [Fact]
    public async Task Where_an_announcement_is_not_understood_the_body_is_sent_without_one()
    {
        List<bool> announced = [];

        (EngineRun run, RawServer server) = await RunAsync(
            s_large,
            async connection =>
            {
                await connection.ReadHeadAsync();
                announced.Add(connection.IsAnnounced);
                await connection.WriteStatusAsync(417, string.Empty);
            },
            async connection =>
            {
                await connection.ReadHeadAsync();
                announced.Add(connection.IsAnnounced);
                await connection.ReadBodyAsync();
                await connection.WriteAsync(RawAnswer.Of(200, Samples.Response()));
            });

        Assert.Equal("resp_1", run.Image.ResponseId);
        Assert.Equal([true, false], announced);
        Assert.Empty(run.Events.OfType<Retrying>());
        Assert.Equal(1, server.Received);
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_body_leaves_is_made_anew()
    {
        (EngineRun run, RawServer server) = await RunAsync(
            s_large,
            async connection =>
            {
                await connection.ReadHeadAsync();
                connection.Reset();
            },
            async connection =>
            {
                await connection.ReadRequestAsync();
                await connection.WriteAsync(RawAnswer.Of(200, Samples.Response()));
            });

        Assert.Equal("resp_1", run.Image.ResponseId);
        Assert.Single(run.Events.OfType<Retrying>());
        Assert.Equal(1, server.Received);
    }

    private static EncodedImage Encoded(byte[] image) => new(image, "image/png", null);

    private async Task<(EngineRun Run, RawServer Server)> RunAsync(
        byte[] image, params Func<RawConnection, Task>[] script)
    {
        await using RawServer server = new(
            string.Empty, isSecure: false, [.. script.Select(act => new Exchange((connection, _) => act(connection)))]);
        ImageOrder order = EngineRun.Request(retries: 1) with
        {
            Inputs = new ImageInputs([new ImageData(Encoded(image))], AIImageContext.Auto),
        };
        ServiceConnection service = ServiceConnection.OpenAI(
            new ServiceSettings { Key = new ServiceKey(StubHandler.Key, "test"), Project = ModuleSession.NewProject() },
            server.BaseUri);
        EngineRun run = await EngineRun.CollectAsync(EngineRun.Generate(service, order)).Soon();
        await _isSeen.Soon();
        Assert.Empty(server.Problems);
        return (run, server);
    }
}
