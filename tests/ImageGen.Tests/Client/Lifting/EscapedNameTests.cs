using System;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Lifting;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Lifting;

/// <summary>JSON allows an escape for any character of a name; the image below it is lifted all the same.</summary>
public sealed class EscapedNameTests
{
    private static readonly byte[] s_image = ImageLifterTests.Noise(6001, seed: 1);
    private static readonly string s_base64 = Convert.ToBase64String(s_image);

    [Theory]
    [InlineData("result", "res\\u0075lt")]
    [InlineData("result", "\\u0072\\u0065\\u0073\\u0075\\u006C\\u0074")]
    [InlineData("b64_json", "b64_js\\u006fn")]
    [InlineData("b64_json", "b64\\u005Fjson")]
    [InlineData("partial_image_b64", "partial_im\\u0061ge_b64")]
    public void An_image_under_an_escaped_name_is_lifted_at_every_split(string name, string escaped)
    {
        byte[] text = Utf8($$"""{"id":"a\\","{{escaped}}" : "{{s_base64}}","size":"1x1"}""");
        int end = text.AsSpan().IndexOf(Utf8(s_base64)) + 10;
        for (int at = 0; at < end; at++)
        {
            using LiftedDocument document = LiftedDocument.SplitAt(text, at);

            Assert.InRange(document.Text.Length, 1, 200);
            Assert.Equal(s_image, document.Take(document.Json![name]));
            Assert.Equal("1x1", (string)document.Json!["size"]!);
        }
    }

    [Theory]
    [InlineData("res\\u0075lts")]
    [InlineData("res\\\\u0075lt")]
    [InlineData("res\\u0175lt")]
    [InlineData("\\nresult")]
    [InlineData("result\\u0000")]
    public void A_name_that_only_looks_like_it_is_none(string name)
    {
        byte[] text = Utf8($$"""{"{{name}}":"{{s_base64}}"}""");

        using LiftedDocument document = LiftedDocument.Of(text);

        Assert.Equal(text, document.Text.ToArray());
    }

    [Fact]
    public void A_type_with_escapes_is_the_same_type()
    {
        string text = $$"""
            data: {"type":"response.output_item.done","item":{"result":"{{s_base64}}"} }

            data: {"ty\u0070e":"response\u002ecompleted","response":{"output":[{"result":"{{s_base64}}"}]} }

            """;

        using LiftedDocument document = LiftedDocument.Of(Utf8(text));

        Assert.Equal(1, document.Decoded);
    }

    [Fact]
    public void An_endless_name_is_read_without_memory()
    {
        FieldTracker tracker = new();
        byte[] plain = Utf8(string.Concat(Enumerable.Repeat("result", 10_000)));
        byte[] escapes = Utf8(string.Concat(Enumerable.Repeat("res\\u0075lt", 10_000)));
        tracker.BeginString();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < 20; round++)
        {
            tracker.Append(plain);
            tracker.Append(escapes);
        }

        tracker.EndString();
        tracker.Between(Utf8(":"));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
        Assert.False(tracker.BeginString());
    }

    [Theory]
    [InlineData("{\"re\\")]
    [InlineData("{\"id\":\"ab\\")]
    [InlineData("{\"result\":\"AAAA\\")]
    public void A_line_that_broke_off_at_a_backslash_takes_nothing_of_the_next(string cut)
    {
        string text = $$"""
            data: {{cut}}
            data: {"result":"{{s_base64}}"}
            """;
        for (int at = 0; at < cut.Length + 30; at++)
        {
            using LiftedDocument document = LiftedDocument.SplitAt(Utf8(text.Replace("\r", "")), at);

            Assert.InRange(document.Text.Length, 1, 200);
            string last = Encoding.UTF8.GetString(document.Text).Split("data: ")[^1];
            Assert.Equal(s_image, document.Take(JsonNode.Parse(last)!["result"]));
        }
    }

    [Fact]
    public void The_name_after_one_that_broke_off_in_an_escape_is_read()
    {
        string text = "data: {\"res\\u00\ndata: {\"res\\\ndata: {\"result\":\"" + s_base64[..5000] + "\\\n"
            + $$"""data: {"result":"{{s_base64}}"}""";

        using LiftedDocument document = LiftedDocument.Of(Utf8(text));

        string last = Encoding.UTF8.GetString(document.Text).Split("data: ")[^1];
        Assert.Equal(s_image, document.Take(JsonNode.Parse(last)!["result"]));
    }

    [Theory]
    [InlineData("data:image\\/png;base64,")]
    [InlineData("data:image/png;base64\\u002c")]
    [InlineData("DATA:image/png;base64,")]
    [InlineData("\\n \\u0064ata\\u003Aimage/png;base64, ")]
    public void A_prefix_with_escapes_is_no_part_of_the_image(string prefix)
    {
        foreach (int length in new[] { 300, 6001 })
        {
            byte[] image = ImageLifterTests.Noise(length, seed: 3);
            byte[] text = Utf8($$"""{"result":"{{prefix}}{{Convert.ToBase64String(image)}}"}""");

            using LiftedDocument document = LiftedDocument.Of(text);

            Assert.Equal(image, document.Take(document.Json!["result"]));
        }
    }

    [Theory]
    [InlineData(" ")]
    [InlineData("\\n")]
    [InlineData("\\u000D\\u000A")]
    public void White_space_in_an_image_is_passed_over_with_and_without_padding(string space)
    {
        foreach (int length in new[] { 301, 6001, 6002 })
        {
            byte[] image = ImageLifterTests.Noise(length, seed: 4);
            string base64 = Convert.ToBase64String(image);
            foreach (string form in new[] { base64, base64.TrimEnd('=') })
            {
                string spaced = string.Join(space, form.Chunk(7).Select(line => new string(line))) + space;
                byte[] text = Utf8($$"""{"result":"{{spaced}}"}""");
                using LiftedDocument whole = LiftedDocument.Of(text);
                using LiftedDocument pieces = LiftedDocument.InPiecesOf(text, () => 3);

                Assert.Equal(image, whole.Take(whole.Json!["result"]));
                Assert.Equal(image, pieces.Take(pieces.Json!["result"]));
            }
        }
    }

    [Fact]
    public async Task An_image_larger_than_the_longest_text_is_received_under_an_escaped_name()
    {
        byte[] png = [.. Samples.Png, .. ImageLifterTests.Noise(25 * 1024 * 1024, seed: 5)];

        EngineRun run = await ImagesRun.OfAsync(
            200, $$"""{"created":1,"data":[{"b64_js\u006fn":"{{Convert.ToBase64String(png)}}"}]}""");

        Assert.Equal(png.Length, run.Image.Bytes!.Length);
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
