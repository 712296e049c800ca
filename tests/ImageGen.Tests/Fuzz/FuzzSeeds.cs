using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Fuzz;

/// <summary>Inputs that are right, to be spoiled.</summary>
internal static class FuzzSeeds
{
    /// <summary>Just long enough to be taken out of the JSON.</summary>
    private static readonly byte[] s_picture = Pngs.Large(33, 26);

    public static IReadOnlyList<byte[]> Responses { get; } = Utf8(
        Samples.Response(),
        Samples.Response(image: s_picture),
        """{"id":"resp_1","status":"failed","error":{"code":"server_error","message":"Broken.","param":null}}""",
        """{"id":"resp_1","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[]}""",
        """{"output":[{"type":"message","content":[{"type":"output_text","text":"Which \u00fcber fox?"},{"refusal":"No."}]}]}""",
        """{"output":[{"type":"image_generation_call","error":{"message":"No.","moderation_details":{"categories":["x"]}}}]}""");

    public static IReadOnlyList<byte[]> Streams { get; } = Utf8(
        Transcript.Of(Transcript.Whole),
        Transcript.Of(Transcript.Whole).Replace(Samples.PngBase64, Convert.ToBase64String(s_picture)),
        Transcript.Of(Transcript.Created, Transcript.ItemDone())
            + "event: error\ndata: {\"error\":{\"message\":\"No.\"}}\n\n",
        "\u00ef\u00bb\u00bf: hello\r\nevent: x\r\ndata: a\rdata\rdata: b\r\n\r\ndata:c\n\ndata: [DONE]\n\n");

    public static IReadOnlyList<byte[]> Images { get; } = Utf8(
        ImagesScript.Answer(), ImagesScript.Answer(s_picture, Samples.Png),
        """{"error":{"message":"No."}}""", """{"data":[{"url":"x"}]}""");

    public static IReadOnlyList<byte[]> ImageStreams { get; } = Utf8(
        ImagesScript.Partial(0) + ImagesScript.Completed(),
        ImagesScript.Partial(0, s_picture) + ImagesScript.Completed(s_picture) + ImagesScript.Completed(),
        "event: error\ndata: {\"type\":\"error\",\"message\":\"No.\",\"code\":7}\n\n");

    public static IReadOnlyList<byte[]> Errors { get; } = Utf8(
        Samples.Error("No.", "invalid_value", "size"),
        """{"detail":[{"loc":["body"],"msg":"bad"}]}""", """{"error":"text"}""",
        "<html>x</html>", "plain", """{"error":{"error":{"message":{"a":1},"code":7,"type":null}}}""", "");

    public static IReadOnlyList<byte[]> Sidecars { get; } = Utf8(
        """{"version":1,"id":"ig_1","prompt":"a fox","width":1,"usage":{"input_tokens":7},"cost":0.04,"created_at":"2026-11-22T10:00:00+00:00","duration_seconds":1.5,"stored":true}""",
        """{"version":1,"response_id":"resp_1","service":"OpenAI","sent_at":"2026-11-22T10:00:00+00:00"}""",
        "{}");

    public static IReadOnlyList<byte[]> Pictures { get; } =
    [
        s_picture, Samples.Png, Jpegs.Of(40, 30, 6), Pngs.Claiming(int.MaxValue, -1), .. Utf8(
            "GIF89a\u0001\0\u0002\0", "RIFF\0\0\0\0WEBPVP8X\n\0\0\0\0\0\0\0\u0001\0\0\u0001\0\0\0\0",
            "\0\0\0\u0010ftypavif\0\0\0\0\0\0\00meta\0\0\0\0\0\0\0$iprp"
            + "\0\0\0\u001Cipco\0\0\0\u0014ispe\0\0\0\0\0\0\0\u0001\0\0\0\u0002",
            "RIFF\0\0\0\0WEBPVP8L\u0005\0\0\0/\u0001\u0002\u0003\u0004\0\0\0\0\0\0",
            "<?xml?><!-- x --><svg width='10px' height=\"20\"/>"),
    ];

    private static byte[][] Utf8(params string[] texts) => [.. texts.Select(text => Encoding.Latin1.GetBytes(text))];
}
