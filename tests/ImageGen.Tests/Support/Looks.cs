using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace ImageGen.Tests.Support;

/// <summary>An answer to a look at the response with this id.</summary>
internal delegate Task Look(HttpContext context, string id);

/// <summary>What a look at a response finds. None of the answers asks for a pause before the next look.</summary>
internal static class Looks
{
    public static readonly (string, string) NoPause = ("openai-poll-after-ms", "0");

    private static readonly (string, string) s_again = ("retry-after-ms", "0");

    public static Look Queued { get; } = InState("queued");

    public static Look InProgress { get; } = InState("in_progress");

    public static Look Cancelled { get; } = InState("cancelled");

    /// <summary>The response with its image: ig_1 for resp_1 and so on.</summary>
    public static Look Whole { get; } = (context, id) =>
        LoopbackService.WriteJsonAsync(context, Samples.Response(id, id.Replace("resp_", "ig_")));

    public static Look Failed { get; } = (context, id) => LoopbackService.WriteJsonAsync(
        context,
        $$$"""{"id":"{{{id}}}","status":"failed","error":{"code":"server_error","message":"it went wrong"},"output":[]}""");

    public static Look Gone { get; } = (context, id) =>
        LoopbackService.WriteJsonAsync(context, Samples.Error($"Response with id '{id}' not found."), 404);

    /// <summary>The connection is gone before there is an answer.</summary>
    public static Look Dropped { get; } = (context, _) =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    /// <summary>The connection is gone in the middle of the image.</summary>
    public static Look Cut { get; } = async (context, id) =>
    {
        string whole = Samples.Response(id, image: Pngs.Large(80, 80));
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = whole.Length;
        await context.Response.WriteAsync(whole[..(whole.Length / 2)]);
        await context.Response.Body.FlushAsync();
        context.Abort();
    };

    public static Look NotJson { get; } = Text("{\"id\":");

    /// <summary>The image's base64 holds what is none.</summary>
    public static Look NotBase64 { get; } = (context, id) => LoopbackService.WriteJsonAsync(
        context, Samples.Response(id).Replace(Samples.PngBase64, "!!" + Samples.PngBase64), 200, s_again);

    public static Look Busy { get; } = Refused(503);

    public static Look InState(string status) => (context, id) =>
        LoopbackService.WriteJsonAsync(context, State(id, status), 200, NoPause);

    public static Look Refused(int status) => (context, _) =>
        LoopbackService.WriteJsonAsync(context, Samples.Error("not now"), status, s_again);

    public static Look Text(string json) => (context, _) => LoopbackService.WriteJsonAsync(context, json, 200, s_again);

    /// <summary>Runs something before a look is answered.</summary>
    public static Look Then(this System.Action before, Look look) => (context, id) =>
    {
        before();
        return look(context, id);
    };

    /// <summary>A response that has no image yet.</summary>
    public static string State(string id, string status) =>
        $$$"""{"id":"{{{id}}}","object":"response","status":"{{{status}}}","background":true,"output":[],"store":true}""";
}
