using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Sandbox;

/// <summary>What recordings of the service show and its documentation does not.</summary>
public sealed class RecordedTests : IDisposable
{
    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("gpt-image-1")]
    [InlineData("dall-e-3")]
    [InlineData("gpt-image-9")]
    public async Task Image_model_that_is_gone_or_unknown_does_not_exist(string model)
    {
        JsonElement tool = await _client.RefuseAsync(
            SandboxClient.Body("A fox", $$"""{"type":"image_generation","model":"{{model}}"}"""));
        JsonElement image = await _client.RefuseAsync(
            "images/generations", SandboxClient.Json($$"""{"model":"{{model}}","prompt":"A fox"}"""));

        Assert.Equal(("tools", "model"), (SandboxClient.Text(tool, "param"), SandboxClient.Text(image, "param")));
        Assert.All([tool, image], error =>
        {
            Assert.Equal($"The model '{model}' does not exist.", SandboxClient.Text(error, "message"));
            Assert.Equal("image_generation_user_error", SandboxClient.Text(error, "type"));
            Assert.Equal("invalid_value", SandboxClient.Text(error, "code"));
        });
    }

    [Theory]
    [InlineData("gpt-4o-mini", "", null, 0)]
    [InlineData("gpt-5.6-sol", "", "none", 0)]
    [InlineData("gpt-5", "", "medium", 1024)]
    [InlineData("gpt-6-luna", "", "medium", 1024)]
    [InlineData("gpt-6-luna", "none", "none", 0)]
    [InlineData("gpt-5.6-sol", "low", "low", 192)]
    public async Task Model_that_thinks_has_an_item_for_it_and_tokens(
        string model, string typed, string? effort, int tokens)
    {
        string more = typed.Length == 0 ? "" : $$""","reasoning":{"effort":"{{typed}}"}""";
        JsonElement response = await _client.CreateAsync(
            SandboxClient.Body("A fox", more: more).Replace("gpt-5.6-sol", model));
        JsonElement[] output = [.. response.GetProperty("output").EnumerateArray()];
        JsonElement usage = response.GetProperty("usage");

        string[] expected = ["image_generation_call", "message"];
        Assert.Equal(
            tokens > 0 ? ["reasoning", .. expected] : expected,
            output.Select(item => SandboxClient.Text(item, "type")));
        Assert.Equal(effort, response.GetProperty("reasoning").GetProperty("effort").GetString());
        Assert.Equal(tokens, usage.GetProperty("output_tokens_details").GetProperty("reasoning_tokens").GetInt32());
        Assert.InRange(usage.GetProperty("output_tokens").GetInt32() - tokens, 65, 100);
        Assert.InRange(usage.GetProperty("input_tokens").GetInt32(), 1979, 3195);
        if (tokens > 0)
        {
            Assert.StartsWith("rs_", SandboxClient.Text(output[0], "id"));
            Assert.Equal(0, output[0].GetProperty("summary").GetArrayLength());
        }
    }

    [Fact]
    public async Task Thinking_is_streamed_as_an_item_before_the_picture()
    {
        List<JsonElement> events = await _client.StreamAsync(
            SandboxClient.Body("A fox", more: ",\"stream\":true").Replace("gpt-5.6-sol", "gpt-6-luna"));
        JsonElement[] items = [.. events.Where(data => data.TryGetProperty("item", out _))];

        Assert.Equal(
            ["rs_ 0", "rs_ 0", "ig_ 1", "ig_ 1", "msg 2", "msg 2"],
            items.Select(data =>
                $"{SandboxClient.Text(data.GetProperty("item"), "id")[..3]} {data.GetProperty("output_index")}"));
        Assert.Equal(
            Enumerable.Range(0, events.Count), events.Select(data => data.GetProperty("sequence_number").GetInt32()));
        Assert.All(
            events.Where(data =>
                data.TryGetProperty("item_id", out JsonElement id) && id.GetString()!.StartsWith("ig_")),
            data => Assert.Equal(1, data.GetProperty("output_index").GetInt32()));
    }

    [Fact]
    public async Task What_a_model_thought_is_no_picture_to_edit()
    {
        JsonElement first = await _client.CreateAsync(
            SandboxClient.Body("A fox").Replace("gpt-5.6-sol", "gpt-6-luna"));
        string id = SandboxClient.Text(first.GetProperty("output")[0], "id");
        JsonElement second = await _client.CreateAsync(SandboxClient.Body(
            $$"""[{"role":"user","content":"Add a hat"},{"type":"item_reference","id":"{{id}}"}]"""));

        Assert.Equal("generate", SandboxClient.Text(SandboxClient.Picture(second), "action"));
    }

    [Theory]
    [InlineData("gpt-4o-mini", 28_680, 28_702)]
    [InlineData("gpt-6-luna", 2_500, 4_000)]
    public async Task Picture_that_a_model_sees_costs_it_tokens(string model, int least, int most)
    {
        string url = SandboxClient.DataUrl(TestPictures.Png(1024, 1024));
        string mask = SandboxClient.DataUrl(TestPictures.Png(1024, 1024, hasAlpha: true));
        string part = $$"""{"type":"input_image","image_url":"{{url}}"}""";
        JsonElement edit = await _client.CreateAsync(SandboxClient.Body(
            $$"""[{"role":"user","content":[{"type":"input_text","text":"Add a hat"},{{part}}]}]""",
            $$"""{"type":"image_generation","input_image_mask":{"image_url":"{{mask}}"} }""")
            .Replace("gpt-5.6-sol", model));

        Assert.InRange(edit.GetProperty("usage").GetProperty("input_tokens").GetInt32(), least, most);
    }

    [Theory]
    [InlineData("", "gpt-5.6-sol", "gpt-6-luna", 0, 1024)]
    [InlineData("{\"model\":\"gpt-6-sol\"}", "gpt-6-sol", "gpt-6-sol", 1024, 1024)]
    [InlineData("{\"model\":\"gpt-6-sol\",\"reasoning\":{\"effort\":\"low\"}}", "gpt-6-sol", "gpt-6-sol", 192, 192)]
    public async Task SVG_tells_what_its_author_used(
        string svg, string ofTool, string ofImages, int thoughtOfTool, int thoughtOfImages)
    {
        string options = "\"output_format\":\"svg\"" + (svg.Length == 0 ? "" : ",\"svg\":" + svg);
        JsonElement response = await _client.CreateAsync(
            SandboxClient.Body("A fox", $$"""{"type":"image_generation",{{options}}}"""));
        JsonElement images = await _client.GenerateAsync(SandboxClient.Images("A fox", "," + options));

        AssertUsage(SandboxClient.Picture(response), ofTool, thoughtOfTool);
        AssertUsage(images, ofImages, thoughtOfImages);
    }

    [Fact]
    public async Task Other_formats_have_no_author()
    {
        JsonElement response = await _client.CreateAsync(SandboxClient.Body("A fox"));
        JsonElement images = await _client.GenerateAsync(SandboxClient.Images("A fox"));

        Assert.False(SandboxClient.Picture(response).TryGetProperty("svg_usage", out _));
        Assert.False(images.TryGetProperty("svg_usage", out _));
    }

    [Fact]
    public async Task Model_is_found_by_its_id_and_missed_by_any_other()
    {
        JsonElement list = await _client.SendAsync(HttpMethod.Get, "models");
        JsonElement one = await _client.SendAsync(HttpMethod.Get, "models/gpt-image-2-2026-04-21");
        JsonElement gone = await _client.SendAsync(HttpMethod.Get, "models/dall-e-3", 404);

        Assert.Contains(
            one.GetRawText(), list.GetProperty("data").EnumerateArray().Select(model => model.GetRawText()));
        Assert.Equal("model_not_found", SandboxClient.Text(gone.GetProperty("error"), "code"));
    }

    private static void AssertUsage(JsonElement owner, string model, int thought)
    {
        JsonElement usage = owner.GetProperty("svg_usage");
        Assert.Equal(
            ["input_tokens", "model", "output_tokens", "reasoning_tokens", "total_tokens"],
            usage.EnumerateObject().Select(property => property.Name));
        Assert.Equal(model, SandboxClient.Text(usage, "model"));
        Assert.Equal(thought, usage.GetProperty("reasoning_tokens").GetInt32());
        Assert.Equal(
            usage.GetProperty("total_tokens").GetInt32(),
            usage.GetProperty("input_tokens").GetInt32() + usage.GetProperty("output_tokens").GetInt32());
        Assert.True(usage.GetProperty("output_tokens").GetInt32() > thought);
    }
}
