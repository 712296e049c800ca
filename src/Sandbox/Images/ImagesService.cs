using System.Net.Http;
using System.Text.Json;
using ImageGen.Sandbox.Http;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Images;

/// <summary>`/images`: pictures without a mainline model. Nothing is kept of them.</summary>
internal sealed class ImagesService(SandboxStore store)
{
    private readonly ImagesAnswers _answers = new(store);

    public HttpResponseMessage Generate(SandboxCall call)
    {
        using JsonDocument document = call.Body.ParseJson();
        return Answer(call, ImagesRequestReader.ReadGeneration(document.RootElement, call.Dialect));
    }

    public HttpResponseMessage Edit(SandboxCall call)
    {
        if (call.Body.IsForm) return Answer(call, ImagesRequestReader.ReadEdit(call.Body.Form, call.Dialect));
        using JsonDocument document = call.Body.ParseJson();
        return Answer(call, ImagesRequestReader.ReadEdit(document.RootElement, call.Dialect));
    }

    private HttpResponseMessage Answer(SandboxCall call, ImagesRequest request)
    {
        ImagesAnswer answer = _answers.Prepare(request, call.Dialect, call.Occurrence, call.Token);
        if (request.Stream) return ReplyFactory.Events(answer.Frames);
        if (Rehearsal.Fails(request.Prompt)) throw Refusal.Failure();
        return ReplyFactory.Json(answer.ToBytes(call.Token));
    }
}
