using System.IO;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis.Images;
using ImageGen.Files;
using ImageGen.Lifting;
using ImageGen.Orders;

namespace ImageGen.Tests.Support;

/// <summary>Runs of the engine over the Images API.</summary>
internal static class ImagesRun
{
    public const string Generations = "POST /v1/images/generations";

    public const string Edits = "POST /v1/images/edits";

    public static ImageOrder Request(int count = 1, bool stream = false, int? partials = null, int retries = 0) =>
        EngineRun.Request(stream, partials, retries) with { Model = null, Count = count };

    public static ImageOrder Edit(params ImageInput[] inputs) =>
        Request() with { IsEdit = true, Inputs = new ImageInputs(inputs, AIImageContext.Auto) };

    public static ImageData Data(byte[]? bytes = null) => new(new EncodedImage(bytes ?? Samples.Png, "image/png"));

    public static Task<EngineRun> OfAsync(
        StubHandler service,
        ImageOrder? request = null,
        CancellationToken token = default,
        string? target = null) => EngineRun.CollectAsync(new ImagesClient().GenerateAsync(
            (request ?? Request()) with { Service = service.Connect() },
            () => target is null ? new MemorySink() : new FileSink(target),
            token));

    /// <summary>One answer, whole, to one request.</summary>
    public static Task<EngineRun> OfAsync(int status, string body, params (string, string)[] headers) =>
        OfAsync(On(StubAnswer.Of(status, Encoding.UTF8.GetBytes(body), "application/json", headers)));

    /// <summary>One answer, streamed, which may break off at its end.</summary>
    public static Task<EngineRun> StreamAsync(
        string transcript,
        IOException? end = null,
        int? partials = 2,
        ImageOrder? request = null,
        string? target = null)
    {
        StreamContent content = new(new PiecewiseStream(Encoding.UTF8.GetBytes(transcript), end));
        return OfAsync(
            On(StubAnswer.Of(200, content, "text/event-stream", ("x-request-id", "req_1"))),
            request ?? Request(stream: true, partials: partials),
            target: target);
    }

    public static StubHandler On(StubAnswer answer) => new StubHandler().On(Generations, answer);
}
