using System.Net;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis.Images;
using ImageGen.Lifting;
using ImageGen.Orders;
using ImageGen.Service;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Fuzz;

/// <summary>Answers a request with whatever bytes come next, in pieces, and knows of no stored response.</summary>
internal sealed class FuzzHandler(byte[] answer, int status, int first, int further) : HttpMessageHandler
{
    /// <summary>Runs a whole request of the engine on the answer. Anything but its own exception gets out.</summary>
    public static Task<EngineRun> RunAsync(
        byte[] answer, bool isImages, bool isStream, int first, int further, int status = 200)
    {
        ServiceConnection connection = ServiceConnection.ForTransport(
            new HttpMessageInvoker(new FuzzHandler(answer, status, first, further)),
            new ServiceKey(StubHandler.Key, "test"));
        ImageOrder request = EngineRun.Request(isStream, partials: 2, retries: 0);
        request = request with { Settings = request.Settings with { Trace = true } };
        return EngineRun.CollectAsync(isImages
            ? new ImagesClient().GenerateAsync(
                request with { Model = null, Service = connection }, () => new MemorySink())
            : EngineRun.Generate(connection, request));
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
    {
        bool isPost = request.Method == HttpMethod.Post;
        HttpContent content = isPost
            ? new StreamContent(new PiecewiseStream(answer, first, further)) : new ByteArrayContent([]);
        return Task.FromResult(
            new HttpResponseMessage(isPost ? (HttpStatusCode)status : HttpStatusCode.NotFound) { Content = content });
    }
}
