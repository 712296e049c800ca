using System;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace ImageGen.Tests.Support;

/// <summary>Answers of the Images API, as the service writes them.</summary>
internal static class ImagesScript
{
    private const string Facts =
        """ "background":"opaque","output_format":"png","quality":"high","size":"1024x1024" """;

    public const string Usage =
        """
        "usage":{"input_tokens":22,"input_tokens_details":{"image_tokens":0,"text_tokens":22},"output_tokens":4000,
         "output_tokens_details":{"image_tokens":4000,"text_tokens":0},"total_tokens":4022}
        """;

    /// <summary>A whole answer with these images, or with one.</summary>
    public static string Answer(params byte[][] images) =>
        $$"""
        {"created":1781048094,{{Facts}},"data":[{{string.Join(",", (images.Length == 0 ? [Samples.Png] : images).Select(Datum))}}],
         {{Usage}}}
        """;

    public static string Partial(int index, byte[]? image = null, string kind = "image_generation") => Event(
        $"{kind}.partial_image",
        $"\"b64_json\":\"{Base64(image)}\",\"created_at\":1781048094,{Facts},\"partial_image_index\":{index}");

    public static string Completed(byte[]? image = null, string kind = "image_generation", bool usage = true) => Event(
        $"{kind}.completed",
        $"\"b64_json\":\"{Base64(image)}\",\"created_at\":1781048094,{Facts}"
        + (usage ? "," + Usage.ReplaceLineEndings("") : string.Empty));

    public static string Event(string type, string fields) =>
        $"event: {type}\ndata: {{\"type\":\"{type}\",{fields}}}\n\n";

    /// <summary>
    /// A service of both APIs that answers everything with as many images as asked for, streamed if asked.
    /// </summary>
    public static Task<LoopbackService> StartAsync(byte[]? image = null, int atMost = int.MaxValue) =>
        LoopbackService.StartAsync((context, request) => AnswerAsync(context, request, image ?? Samples.Png, atMost));

    public static Task AnswerAsync(
        HttpContext context, ReceivedRequest request, byte[] image, int atMost = int.MaxValue)
    {
        bool isStream = ValueOf(request, "stream") == "true";
        if (request.Path == "/v1/responses")
        {
            return isStream
                ? StreamScript.WriteAsync(context)
                : LoopbackService.WriteJsonAsync(context, Samples.Response(image: image));
        }

        string kind = request.Path == "/v1/images/edits" ? "image_edit" : "image_generation";
        int count = Math.Min(int.Parse(ValueOf(request, "n") ?? "1"), atMost);
        if (!isStream) return LoopbackService.WriteJsonAsync(context, Answer([.. Enumerable.Repeat(image, count)]));

        int partials = int.Parse(ValueOf(request, "partial_images") ?? "0");
        context.Response.ContentType = "text/event-stream";
        return context.Response.WriteAsync(
            string.Concat(Enumerable.Range(0, partials).Select(index => Partial(index, kind: kind)))
            + string.Concat(Enumerable.Repeat(Completed(image, kind), count)));
    }

    /// <summary>A field of the request as text, whether it came as JSON or as a form.</summary>
    public static string? ValueOf(ReceivedRequest request, string name) => MultipartForm.Is(request)
        ? MultipartForm.Of(request).TextOf(name)
        : request.Json[name]?.ToString();

    private static string Datum(byte[] image) => $$"""{"b64_json":"{{Convert.ToBase64String(image)}}"}""";

    private static string Base64(byte[]? image) => Convert.ToBase64String(image ?? Samples.Png);
}
