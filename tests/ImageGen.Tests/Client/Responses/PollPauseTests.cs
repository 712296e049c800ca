using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Orders;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Responses;

/// <summary>How long is waited between two looks at a response that is under way.</summary>
public sealed class PollPauseTests
{
    [Theory]
    [InlineData("300", 300, 300)]
    [InlineData("4999.5", 4999.5, 4999.5)]
    [InlineData("0", 50, 50)]
    [InlineData("-1", 750, 1000)]
    [InlineData("0.001", 50, 50)]
    [InlineData("60000", 5000, 5000)]
    [InlineData("1e300", 750, 1000)]
    [InlineData("NaN", 750, 1000)]
    [InlineData("soon", 750, 1000)]
    public async Task The_service_says_how_long_within_bounds(string hint, double least, double most)
    {
        IReadOnlyList<TimeSpan> pauses = await PausesAsync(("openai-poll-after-ms", hint));

        Assert.InRange(pauses[0].TotalMilliseconds, least, most);
    }

    [Fact]
    public async Task Without_a_word_of_the_service_the_pauses_grow()
    {
        double[] pauses = [.. (await PausesAsync()).Select(pause => pause.TotalSeconds)];

        Assert.InRange(pauses[0], 0.75, 1);
        Assert.InRange(pauses[1], 0.75 * 1.5, 1.5);
        Assert.InRange(pauses[2], 0.75 * 2.25, 2.25);
    }

    private static async Task<IReadOnlyList<TimeSpan>> PausesAsync(params (string, string)[] headers)
    {
        byte[] queued = Samples.Utf8(Looks.State("resp_1", "queued"));
        StubHandler service = new StubHandler().OnCreate(StubAnswer.Of(200, queued, "application/json", headers));
        for (int look = 0; look < 3; look++)
        {
            service.On("GET /v1/responses/resp_1", StubAnswer.Of(200, queued, "application/json", headers));
        }

        service.On("GET /v1/responses/resp_1", StubAnswer.Of(200, Samples.Utf8(Samples.Response())));
        RecordingClock clock = new();
        ImageOrder order = EngineRun.Request() with
        {
            Background = BackgroundMode.Follow,
            Settings = new CallSettings { Limits = new TimeLimits { Clock = clock } },
        };

        EngineRun run = await EngineRun.OfAsync(service, order);

        Assert.Equal("resp_1", run.Image.ResponseId);
        return clock.Pauses;
    }
}
