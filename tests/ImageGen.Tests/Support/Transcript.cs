using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;

namespace ImageGen.Tests.Support;

/// <summary>Events of a stream as the service writes them, after the recording in the contract.</summary>
internal static class Transcript
{
    public const string Created =
        """
        {"type":"response.created","response":{"id":"resp_1","object":"response","created_at":1789428283,"status":"in_progress","background":false,"completed_at":null,"error":null,"incomplete_details":null,"model":"gpt-4o-mini-2024-07-18","output":[],"previous_response_id":null,"store":true,"tool_choice":"auto","tool_usage":{"image_gen":{"input_tokens":0,"input_tokens_details":{"image_tokens":0,"text_tokens":0},"output_tokens":0,"total_tokens":0},"web_search":{"num_requests":0}},"tools":[{"type":"image_generation","model":"gpt-image-2","n":1}],"usage":null,"user":null,"metadata":{}},"sequence_number":0}
        """;

    public const string InProgress =
        """{"type":"response.in_progress","response":{"id":"resp_1","status":"in_progress","output":[]},"sequence_number":1}""";

    public const string ItemAdded =
        """{"type":"response.output_item.added","item":{"id":"ig_1","type":"image_generation_call","status":"in_progress"},"output_index":0,"sequence_number":2}""";

    public const string Generating =
        """{"type":"response.image_generation_call.generating","item_id":"ig_1","output_index":0,"sequence_number":4}""";

    public const string KeepAlive = """{"type":"keepalive","sequence_number":5}""";

    public const string CallCompleted =
        """{"type":"response.image_generation_call.completed","item_id":"ig_1","output_index":0,"sequence_number":7}""";

    public const string TextDelta =
        """{"type":"response.output_text.delta","content_index":0,"delta":"Here","item_id":"msg_1","logprobs":[],"obfuscation":"0akkkhrq6x9f","output_index":1,"sequence_number":11}""";

    public static string Item(string id = "ig_1", string status = "completed") =>
        $$"""{"id":"{{id}}","type":"image_generation_call","status":"{{status}}","action":"generate","background":"transparent","output_format":"png","quality":"high","result":"{{Samples.PngBase64}}","revised_prompt":"A beautiful winter landscape","size":"1024x1024"}""";

    public static string Partial(int index = 0) =>
        $$"""{"type":"response.image_generation_call.partial_image","background":"transparent","item_id":"ig_1","output_format":"png","output_index":0,"partial_image_b64":"{{Samples.PngBase64}}","partial_image_index":{{index}},"quality":"high","sequence_number":6,"size":"1024x1024"}""";

    public static string ItemDone(string id = "ig_1", string status = "completed") =>
        $$"""{"type":"response.output_item.done","item":{{Item(id, status)}},"output_index":0,"sequence_number":8}""";

    public static string Completed(string output) =>
        $$$"""{"type":"response.completed","response":{"id":"resp_1","status":"completed","model":"gpt-4o-mini-2024-07-18","output":[{{{output}}}],"store":true,"tools":[{"type":"image_generation","model":"gpt-image-2","n":1}],"tool_usage":{"image_gen":{"input_tokens":72,"input_tokens_details":{"image_tokens":0,"text_tokens":72},"output_tokens":4260,"total_tokens":4332},"web_search":{"num_requests":0}},"usage":{"input_tokens":6042,"output_tokens":100,"total_tokens":6142}},"sequence_number":15}""";

    /// <summary>Everything that a service sends for one image with one preview.</summary>
    public static IReadOnlyList<string> Whole =>
    [
        Created, InProgress, ItemAdded,
        """{"type":"response.image_generation_call.in_progress","item_id":"ig_1","output_index":0,"sequence_number":3}""",
        Generating, KeepAlive, Partial(), CallCompleted, ItemDone(),
        """{"type":"response.output_item.added","item":{"id":"msg_1","type":"message","status":"in_progress","content":[],"role":"assistant"},"output_index":1,"sequence_number":9}""",
        """{"type":"response.content_part.added","content_index":0,"item_id":"msg_1","output_index":1,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":""},"sequence_number":10}""",
        TextDelta,
        """{"type":"response.output_text.done","content_index":0,"item_id":"msg_1","logprobs":[],"output_index":1,"sequence_number":12,"text":"Here…"}""",
        """{"type":"response.output_item.done","item":{"id":"msg_1","type":"message","status":"completed","content":[{"type":"output_text","text":"Here…"}],"role":"assistant"},"output_index":1,"sequence_number":14}""",
        Completed(Item()),
    ];

    /// <summary>Each event with its name before it and a blank line after it.</summary>
    public static string Of(params IEnumerable<string> events) =>
        string.Concat(events.Select(json => $"event: {JsonNode.Parse(json)!["type"]}\ndata: {json.Trim()}\n\n"));
}
