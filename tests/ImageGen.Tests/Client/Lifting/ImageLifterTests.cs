using System;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace ImageGen.Tests.Client.Lifting;

public sealed class ImageLifterTests
{
    private static readonly byte[] s_image = Noise(6001, seed: 1);
    private static readonly string s_base64 = Convert.ToBase64String(s_image);

    [Fact]
    public void An_image_is_lifted_whole_at_every_split()
    {
        byte[] text = Utf8($$"""{"id":"ig_1","result" : "{{s_base64}}","size":"1024x1024","n":[1,{"a":"b\"c\\"}]}""");
        for (int at = 0; at <= text.Length; at++)
        {
            using LiftedDocument document = LiftedDocument.SplitAt(text, at);

            Assert.Equal(s_image, document.Take(document.Json!["result"]));
            Assert.Equal("1024x1024", (string)document.Json!["size"]!);
            Assert.Equal("b\"c\\", (string)document.Json!["n"]![1]!["a"]!);
            Assert.InRange(document.Text.Length, 1, 200);
        }
    }

    [Fact]
    public void An_image_whose_event_has_several_lines_is_lifted_at_every_split()
    {
        byte[] text = Utf8($"data: {{\"result\"\ndata: :\r\ndata:\"{s_base64}\"\rdata: }}\n\ndata: \"result\"\n");
        for (int at = 0; at < 60; at++)
        {
            using LiftedDocument document = LiftedDocument.SplitAt(text, at);

            string[] events = Encoding.UTF8.GetString(document.Text).Replace("data:", string.Empty).Split("\n\n");
            Assert.Equal(s_image, document.Take(JsonNode.Parse(events[0])!["result"]));
            Assert.InRange(document.Text.Length, 1, 200);
        }
    }

    [Theory]
    [InlineData("\ndat: ")]
    [InlineData("\n data: ")]
    [InlineData("data: ")]
    [InlineData("\ndata: data: ")]
    public void Other_words_between_a_name_and_a_text_make_it_no_image(string words)
    {
        byte[] text = Utf8($"data: {{\"result\"{words}:\"{s_base64}\"}}\n");

        using LiftedDocument document = LiftedDocument.Of(text);

        Assert.Equal(text, document.Text.ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4097)]
    public void An_image_is_lifted_whole_in_pieces_of_any_size(int length)
    {
        using LiftedDocument document = LiftedDocument.InPiecesOf(
            Utf8($$"""{"result":"{{s_base64}}"}"""), () => length);

        Assert.Equal(s_image, document.Take(document.Json!["result"]));
    }

    [Theory]
    [InlineData(3069)]
    [InlineData(3070)]
    [InlineData(3071)]
    [InlineData(3072)]
    [InlineData(3073)]
    [InlineData(3074)]
    public void Images_about_the_threshold_are_the_same_lifted_or_not(int length)
    {
        byte[] image = Noise(length, seed: length);
        byte[] text = Utf8($$"""{"result":"{{Convert.ToBase64String(image)}}"}""");

        using LiftedDocument document = LiftedDocument.Of(text);

        Assert.Equal(image, document.Take(document.Json!["result"]));
    }

    [Theory]
    [InlineData("/", "\\/")]
    [InlineData("+", "\\u002b")]
    [InlineData("+", "\\u002B")]
    [InlineData("=", "\\u003d")]
    [InlineData("A", "A\\n")]
    [InlineData("A", "A\\r\\n\\t")]
    public void Escapes_are_resolved_at_every_split(string plain, string escaped)
    {
        byte[] text = Utf8($$"""{"result":"{{s_base64.Replace(plain, escaped)}}"}""");
        for (int at = 4000; at < 4400; at++)
        {
            using LiftedDocument document = LiftedDocument.SplitAt(text, at);

            Assert.Equal(s_image, document.Take(document.Json!["result"]));
        }
    }

    [Fact]
    public void Missing_padding_is_forgiven()
    {
        foreach (int length in new[] { 6001, 6002, 6003 })
        {
            byte[] image = Noise(length, seed: length);
            using LiftedDocument document =
                LiftedDocument.Of(Utf8($$"""{"result":"{{Convert.ToBase64String(image).TrimEnd('=')}}"}"""));

            Assert.Equal(image, document.Take(document.Json!["result"]));
        }
    }

    [Theory]
    [InlineData("*")]
    [InlineData("====")]
    [InlineData("AA==AAAA")]
    [InlineData("\\u00e9")]
    [InlineData("\\\"")]
    public void What_is_no_base64_is_no_image(string inserted)
    {
        foreach (int at in new[] { 0, 100, 4095, 4096, 5000 })
        {
            string damaged = s_base64.Insert(at, inserted);
            using LiftedDocument document = LiftedDocument.Of(Utf8($$"""{"result":"{{damaged}}"}"""));

            Assert.Throws<FormatException>(() => document.Take(document.Json!["result"]));
        }
    }

    [Fact]
    public void An_image_that_is_cut_off_is_no_image_and_the_next_line_is_read()
    {
        string text = $"data: {{\"result\":\"{s_base64[..5000]}\ndata: {{\"result\":\"{s_base64}\"}}\n";
        using LiftedDocument document = LiftedDocument.Of(Utf8(text));

        string[] lines = Encoding.UTF8.GetString(document.Text).Split('\n');
        Assert.StartsWith("data: {\"result\":\"\\u0001-1:", lines[0]);
        Assert.Equal(s_image, document.Take(JsonNode.Parse(lines[1]["data: ".Length..])!["result"]));
    }

    [Theory]
    [InlineData("revised_prompt")]
    [InlineData("text")]
    [InlineData("resultant")]
    public void Other_long_texts_stay_as_they_are(string name)
    {
        byte[] text = Utf8($$"""{"{{name}}":"{{s_base64}}","list":["result","{{s_base64}}"]}""");

        using LiftedDocument document = LiftedDocument.Of(text);

        Assert.Equal(text, document.Text.ToArray());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"short\"")]
    [InlineData("{\"result\":1}")]
    [InlineData("[\"result\"]")]
    public void A_field_without_a_long_text_stays_as_it_is(string value)
    {
        byte[] text = Utf8($$"""{"result":{{value}},"b64_json":{{value}}}""");

        using LiftedDocument document = LiftedDocument.Of(text);

        Assert.Equal(text, document.Text.ToArray());
    }

    [Fact]
    public void Random_documents_are_what_a_plain_parser_reads()
    {
        Random random = new(20261122);
        for (int round = 0; round < 400; round++)
        {
            RandomDocument expected = new(random);
            using LiftedDocument document = LiftedDocument.InPiecesOf(
                Utf8(expected.Text), () => random.Next(4) == 0 ? random.Next(1, 8) : random.Next(1, 9000));

            expected.AssertSame(document);
        }
    }

    internal static byte[] Noise(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
