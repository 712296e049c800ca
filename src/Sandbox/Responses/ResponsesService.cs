using System.Globalization;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using ImageGen.Sandbox.Http;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Responses;

/// <summary>`/responses`: pictures through a mainline model, kept so that others can build on them.</summary>
internal sealed class ResponsesService(SandboxStore store)
{
    private readonly ResponseStore _responses = new(store);

    public HttpResponseMessage Create(SandboxCall call)
    {
        ResponseRequest request;
        using (JsonDocument document = call.Body.ParseJson())
            request = ResponseRequestReader.Read(document.RootElement, call);
        Rehearsal.CheckModeration(request.Input.Prompt, call.Dialect);
        PictureLoader loader = new(store, call.Token);
        PictureContext context = new ContextResolver(_responses, loader).Resolve(request);
        request.Input.Sources.Clear();
        SandboxResponse response = new(request, context, call.Identity, call.Occurrence);
        if (request.Background) _responses.Keep(response);
        if (request.Stream) return ReplyFactory.Events(new EventSequence(response, _responses).Frames);
        if (!request.Background) Finish(response, call.Token);
        return Reply(response);
    }

    /// <summary>Each look at a background response moves it one step: queued, in progress, done.</summary>
    public HttpResponseMessage Get(SandboxCall call)
    {
        SandboxResponse response = _responses.Get(call.Route.Id);
        if (call.Route.QueryValue("stream") == "true") return Resume(call, response);
        if (response.Status == "queued") response.Start();
        else Finish(response, call.Token);
        return Reply(response);
    }

    public HttpResponseMessage GetInputItems(SandboxCall call) =>
        ReplyFactory.Json(InputItemsWriter.Write(_responses.Get(call.Route.Id), call.Route));

    public HttpResponseMessage Cancel(SandboxCall call)
    {
        SandboxResponse response = _responses.Get(call.Route.Id);
        if (!response.Request.Background) throw new Refusal(400, "Cannot cancel a synchronous response.", null, null);
        response.Cancel();
        return Reply(response);
    }

    public HttpResponseMessage Delete(SandboxCall call)
    {
        string id = call.Route.Id;
        _responses.Delete(id);
        return ReplyFactory.Json(JsonOutput.ToBytes(writer => JsonOutput.WriteDeleted(writer, id, "response.deleted")));
    }

    /// <summary>The events after the number given. What was drawn in the meantime is not previewed again.</summary>
    private HttpResponseMessage Resume(SandboxCall call, SandboxResponse response)
    {
        if (!response.Request.Background || !response.Request.Stream)
        {
            throw Refusal.InvalidValue(
                "A response can be streamed again only if it was created with 'background' and 'stream' set to true.",
                "stream");
        }

        string text = call.Route.QueryValue("starting_after") ?? "-1";
        bool isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int last);
        return isNumber
            ? ReplyFactory.Events(new EventSequence(response, _responses) { StartingAfter = last }.Frames)
            : throw Refusal.InvalidValue($"Invalid 'starting_after': '{text}'.", "starting_after");
    }

    /// <summary>
    /// The response; while it is worked on, with the hint to ask again soon: nothing is really waited for.
    /// </summary>
    private static HttpResponseMessage Reply(SandboxResponse response)
    {
        HttpResponseMessage reply = ReplyFactory.Json(
            JsonOutput.ToBytes(writer => ResponseWriter.WriteResponse(writer, response, response.Status)));
        if (response.Status is "queued" or "in_progress") reply.Headers.Add("openai-poll-after-ms", "5");
        return reply;
    }

    private void Finish(SandboxResponse response, CancellationToken token)
    {
        if (response.IsFinal) return;
        response.Finish(token);
        if (response.Request.Store) _responses.Keep(response);
    }
}
