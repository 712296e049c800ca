using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using StbImageSharp;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class ResponseTests : System.IDisposable
{
    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Response_has_the_shape_of_the_service()
    {
        JsonElement response = await _client.CreateAsync(
            SandboxClient.Body("A fox", more: ""","metadata":{"job":"7"},"instructions":"Be kind.","user":"u" """));

        Assert.Matches("^resp_[0-9a-f]{48}$", SandboxClient.Text(response, "id"));
        Assert.Equal("response", SandboxClient.Text(response, "object"));
        Assert.Equal("completed", SandboxClient.Text(response, "status"));
        Assert.Equal("gpt-5.6-sol-2026-09-01", SandboxClient.Text(response, "model"));
        Assert.Equal("Be kind.", SandboxClient.Text(response, "instructions"));
        Assert.Equal("7", SandboxClient.Text(response.GetProperty("metadata"), "job"));
        Assert.Equal("image_generation", SandboxClient.Text(response.GetProperty("tool_choice"), "type"));
        Assert.True(response.GetProperty("store").GetBoolean());
        Assert.Equal(JsonValueKind.Null, response.GetProperty("error").ValueKind);
        Assert.Equal(JsonValueKind.Null, response.GetProperty("previous_response_id").ValueKind);
        Assert.Equal(JsonValueKind.Number, response.GetProperty("completed_at").ValueKind);
        Assert.True(response.GetProperty("usage").GetProperty("total_tokens").GetInt32() > 0);
    }

    [Fact]
    public async Task Output_is_a_picture_and_an_empty_message()
    {
        JsonElement response = await _client.CreateAsync(SandboxClient.Body("A fox"));
        JsonElement picture = SandboxClient.Picture(response);
        JsonElement message = response.GetProperty("output")[1];

        Assert.Equal(2, response.GetProperty("output").GetArrayLength());
        Assert.StartsWith("ig_", SandboxClient.Text(picture, "id"));
        Assert.Equal("image_generation_call", SandboxClient.Text(picture, "type"));
        Assert.Equal("completed", SandboxClient.Text(picture, "status"));
        Assert.Equal("generate", SandboxClient.Text(picture, "action"));
        Assert.Equal("1024x1024", SandboxClient.Text(picture, "size"));
        Assert.Equal("high", SandboxClient.Text(picture, "quality"));
        Assert.Equal("opaque", SandboxClient.Text(picture, "background"));
        Assert.Equal("png", SandboxClient.Text(picture, "output_format"));
        Assert.StartsWith("A fox", SandboxClient.Text(picture, "revised_prompt"));
        Assert.StartsWith("msg_", SandboxClient.Text(message, "id"));
        Assert.Equal("", SandboxClient.Text(message.GetProperty("content")[0], "text"));
    }

    [Fact]
    public async Task Tool_is_echoed_with_defaults_and_without_what_the_service_drops()
    {
        JsonElement response = await _client.CreateAsync(
            SandboxClient.Body("A fox", """{"type":"image_generation","action":"generate"}"""));

        Assert.Equal(
            """{"type":"image_generation","background":"auto","model":"gpt-image-2.6-sunburst","moderation":"auto","""
                + "\"n\":1,\"output_compression\":100,\"output_format\":\"png\","
                + "\"quality\":\"auto\",\"size\":\"auto\"}",
            response.GetProperty("tools")[0].GetRawText());
    }

    [Theory]
    [InlineData("gpt-image-1.5", "1024x1024", "high", 4160)]
    [InlineData("gpt-image-1-mini", "1024x1536", "low", 408)]
    [InlineData("gpt-image-1.5", "1536x1024", "medium", 1568)]
    [InlineData("gpt-image-2", "1024x1024", "low", 196)]
    [InlineData("gpt-image-2.5-flare", "1024x1024", "xhigh", 3122)]
    [InlineData("gpt-image-2.6-sunburst", "1536x1024", "high", 1372)]
    [InlineData("gpt-image-2", "1536x1024", "medium", 1372)]
    [InlineData("gpt-image-2", "2048x1152", "high", 5650)]
    [InlineData("gpt-image-2.5-flare", "3840x2160", "max", 13342)]
    [InlineData("gpt-image-2.5-flare", "2048x2048", "medium", 892)]
    public async Task Image_tokens_follow_the_published_table(string model, string size, string quality, int tokens)
    {
        string tool = $$"""{"type":"image_generation","model":"{{model}}","size":"{{size}}","quality":"{{quality}}"}""";
        JsonElement response = await _client.CreateAsync(SandboxClient.Body("A fox", tool));
        JsonElement usage = response.GetProperty("tool_usage").GetProperty("image_gen");

        JsonElement details = usage.GetProperty("output_tokens_details");
        Assert.Equal(tokens, details.GetProperty("image_tokens").GetInt32());
        Assert.Equal(model == "gpt-image-1.5" ? 308 : 0, details.GetProperty("text_tokens").GetInt32());
        Assert.True(usage.GetProperty("input_tokens").GetInt32() > 0);
    }

    [Theory]
    [InlineData("1024x1024", "png", 1024, 1024)]
    [InlineData("auto", "jpeg", 1024, 1024)]
    [InlineData("976x704", "png", 976, 704)]
    [InlineData("1536x1024", "jpeg", 1536, 1024)]
    [InlineData("3840x2160", "jpeg", 3840, 2160)]
    public async Task Picture_has_the_size_and_format_asked(string size, string format, int width, int height)
    {
        string tool = $$"""{"type":"image_generation","size":"{{size}}","output_format":"{{format}}"}""";
        byte[] bytes = SandboxClient.Bytes(await _client.CreateAsync(SandboxClient.Body("A fox", tool)));
        ImageResult image = SandboxClient.Decode(bytes);

        Assert.Equal(format == "png" ? 0x89 : 0xFF, bytes[0]);
        Assert.Equal((width, height), (image.Width, image.Height));
        Assert.Equal(ColorComponents.RedGreenBlue, image.SourceComp);
    }

    [Fact]
    public async Task Transparent_picture_has_an_alpha_channel_and_holes()
    {
        const string Transparent = """{"type":"image_generation","background":"transparent"}""";
        JsonElement response = await _client.CreateAsync(SandboxClient.Body("A fox", Transparent));
        ImageResult image = SandboxClient.Decode(SandboxClient.Bytes(response));

        Assert.Equal(ColorComponents.RedGreenBlueAlpha, image.SourceComp);
        Assert.Contains((byte)0, image.Data.Where((_, index) => index % 4 == 3));
        Assert.Equal("transparent", SandboxClient.Text(SandboxClient.Picture(response), "background"));
    }

    [Fact]
    public async Task SVG_is_a_document_that_can_be_edited()
    {
        const string Svg = """{"type":"image_generation","output_format":"svg"}""";
        JsonElement first = await _client.CreateAsync(SandboxClient.Body("A <fox> & a hen", Svg));
        string text = Encoding.UTF8.GetString(SandboxClient.Bytes(first));
        System.Xml.Linq.XElement root = System.Xml.Linq.XDocument.Parse(text).Root!;
        JsonElement second = await _client.CreateAsync(
            SandboxClient.Body("Add a hat", more: $",\"previous_response_id\":\"{SandboxClient.Text(first, "id")}\""));

        Assert.Equal("1024", root.Attribute("width")!.Value);
        Assert.Contains(root.Elements(), element => element.Value == "SANDBOX");
        Assert.Contains(root.Elements(), element => element.Value == "A <fox> & a hen");
        Assert.Equal("edit", SandboxClient.Text(SandboxClient.Picture(second), "action"));
    }

    [Fact]
    public async Task JPEG_quality_follows_output_compression()
    {
        const string Format = "\"type\":\"image_generation\",\"output_format\":\"jpeg\"";
        JsonElement high = await _client.CreateAsync(SandboxClient.Body("A fox", $"{{{Format}}}"));
        JsonElement low = await _client.CreateAsync(
            SandboxClient.Body("A fox", $"{{{Format},\"output_compression\":0}}"));

        Assert.True(SandboxClient.Bytes(low).Length < SandboxClient.Bytes(high).Length);
    }

    [Theory]
    [InlineData("\"auto\"", "What is a fox?", false)]
    [InlineData("\"auto\"", "A fox", true)]
    [InlineData("\"none\"", "A fox", false)]
    [InlineData("\"required\"", "What is a fox?", true)]
    [InlineData("""{"type":"allowed_tools","mode":"required","tools":[{"type":"image_generation"}]}""", "Who?", true)]
    public async Task Tool_choice_decides_between_picture_and_text(string choice, string prompt, bool isPicture)
    {
        JsonElement response = await _client.CreateAsync(
            $$"""
            {"model":"gpt-5.6-sol","input":"{{prompt}}","tools":[{{SandboxClient.Tool}}],"tool_choice":{{choice}}}
            """);
        JsonElement[] output = [.. response.GetProperty("output").EnumerateArray()];

        string[] expected = isPicture ? ["image_generation_call", "message"] : ["message"];
        Assert.Equal(expected, output.Select(item => SandboxClient.Text(item, "type")));
        if (!isPicture)
        {
            JsonElement usage = response.GetProperty("tool_usage").GetProperty("image_gen");
            Assert.NotEqual("", SandboxClient.Text(output[0].GetProperty("content")[0], "text"));
            Assert.Equal(0, usage.GetProperty("total_tokens").GetInt32());
        }
    }

    [Fact]
    public async Task Without_tool_the_answer_is_text()
    {
        JsonElement response = await _client.CreateAsync("""{"model":"gpt-5.6-sol","input":"A fox"}""");

        Assert.Equal("message", SandboxClient.Text(response.GetProperty("output")[0], "type"));
    }

    [Fact]
    public async Task Fail_word_gives_a_failed_response_with_HTTP_200()
    {
        JsonElement response = await _client.CreateAsync(SandboxClient.Body("A fox [fail]"));

        Assert.Equal("failed", SandboxClient.Text(response, "status"));
        Assert.Equal("server_error", SandboxClient.Text(response.GetProperty("error"), "code"));
        Assert.Equal(0, response.GetProperty("output").GetArrayLength());
    }

    [Fact]
    public async Task Headers_are_those_of_the_service()
    {
        using HttpResponseMessage reply = await _client.PostAsync(SandboxClient.Body("A fox"));

        Assert.Matches("^req_[0-9a-f]{32}$", Assert.Single(reply.Headers.GetValues("x-request-id")));
        Assert.Equal("2020-10-01", Assert.Single(reply.Headers.GetValues("openai-version")));
        Assert.Matches("^[0-9]+$", Assert.Single(reply.Headers.GetValues("openai-processing-ms")));
        Assert.Equal("application/json", reply.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Base_address_does_not_matter_and_base64_is_not_escaped()
    {
        using StringContent body = new(SandboxClient.Body("A fox"), Encoding.UTF8, "application/json");
        using HttpResponseMessage reply = await _client.Http.PostAsync(
            "http://localhost:1/some/where/responses", body, SandboxClient.Token);
        string text = await reply.Content.ReadAsStringAsync(SandboxClient.Token);

        Assert.Equal(200, (int)reply.StatusCode);
        Assert.DoesNotContain("\\u002b", text, System.StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Models_tell_when_they_go()
    {
        JsonElement list = await _client.SendAsync(HttpMethod.Get, "models");
        JsonElement[] models = [.. list.GetProperty("data").EnumerateArray()];

        JsonElement old = models.Single(model => SandboxClient.Text(model, "id") == "gpt-image-1.5");
        JsonElement current = models.Single(model => SandboxClient.Text(model, "id") == "gpt-image-2.6-flare");
        Assert.Equal("2026-12-01", SandboxClient.Text(old, "shutdown_date"));
        Assert.False(current.TryGetProperty("shutdown_date", out _));
        Assert.DoesNotContain(models, model => SandboxClient.Text(model, "id") == "dall-e-3");
    }
}
