using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Apis.Responses;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Orders;
using ImageGen.Service;
using Xunit;

namespace ImageGen.Tests.Support;

/// <summary>What the engine yielded for one request, and how it failed if it did.</summary>
internal sealed record EngineRun(IReadOnlyList<GenerationEvent> Events, AIImageException? Failure)
{
    private IReadOnlyList<AIImage>? _images;

    /// <summary>The images, taken into memory.</summary>
    public IReadOnlyList<AIImage> Images => _images ??= [.. Events.OfType<Received>().Select(e => e.ToImage())];

    public IReadOnlyList<AIImagePartial> Partials => [.. Events.OfType<Previewed>().Select(e => e.Partial)];

    public AIImage Image
    {
        get
        {
            Assert.Null(Failure);
            return Assert.Single(Images);
        }
    }

    public AIImageException RequireFailure()
    {
        Assert.NotNull(Failure);
        Assert.Empty(Images);
        return Failure;
    }

    /// <summary>A limit of ten seconds by the clock of a test.</summary>
    public static CallSettings TenSecondsBy(IClock clock) =>
        new() { Limits = new TimeLimits { Whole = TimeSpan.FromSeconds(10), Clock = clock } };

    public static ImageOrder Request(bool stream = false, int? partials = null, int retries = 2) => new()
    {
        Service = new StubHandler().Connect(),
        Prompt = "a fox",
        Model = "gpt-5.6-sol",
        Options = new OrderOptions { ImageModel = "gpt-image-2.6-sunburst", PartialImages = partials },
        Stream = stream,
        Settings = new CallSettings { MaximumRetries = retries },
    };

    /// <summary>The one request of the theory's table: one answer, one run.</summary>
    public static Task<EngineRun> OfAsync(int status, string body, params (string, string)[] headers) =>
        OfAsync(new StubHandler().OnCreate(status, body, headers), Request(retries: 0));

    public static Task<EngineRun> OfAsync(
        StubHandler service, ImageOrder? request = null, CancellationToken token = default) =>
        CollectAsync(Generate(service.Connect(), request, token));

    /// <summary>The events of a request over the Responses API.</summary>
    public static IAsyncEnumerable<GenerationEvent> Generate(
        ServiceConnection service, ImageOrder? request = null, CancellationToken token = default) =>
        new ResponsesClient().GenerateAsync(
            (request ?? Request()) with { Service = service }, () => new MemorySink(), token);

    public static async Task<EngineRun> CollectAsync(IAsyncEnumerable<GenerationEvent> source)
    {
        List<GenerationEvent> events = [];
        try
        {
            await foreach (GenerationEvent e in source) events.Add(e);
        }
        catch (AIImageException failure)
        {
            return new EngineRun([.. events.Where(e => e is not (Sending or Refused))], failure);
        }

        return new EngineRun(
            [.. events.Where(e => e is not (Failed or Sending or Refused))],
            events.OfType<Failed>().LastOrDefault()?.Exception);
    }
}
