using System;
using System.Collections.Generic;

namespace ImageGen.Trial;

/// <summary>What the service answers.</summary>
internal static class Answers
{
    private static readonly string s_image = Convert.ToBase64String(CreateImage());

    public static string Images => $$"""{"created":1,"data":[{"b64_json":"{{s_image}}"}]}""";

    public static string UnderWay(string id) => $$"""{"id":"{{id}}","status":"in_progress","store":true,"output":[]}""";

    public static string Completed(string id) =>
        $$"""{"id":"{{id}}","status":"completed","store":true,"output":[{{Item(id)}}]}""";

    /// <summary>The events of a stream up to where the picture is drawn.</summary>
    public static IEnumerable<string> Beginning(string id) =>
    [
        Event("response.created", $"\"response\":{UnderWay(id)},\"sequence_number\":0"),
        Event("response.in_progress", $"\"response\":{UnderWay(id)},\"sequence_number\":1"),
    ];

    /// <summary>The events after that.</summary>
    public static IEnumerable<string> End(string id) =>
    [
        Event("response.output_item.done", $"\"item\":{Item(id)},\"output_index\":0,\"sequence_number\":2"),
        Event("response.completed", $"\"response\":{Completed(id)},\"sequence_number\":3"),
    ];

    private static string Item(string id) =>
        $$"""{"id":"ig_{{id}}","type":"image_generation_call","status":"completed","result":"{{s_image}}"}""";

    private static string Event(string type, string json) => $"event: {type}\ndata: {{\"type\":\"{type}\",{json}}}\n\n";

    /// <summary>Something that begins as a PNG of 1024 by 1024.</summary>
    private static byte[] CreateImage()
    {
        byte[] image = new byte[60_000];
        new Random(1).NextBytes(image);
        byte[] start =
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 4, 0, 0, 0, 4, 0,
        ];
        start.CopyTo(image, 0);
        return image;
    }
}
