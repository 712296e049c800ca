using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class RefusalTests : System.IDisposable
{
    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("\"response_format\":\"b64_json\"", "unknown_parameter", "response_format")]
    [InlineData("\"n\":2", "unknown_parameter", "n")]
    [InlineData("\"style\":\"vivid\"", "unknown_parameter", "style")]
    [InlineData("\"markup\":{}", "unknown_parameter", "markup")]
    [InlineData("\"size\":1024", "invalid_type", "size")]
    [InlineData("\"size\":null", "invalid_type", "size")]
    [InlineData("\"partial_images\":\"1\"", "invalid_type", "partial_images")]
    [InlineData("\"quality\":\"ultra\"", "invalid_value", "quality")]
    [InlineData("\"background\":\"blue\"", "invalid_value", "background")]
    [InlineData("\"output_format\":\"bmp\"", "invalid_value", "output_format")]
    [InlineData("\"moderation\":\"none\"", "invalid_value", "moderation")]
    [InlineData("\"action\":\"draw\"", "invalid_value", "action")]
    [InlineData("\"complexity\":\"max\"", "invalid_value", "complexity")]
    [InlineData("\"action\":\"edit\"", "invalid_value", "action")]
    [InlineData("\"size\":\"1000x1000\"", "invalid_value", "size")]
    [InlineData("\"size\":\"512x512\"", "invalid_value", "size")]
    [InlineData("\"size\":\"4096x2048\"", "invalid_value", "size")]
    [InlineData("\"size\":\"3840x1024\"", "invalid_value", "size")]
    [InlineData("\"size\":\"3840x3840\"", "invalid_value", "size")]
    [InlineData("\"size\":\"large\"", "invalid_value", "size")]
    [InlineData("\"size\":\"2048x2048\",\"model\":\"gpt-image-1.5\"", "invalid_value", "size")]
    [InlineData("\"quality\":\"max\",\"model\":\"gpt-image-2\"", "invalid_value", "quality")]
    [InlineData("\"quality\":\"xhigh\",\"model\":\"gpt-image-1.5\"", "invalid_value", "quality")]
    [InlineData("\"input_fidelity\":\"high\"", "invalid_value", "input_fidelity")]
    [InlineData("\"input_fidelity\":\"high\",\"model\":\"gpt-image-1-mini\"", "invalid_value", "input_fidelity")]
    [InlineData("\"complexity\":\"low\",\"model\":\"gpt-image-2\"", "invalid_value", "complexity")]
    [InlineData("\"background\":\"transparent\",\"output_format\":\"jpeg\"", "invalid_value", "background")]
    [InlineData("\"background\":\"transparent\",\"model\":\"gpt-image-2\"", "invalid_value", "background")]
    [InlineData("\"output_compression\":50", "invalid_value", "output_compression")]
    [InlineData("\"output_compression\":101", "integer_above_max_value", "output_compression")]
    [InlineData("\"partial_images\":2", "invalid_value", "partial_images")]
    [InlineData("\"partial_images\":4", "integer_above_max_value", "partial_images")]
    [InlineData("\"partial_images\":-1", "integer_below_min_value", "partial_images")]
    [InlineData("\"frame_count\":4", "invalid_value", "frame_count")]
    [InlineData("\"svg\":{}", "invalid_value", "svg")]
    [InlineData("\"output_format\":\"svg\",\"svg\":{\"model\":7}", "invalid_type", "svg.model")]
    [InlineData("\"output_format\":\"svg\",\"model\":\"gpt-image-2\"", "invalid_value", "output_format")]
    [InlineData("\"output_format\":\"gif\",\"partial_images\":1", "invalid_value", "partial_images")]
    [InlineData("\"output_format\":\"gif\",\"output_compression\":9", "invalid_value", "output_compression")]
    [InlineData("\"output_format\":\"gif\",\"frame_count\":17", "integer_above_max_value", "frame_count")]
    [InlineData("\"output_format\":\"gif\",\"model\":\"gpt-image-2\"", "invalid_value", "output_format")]
    [InlineData(
        "\"output_format\":\"gif\",\"input_image_mask\":{\"file_id\":\"file-sandbox\"}",
        "invalid_value",
        "input_image_mask")]
    [InlineData("\"input_image_mask\":{\"file_id\":\"file-sandbox\"}", "invalid_value", "input_image_mask")]
    [InlineData("\"input_image_mask\":{\"path\":\"x\"}", "unknown_parameter", "input_image_mask.path")]
    public async Task Tool_is_checked(string parameters, string code, string param)
    {
        JsonElement error = await _client.RefuseAsync(
            SandboxClient.Body("A fox", $$"""{"type":"image_generation",{{parameters}}}"""));

        AssertError(error, code, "tools[0]." + param);
    }

    [Theory]
    [InlineData("\"prompt_strength\":1", "unknown_parameter", "prompt_strength")]
    [InlineData("\"n\":2", "unknown_parameter", "n")]
    [InlineData("\"store\":\"yes\"", "invalid_type", "store")]
    [InlineData("\"max_output_tokens\":15", "integer_below_min_value", "max_output_tokens")]
    [InlineData("\"max_output_tokens\":16.5", "invalid_type", "max_output_tokens")]
    [InlineData("\"background\":true,\"store\":false", "invalid_value", "background")]
    [InlineData("\"stream_options\":{}", "invalid_value", "stream_options")]
    [InlineData("\"include\":[\"image\"]", "invalid_value", "include[0]")]
    [InlineData("\"service_tier\":\"first\"", "invalid_value", "service_tier")]
    [InlineData("\"metadata\":{\"a\":1}", "invalid_type", "metadata.a")]
    [InlineData("\"previous_response_id\":\"resp_1\"", "previous_response_not_found", "previous_response_id")]
    [InlineData("\"previous_response_id\":\"resp_1\",\"conversation\":\"conv_1\"", "invalid_value", "conversation")]
    public async Task Request_is_checked(string parameters, string code, string param)
    {
        JsonElement error = await _client.RefuseAsync(SandboxClient.Body("A fox", more: "," + parameters));

        AssertError(error, code, param);
    }

    [Theory]
    [InlineData("[]", "invalid_value", "input")]
    [InlineData("[{\"role\":\"user\",\"content\":\" \"}]", "invalid_value", "input")]
    [InlineData("[{\"role\":\"king\",\"content\":\"x\"}]", "invalid_value", "input[0].role")]
    [InlineData("[{\"content\":\"x\"}]", "missing_required_parameter", "input[0].role")]
    [InlineData("[{\"type\":\"song\"}]", "invalid_value", "input[0].type")]
    [InlineData("[{\"role\":\"user\",\"content\":\"x\",\"name\":\"y\"}]", "unknown_parameter", "input[0].name")]
    [InlineData("[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]", "invalid_value", "input[0].content[0].type")]
    [InlineData("[{\"type\":\"image_generation_call\"}]", "missing_required_parameter", "input[0].id")]
    public async Task Input_is_checked(string input, string code, string param) =>
        AssertError(await _client.RefuseAsync(SandboxClient.Body(input)), code, param);

    [Theory]
    [InlineData("\"image_url\":\"https://example.com/a.png\"", 400, "invalid_value", ".image_url")]
    [InlineData("\"image_url\":\"data:image/png;base64,!\"", 400, "invalid_base64_image", ".image_url")]
    [InlineData("\"image_url\":\"data:image/png;base64,AAAA\"", 400, "invalid_image_format", ".image_url")]
    [InlineData("\"image_url\":\"data:image/png;base64,iVBORw0KGgo=\"", 400, "image_parse_error", ".image_url")]
    [InlineData("\"image_url\":\"data:image/png;base64,\"", 400, "empty_image_file", ".image_url")]
    [InlineData("\"image_url\":\"data:text/plain;base64,AAAA\"", 400, "unsupported_image_media_type", ".image_url")]
    [InlineData("\"image_url\":\"C:/a.png\"", 400, "invalid_image_url", ".image_url")]
    [InlineData("\"file_id\":\"file-123\"", 404, "image_file_not_found", ".file_id")]
    [InlineData("\"file_id\":\"file-sandbox\",\"detail\":\"best\"", 400, "invalid_value", ".detail")]
    [InlineData("\"detail\":\"low\"", 400, "invalid_value", "")]
    public async Task Input_image_is_checked(string image, int status, string code, string param)
    {
        string input = $$"""
            [{"role":"user","content":[{"type":"input_text","text":"x"},{"type":"input_image",{{image}}}]}]
            """;
        AssertError(
            await _client.RefuseAsync(SandboxClient.Body(input.Trim()), status), code, "input[0].content[1]" + param);
    }

    [Fact]
    public async Task Limits_hold()
    {
        string image = """{"type":"input_image","file_id":"file-sandbox"}""";
        string many = string.Join(',', Enumerable.Repeat(image, 17));
        string url = "data:image/png;base64," + new string('A', 20_971_520);
        string pairs = string.Join(',', Enumerable.Range(0, 17).Select(index => $"\"k{index}\":\"v\""));

        AssertError(await RefusePartsAsync(many), "invalid_value", "input");
        AssertError(
            await RefusePartsAsync($$"""{"type":"input_image","image_url":"{{url}}"}"""),
            "string_above_max_length",
            "input[0].content[1].image_url");
        AssertError(await RefuseMoreAsync($"\"metadata\":{{{pairs}}}"), "object_above_max_properties", "metadata");
        AssertError(
            await RefuseMoreAsync($"\"metadata\":{{\"k\":\"{new string('v', 513)}\"}}"),
            "string_above_max_length",
            "metadata.k");
        AssertError(
            await RefuseMoreAsync($"\"safety_identifier\":\"{new string('u', 129)}\""),
            "string_above_max_length",
            "safety_identifier");
    }

    [Theory]
    [InlineData("""{"input":"x"}""", 400, "missing_required_parameter", "model")]
    [InlineData("""{"model":"gpt-6-sol"}""", 400, "missing_required_parameter", "input")]
    [InlineData("""{"model":"gpt-6-sol","input":"  "}""", 400, "invalid_value", "input")]
    [InlineData("""{"model":"gpt-6-sol","input":7}""", 400, "invalid_type", "input")]
    [InlineData("""{"model":"gpt-3.5-turbo","input":"x"}""", 404, "model_not_found", null)]
    [InlineData("""{"model":"gpt-6-sol","input":"x","tool_choice":"required"}""", 400, "invalid_value", "tool_choice")]
    [InlineData("""{"model":"gpt-6-sol","input":"x","tool_choice":"always"}""", 400, "invalid_value", "tool_choice")]
    [InlineData("""{"model":"o3","input":"x","tools":[{}]}""", 400, "missing_required_parameter", "tools[0].type")]
    [InlineData("""{"model":"gpt-6-sol","input":"x","conversation":"conv_1"}""", 404, null, "conversation")]
    [InlineData("[]", 400, "invalid_type", "")]
    [InlineData("{", 400, null, null)]
    public async Task Body_is_checked(string body, int status, string? code, string? param) =>
        AssertError(await _client.RefuseAsync(body, status), code, param);

    [Fact]
    public async Task Unknown_parameter_is_told_in_the_services_words()
    {
        JsonElement error = await _client.RefuseAsync(
            SandboxClient.Body("A fox", """{"type":"image_generation","response_format":"url"}"""));

        Assert.Equal("Unknown parameter: 'tools[0].response_format'.", SandboxClient.Text(error, "message"));
        Assert.Equal("invalid_request_error", SandboxClient.Text(error, "type"));
    }

    [Fact]
    public async Task Supported_values_are_listed()
    {
        JsonElement error = await _client.RefuseAsync(
            SandboxClient.Body("A fox", """{"type":"image_generation","background":"blue"}"""));

        Assert.Equal(
            "Invalid value: 'blue'. Supported values are: 'transparent', 'opaque', and 'auto'.",
            SandboxClient.Text(error, "message"));
    }

    [Fact]
    public async Task Blocked_word_is_rejected_by_moderation()
    {
        JsonElement error = await _client.RefuseAsync(SandboxClient.Body("A [blocked] fox"));

        Assert.Equal("image_generation_user_error", SandboxClient.Text(error, "type"));
        Assert.Equal("moderation_blocked", SandboxClient.Text(error, "code"));
        Assert.Equal("input", SandboxClient.Text(error.GetProperty("moderation_details"), "moderation_stage"));
    }

    [Fact]
    public async Task Mask_must_fit_the_image()
    {
        const string Image = """{"type":"input_image","file_id":"file-sandbox"}""";
        JsonElement opaque = await _client.CreateAsync(SandboxClient.Body("A fox"));
        JsonElement small = await _client.CreateAsync(
            SandboxClient.Body("A fox", """{"type":"image_generation","background":"transparent","size":"976x704"}"""));
        foreach (JsonElement response in new[] { opaque, small })
        {
            string url = "data:image/png;base64," + System.Convert.ToBase64String(SandboxClient.Bytes(response));
            string tool = $$"""{"type":"image_generation","input_image_mask":{"image_url":"{{url}}"} }""";
            string input = $$"""[{"role":"user","content":[{"type":"input_text","text":"x"},{{Image}}]}]""";
            JsonElement error = await _client.RefuseAsync(SandboxClient.Body(input, tool));
            AssertError(error, "invalid_mask_image_format", "tools[0].input_image_mask");
        }
    }

    [Fact]
    public async Task Unknown_routes_and_methods_are_refused()
    {
        JsonElement unknown = await _client.SendAsync(HttpMethod.Get, "videos", 404);
        JsonElement method = await _client.SendAsync(HttpMethod.Put, "models", 405);
        await _client.SendAsync(HttpMethod.Get, "responses/resp_1", 404);
        await _client.SendAsync(HttpMethod.Delete, "responses/resp_1", 404);
        await _client.SendAsync(HttpMethod.Get, "responses/resp_1?stream=true&starting_after=3", 404);

        Assert.Equal("Invalid URL (GET /v1/videos)", SandboxClient.Text(unknown.GetProperty("error"), "message"));
        Assert.Equal("invalid_request_error", SandboxClient.Text(method.GetProperty("error"), "type"));
    }

    [Fact]
    public async Task Body_must_be_JSON()
    {
        using StringContent content = new("model=gpt-6", Encoding.UTF8, "application/x-www-form-urlencoded");
        using HttpResponseMessage reply = await _client.Http.PostAsync("responses", content, SandboxClient.Token);

        Assert.Equal(400, (int)reply.StatusCode);
    }

    private static void AssertError(JsonElement error, string? code, string? param)
    {
        Assert.Equal((code, param), (error.GetProperty("code").GetString(), error.GetProperty("param").GetString()));
        Assert.NotEqual("", SandboxClient.Text(error, "message"));
    }

    private Task<JsonElement> RefusePartsAsync(string parts) => _client.RefuseAsync(
        SandboxClient.Body($$"""[{"role":"user","content":[{"type":"input_text","text":"x"},{{parts}}]}]"""));

    private Task<JsonElement> RefuseMoreAsync(string more) =>
        _client.RefuseAsync(SandboxClient.Body("A fox", more: "," + more));
}
