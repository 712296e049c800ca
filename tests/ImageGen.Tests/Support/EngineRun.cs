using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Client;
using ImageGen.Client.Responses;
using Xunit;

namespace ImageGen.Tests.Support;

/// <summary>What the engine yielded for one request, and how it failed if it did.</summary>
internal sealed record EngineRun(IReadOnlyList<GenerationEvent> Events, AIImageException? Failure)
{
    public IReadOnlyList<AIImage> Images => [.. Events.OfType<Completed>().Select(e => e.Image)];

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

    public static GenerationRequest Request(bool stream = false, int? partials = null, int retries = 2) => new()
    {
        Prompt = "a fox",
        Model = "gpt-5.6-sol",
        Options = new ImageOptions { ImageModel = "gpt-image-2.6-sunburst", PartialImages = partials },
        Stream = stream,
        Settings = new CallSettings { MaximumRetries = retries },
    };

    /// <summary>The one request of the theory's table: one answer, one run.</summary>
    public static Task<EngineRun> OfAsync(int status, string body, params (string, string)[] headers) =>
        OfAsync(new StubHandler().OnCreate(status, body, headers), Request(retries: 0));

    public static Task<EngineRun> OfAsync(
        StubHandler service, GenerationRequest? request = null, CancellationToken token = default) =>
        CollectAsync(new ResponsesClient(service.Connect()).GenerateAsync(request ?? Request(), token));

    public static async Task<EngineRun> CollectAsync(IAsyncEnumerable<GenerationEvent> source)
    {
        List<GenerationEvent> events = [];
        try
        {
            await foreach (GenerationEvent e in source) events.Add(e);
        }
        catch (AIImageException failure)
        {
            return new EngineRun(events, failure);
        }

        return new EngineRun(events, null);
    }
}
