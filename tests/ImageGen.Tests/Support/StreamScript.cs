using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace ImageGen.Tests.Support;

/// <summary>The events of a streamed answer, as the service writes them.</summary>
internal static class StreamScript
{
    public static Task CreatedAsync(HttpContext context, string id = "resp_1") =>
        LoopbackService.WriteEventAsync(
            context,
            "response.created",
            $$$"""{"type":"response.created","response":{"id":"{{{id}}}","status":"in_progress","output":[]}}""");

    public static Task PartialAsync(HttpContext context, int index, string callId = "ig_1") =>
        LoopbackService.WriteEventAsync(
            context,
            "response.image_generation_call.partial_image",
            $$$"""
            {"type":"response.image_generation_call.partial_image","item_id":"{{{callId}}}","output_index":0,
            """.ReplaceLineEndings("")
            + $$$""" "partial_image_index":{{{index}}},"partial_image_b64":"{{{Samples.PngBase64}}}"}""");

    public static Task CompletedAsync(HttpContext context, string id = "resp_1", string callId = "ig_1") =>
        LoopbackService.WriteEventAsync(
            context,
            "response.completed",
            $$$"""{"type":"response.completed","response":{{{Samples.Response(id, callId).ReplaceLineEndings("")}}}}""");

    /// <summary>A whole stream with as many previews as asked for.</summary>
    public static async Task WriteAsync(HttpContext context, int partials = 2)
    {
        await CreatedAsync(context);
        for (int index = 0; index < partials; index++) await PartialAsync(context, index);
        await CompletedAsync(context);
    }

}
