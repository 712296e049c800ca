using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Sandbox.Batches;
using ImageGen.Sandbox.Chance;
using ImageGen.Sandbox.Compatible;
using ImageGen.Sandbox.Files;
using ImageGen.Sandbox.Http;
using ImageGen.Sandbox.Images;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Options;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Responses;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox;

/// <summary>
/// Answers like the service, offline and repeatably, under any base address; under two of them in another dialect.
/// A prompt with `[blocked]` rehearses a rejection by moderation, one with `[fail]` a failure of the service.
/// In a batch `[expire]` rehearses the end of its time, and `[queue]` a queue that is full.
/// </summary>
public sealed class SandboxHandler : HttpMessageHandler
{
    private const long DefaultCapacity = 64L * 1024 * 1024;
    private readonly OccurrenceCounter _occurrences = new();
    private readonly ResponsesService _responses;
    private readonly ImagesService _images;
    private readonly FilesService _files;
    private readonly BatchesService _batches;
    private readonly CompatibleService _compatible;

    /// <summary>A sandbox that remembers the default amount.</summary>
    public SandboxHandler()
        : this(DefaultCapacity)
    {
    }

    /// <summary>A sandbox that remembers about as many bytes of responses and files as given.</summary>
    internal SandboxHandler(long capacity)
    {
        SandboxStore store = new(capacity);
        _responses = new ResponsesService(store);
        _images = new ImagesService(store);
        _files = new FilesService(store);
        _batches = new BatchesService(store);
        _compatible = new CompatibleService(store);
    }

    /// <summary>Answers one request.</summary>
    /// <param name="request">Any request of the service's APIs.</param>
    /// <param name="cancellationToken">Ends the drawing of a picture.</param>
    /// <returns>What the service would answer.</returns>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        byte[] body = await ReadBodyAsync(request).ConfigureAwait(false);
        return await Cancellable.RunAsync(() => Answer(request, body, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
    }

    private static async Task<byte[]> ReadBodyAsync(HttpRequestMessage request) =>
        request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync().ConfigureAwait(false);

    private HttpResponseMessage Answer(HttpRequestMessage request, byte[] bytes, CancellationToken token)
    {
        SandboxRoute route = SandboxRoute.Parse(request);
        SandboxBody body = new(request.Content, bytes);
        ulong hash = StableHash.Combine(StableHash.Compute($"{route.Method} {route.Path}"), body.Hash);
        ulong occurrence = _occurrences.Next(hash);
        ulong identity = StableHash.Combine(hash, occurrence);
        HttpResponseMessage reply;
        try
        {
            reply = Dispatch(new SandboxCall(route, body, identity, occurrence, token)
            {
                ImageDeployment = ReadHeader(request, AzureRefusal.DeploymentHeader),
                Range = ReadHeader(request, "Range"),
            });
        }
        catch (Refusal refusal)
        {
            reply = ReplyFactory.Error(refusal, route.Dialect);
        }

        reply.RequestMessage = request;
        if (route.Dialect != SandboxDialect.Compatible) ReplyFactory.AddHeaders(reply, identity);
        return reply;
    }

    private static string? ReadHeader(HttpRequestMessage request, string name) =>
        request.Headers.TryGetValues(name, out IEnumerable<string>? values)
            ? values.FirstOrDefault(static value => !string.IsNullOrWhiteSpace(value))
            : null;

    private HttpResponseMessage Dispatch(SandboxCall call)
    {
        SandboxRoute route = call.Route;
        if (call.Dialect == SandboxDialect.Compatible) return _compatible.Answer(call);
        if (call.Dialect.NeedsVersion && string.IsNullOrEmpty(route.QueryValue("api-version")))
        {
            throw AzureRefusal.NoVersion();
        }
        return (route.Name, route.Method) switch
        {
            ("responses", "POST") => _responses.Create(call),
            ("response", "GET") => _responses.Get(call),
            ("response", "DELETE") => _responses.Delete(call),
            ("response cancel", "POST") => _responses.Cancel(call),
            ("response input_items", "GET") => _responses.GetInputItems(call),
            ("generations", "POST") => _images.Generate(call),
            ("edits", "POST") => _images.Edit(call),
            ("files", "POST") => _files.Create(call),
            ("files", "GET") => _files.List(call),
            ("file", "GET") => _files.Get(call),
            ("file", "DELETE") => _files.Delete(call),
            ("file content", "GET") => _files.GetContent(call),
            ("batches", "POST") => _batches.Create(call),
            ("batches", "GET") => _batches.List(call),
            ("batch", "GET") => _batches.Get(call),
            ("batch cancel", "POST") => _batches.Cancel(call),
            ("content_provenance_checks", "POST") when call.Dialect == SandboxDialect.OpenAI =>
                ProvenanceService.Check(call),
            ("models", "GET") => ReplyFactory.Json(JsonOutput.ToBytes(ModelListWriter.Write)),
            ("model", "GET") => ReplyFactory.Json(JsonOutput.ToBytes(
                writer => ModelListWriter.WriteOne(writer, route.Id))),
            ("", _) when call.Dialect == SandboxDialect.AzureOpenAI => throw AzureRefusal.NotFound(),
            ("", _) => throw new Refusal(404, $"Invalid URL ({route.Method} {route.Path})", null, null),
            _ => throw new Refusal(405, $"Not allowed to {route.Method} on {route.Path}.", null, null),
        };
    }
}
