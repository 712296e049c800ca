using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace ImageGen.Benchmarks.Service;

/// <summary>
/// The answers of both APIs with one image of a given size, as the services write them: whole, and as the events of a
/// stream that carries a partial image and then the final one twice.
/// </summary>
internal sealed class PreparedAnswer
{
    public PreparedAnswer(int imageLength)
    {
        string image = Convert.ToBase64String(CreateImage(imageLength));
        string item = Item(image);
        Response = Encoding.UTF8.GetBytes(Object("completed", item));
        Images = Encoding.UTF8.GetBytes(
            $$"""
            {"created":1789428283,"background":"opaque","data":[{"b64_json":"{{image}}"}],"output_format":"png",
            "quality":"high","size":"1024x1024"}
            """);
        Partial = Event(
            "response.image_generation_call.partial_image",
            "\"item_id\":\"ig_1\",\"output_index\":0,\"partial_image_index\":0,\"size\":\"1024x1024\","
            + $"\"partial_image_b64\":\"{image}\"");
        Before =
        [
            Event("response.created", $"\"response\":{Object("in_progress", string.Empty)}"),
            Event("response.in_progress", $"\"response\":{Object("in_progress", string.Empty)}"),
            Event("response.image_generation_call.in_progress", "\"output_index\":0,\"item_id\":\"ig_1\""),
            Event("response.image_generation_call.generating", "\"output_index\":0,\"item_id\":\"ig_1\""),
        ];
        After =
        [
            Event("response.output_item.done", $"\"output_index\":0,\"item\":{item}"),
            Event("response.completed", $"\"response\":{Object("completed", item)}"),
        ];
    }

    public byte[] Response { get; }

    public byte[] Images { get; }

    public IReadOnlyList<byte[]> Before { get; }

    public byte[] Partial { get; }

    public IReadOnlyList<byte[]> After { get; }

    /// <summary>A PNG's header and noise behind it, the same in every process.</summary>
    public static byte[] CreateImage(int length)
    {
        byte[] image = new byte[length];
        new Random(length).NextBytes(image);
        ReadOnlySpan<byte> header = [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52];
        header.CopyTo(image);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(16), 1024);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(20), 1024);
        return image;
    }

    private static string Item(string image) =>
        $$"""
        {"id":"ig_1","type":"image_generation_call","status":"completed","action":"generate",
        "background":"opaque","output_format":"png","quality":"high","size":"1024x1024","result":"{{image}}",
        "revised_prompt":"A red fox in deep snow, its fur bright against the white."}
        """.ReplaceLineEndings(string.Empty);

    private static string Object(string status, string output) =>
        $$$"""
        {"id":"resp_1","object":"response","created_at":1789428283,"status":"{{{status}}}","error":null,
        "incomplete_details":null,"instructions":null,"model":"gpt-5.6-sol","output":[{{{output}}}],
        "parallel_tool_calls":true,"previous_response_id":null,"store":true,"temperature":1.0,
        "tool_choice":{"type":"image_generation"},"tools":[{"type":"image_generation","model":"gpt-image-1"}],
        "top_p":1.0,"usage":{"input_tokens":6042,"input_tokens_details":{"cached_tokens":0},"output_tokens":100,
        "output_tokens_details":{"reasoning_tokens":0},"total_tokens":6142},"metadata":{}}
        """.ReplaceLineEndings(string.Empty);

    private static byte[] Event(string type, string fields) =>
        Encoding.UTF8.GetBytes($"event: {type}\ndata: {{\"type\":\"{type}\",\"sequence_number\":1,{fields}}}\n\n");
}
