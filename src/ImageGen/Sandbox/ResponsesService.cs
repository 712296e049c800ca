using System.Net.Http;
using System.Text.Json;
using System.Threading;

namespace ImageGen.Sandbox;

/// <summary>`/responses`: pictures by way of a mainline model, kept so that others can build on them.</summary>
internal sealed class ResponsesService(SandboxStore store)
{
    private readonly ResponseStore _responses = new(store);

    public HttpResponseMessage Create(SandboxCall call)
    {
        ResponseRequest request;
        using (JsonDocument document = call.Body.ParseJson())
            request = ResponseRequestReader.Read(document.RootElement);
        Rehearsal.CheckModeration(request.Input.Prompt);
        PictureLoader loader = new(store, call.CancellationToken);
        PictureContext context = new ContextResolver(_responses, loader).Resolve(request);
        request.Input.Sources.Clear();
        SandboxResponse response = new(request, context, call.Identity, call.Occurrence);
        if (request.Background)
            _responses.Keep(response);
        if (request.Stream)
            return ReplyFactory.Events(new EventSequence(response, _responses).Frames);
        if (!request.Background)
            Finish(response, call.CancellationToken);
        return Reply(response);
    }

    /// <summary>Each look at a background response moves it one step: queued, in progress, done.</summary>
    public HttpResponseMessage Get(SandboxCall call)
    {
        if (call.Route.QueryValue("stream") == "true")
            throw Refusal.Unsupported("The sandbox does not resume streams.", "stream");
        SandboxResponse response = _responses.Get(call.Route.Id);
        if (response.Status == "queued")
            response.Start();
        else
            Finish(response, call.CancellationToken);
        return Reply(response);
    }

    public HttpResponseMessage Cancel(SandboxCall call)
    {
        SandboxResponse response = _responses.Get(call.Route.Id);
        if (!response.Request.Background)
            throw new Refusal(400, "Cannot cancel a synchronous response.", null, null);
        response.Cancel();
        return Reply(response);
    }

    public HttpResponseMessage Delete(SandboxCall call)
    {
        string id = call.Route.Id;
        _responses.Delete(id);
        return ReplyFactory.Json(JsonOutput.ToBytes(writer => JsonOutput.WriteDeleted(writer, id, "response.deleted")));
    }

    private static HttpResponseMessage Reply(SandboxResponse response) =>
        ReplyFactory.Json(
            JsonOutput.ToBytes(writer => ResponseWriter.WriteResponse(writer, response, response.Status)));

    private void Finish(SandboxResponse response, CancellationToken cancellationToken)
    {
        if (response.IsFinal)
            return;
        response.Finish(cancellationToken);
        if (response.Request.Store)
            _responses.Keep(response);
    }
}
