using System;
using System.Text;
using StbImageSharp;

namespace ImageGen.Tests.Support;

/// <summary>Small pictures and answers for tests.</summary>
internal static class Samples
{
    /// <summary>A whole PNG of 1 by 1 pixel.</summary>
    public static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static string PngBase64 => Convert.ToBase64String(Png);

    /// <summary>A response with one image, as the service writes it.</summary>
    public static string Response(
        string id = "resp_1", string callId = "ig_1", byte[]? image = null, string status = "completed") =>
        $$$"""
        {"id":"{{{id}}}","object":"response","created_at":1789428283,"status":"{{{status}}}","error":null,
         "incomplete_details":null,"model":"gpt-5.6-sol-2026-09-01","output":[
          {"id":"{{{callId}}}","type":"image_generation_call","status":"completed","action":"generate",
           "background":"opaque","output_format":"png","quality":"high","size":"1024x1024",
           "result":"{{{Convert.ToBase64String(image ?? Png)}}}","revised_prompt":"revised"},
          {"id":"msg_1","type":"message","status":"completed","role":"assistant",
           "content":[{"type":"output_text","text":"","annotations":[],"logprobs":[]}]}],
         "previous_response_id":null,"store":true,
         "tools":[{"type":"image_generation","model":"gpt-image-2.6-sunburst","n":1}],
         "tool_usage":{"image_gen":{"input_tokens":72,"input_tokens_details":{"image_tokens":0,"text_tokens":72},
          "output_tokens":4260,"total_tokens":4332}},
         "usage":{"input_tokens":6042,"output_tokens":100,"total_tokens":6142}}
        """;

    /// <summary>An error body, as the service writes it.</summary>
    public static string Error(
        string message, string? code = null, string? parameter = null, string type = "invalid_request_error") =>
        $$$"""{"error":{"message":"{{{message}}}","type":"{{{type}}}","param":{{{Quote(parameter)}}},"code":{{{Quote(code)}}}}}""";

    /// <summary>The picture's size, by an independent decoder.</summary>
    public static (int Width, int Height) Decode(byte[] image)
    {
        ImageResult result = ImageResult.FromMemory(image, ColorComponents.RedGreenBlueAlpha);
        return (result.Width, result.Height);
    }

    public static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Quote(string? text) => text is null ? "null" : $"\"{text}\"";
}
