using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class AzureDialectTests : IDisposable
{
    private const string Header = "x-ms-oai-image-generation-deployment";
    private const string Version = "?api-version=preview";
    private const string Responses = "responses" + Version;
    private const string Generations = "images/generations" + Version;
    private readonly SandboxClient _client = new(root: "openai/v1/");

    public AzureDialectTests() => _client.Http.DefaultRequestHeaders.Add(Header, "pictures");

    public void Dispose() => _client.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("?api-version=")]
    [InlineData("?version=preview")]
    public async Task Every_address_needs_a_version(string query)
    {
        foreach (string path in new[] { "responses", "images/generations" })
        {
            JsonElement error = await _client.RefuseAsync(path + query, SandboxClient.Json("{}"));

            Assert.Equal(["message", "code"], error.EnumerateObject().Select(member => member.Name));
            Assert.Equal("BadRequest", SandboxClient.Text(error, "code"));
            Assert.Contains("api-version", SandboxClient.Text(error, "message"));
        }

        await _client.SendAsync(HttpMethod.Get, "models" + query, 400);
        await _client.SendAsync(HttpMethod.Get, "models" + Version);
    }

    [Fact]
    public async Task Response_leaves_its_call_generating()
    {
        JsonElement response = await CreateAsync();
        JsonElement picture = SandboxClient.Picture(response);

        Assert.Equal("completed", SandboxClient.Text(response, "status"));
        Assert.Equal("chat", SandboxClient.Text(response, "model"));
        Assert.Equal("pictures", SandboxClient.Text(response.GetProperty("tools")[0], "model"));
        Assert.Equal(0, response.GetProperty("content_filters").GetArrayLength());
        Assert.Equal("generating", SandboxClient.Text(picture, "status"));
        Assert.Equal("high", SandboxClient.Text(picture, "quality"));
        Assert.Equal(1024, SandboxClient.Decode(SandboxClient.Bytes(response)).Width);
    }

    [Fact]
    public async Task Responses_are_remembered_and_continued()
    {
        JsonElement first = await CreateAsync();
        string id = SandboxClient.Text(first, "id");
        JsonElement second = await CreateAsync(more: $",\"previous_response_id\":\"{id}\"");
        JsonElement got = await _client.SendAsync(HttpMethod.Get, $"responses/{id}{Version}");

        Assert.Equal("edit", SandboxClient.Text(SandboxClient.Picture(second), "action"));
        Assert.Equal("generating", SandboxClient.Text(SandboxClient.Picture(got), "status"));
        await _client.SendAsync(HttpMethod.Get, $"responses/{id}", 400);
    }

    [Fact]
    public async Task Image_tool_needs_a_deployment()
    {
        _client.Http.DefaultRequestHeaders.Remove(Header);
        JsonElement error = await _client.RefuseAsync(Responses, SandboxClient.Json(Body()));

        Assert.Equal(
            $"imagegen deployment must be provided through header: {Header}", SandboxClient.Text(error, "message"));
        Assert.Equal("image_generation_user_error", SandboxClient.Text(error, "type"));
        Assert.Equal("tools", SandboxClient.Text(error, "param"));
        await _client.PostAsync(Responses, SandboxClient.Json("""{"model":"chat","input":"Hello?"}"""), 200);
    }

    [Theory]
    [InlineData("pictures", "\"quality\":\"max\"", 200)]
    [InlineData("gpt-image-2", "\"quality\":\"max\"", 400)]
    [InlineData("gpt-image-1", "\"size\":\"1536x1024\"", 200)]
    [InlineData("gpt-image-1", "\"size\":\"2048x1024\"", 400)]
    [InlineData("pictures", "\"output_format\":\"webp\"", 400)]
    [InlineData("pictures", "\"output_format\":\"jpeg\"", 200)]
    [InlineData("pictures", "\"surprise\":1", 400)]
    public async Task Deployment_follows_the_model_it_is_named_like(string deployment, string parameter, int status)
    {
        string body = $$"""{"model":"{{deployment}}","prompt":"A fox",{{parameter}}}""";
        await _client.PostAsync(Generations, SandboxClient.Json(body), status);

        _client.Http.DefaultRequestHeaders.Remove(Header);
        _client.Http.DefaultRequestHeaders.Add(Header, deployment);
        string tool = $$"""{"type":"image_generation",{{parameter}}}""";
        await _client.PostAsync(Responses, SandboxClient.Json(Body(tool: tool)), status);
    }

    [Fact]
    public async Task WebP_is_none_of_the_formats()
    {
        JsonElement error = await _client.RefuseAsync(
            Generations, SandboxClient.Json(SandboxClient.Images("A fox", ",\"output_format\":\"webp\"")));

        Assert.Equal("invalid_value", SandboxClient.Text(error, "code"));
        Assert.EndsWith(
            "Supported values are: 'png', 'jpeg', 'gif', and 'svg'.", SandboxClient.Text(error, "message"));
    }

    [Fact]
    public async Task Images_API_edits()
    {
        using MultipartFormDataContent form = SandboxClient.Form(model: "pictures");
        form.Add(SandboxClient.File(TestPictures.Png()), "image", "a.png");
        JsonElement answer = await _client.PostAsync("images/edits" + Version, form, 200);

        Assert.Equal("high", SandboxClient.Text(answer, "quality"));
        Assert.Equal(1024, SandboxClient.Decode(SandboxClient.Datum(answer)).Height);
    }

    [Fact]
    public async Task Stream_does_not_say_that_the_call_is_complete()
    {
        string tool = """{"type":"image_generation","partial_images":1}""";
        List<JsonElement> events = await _client.StreamAsync(
            Responses, SandboxClient.Json(Body(tool: tool, more: ",\"stream\":true")));
        List<string> types = [.. events.Select(one => SandboxClient.Text(one, "type"))];

        Assert.Contains("response.image_generation_call.partial_image", types);
        Assert.DoesNotContain("response.image_generation_call.completed", types);
        Assert.Equal(
            Enumerable.Range(0, events.Count), events.Select(one => one.GetProperty("sequence_number").GetInt32()));
        JsonElement done = events[types.IndexOf("response.output_item.done")].GetProperty("item");
        Assert.Equal("generating", SandboxClient.Text(done, "status"));
        JsonElement last = events[^1].GetProperty("response");
        Assert.Equal("completed", SandboxClient.Text(last, "status"));
        Assert.Equal("generating", SandboxClient.Text(SandboxClient.Picture(last), "status"));
    }

    [Fact]
    public async Task Blocked_prompt_is_filtered()
    {
        foreach ((string path, string body) in new[]
        {
            (Responses, Body("A [blocked] fox")),
            (Generations, SandboxClient.Images("A [blocked] fox")),
        })
        {
            JsonElement error = await _client.RefuseAsync(path, SandboxClient.Json(body));

            Assert.Equal("contentFilter", SandboxClient.Text(error, "code"));
            JsonElement inner = error.GetProperty("inner_error");
            Assert.Equal("ResponsibleAIPolicyViolation", SandboxClient.Text(inner, "code"));
            JsonElement category = inner.GetProperty("content_filter_results").GetProperty("sandbox");
            Assert.True(category.GetProperty("filtered").GetBoolean());
        }
    }

    [Fact]
    public async Task Unknown_address_is_not_found()
    {
        JsonElement reply = await _client.SendAsync(HttpMethod.Get, "deployments" + Version, 404);

        Assert.Equal("404", SandboxClient.Text(reply.GetProperty("error"), "code"));
        Assert.Equal("Resource not found", SandboxClient.Text(reply.GetProperty("error"), "message"));
    }

    [Theory]
    [InlineData("proxy/openai/v1/")]
    [InlineData("openai/v2/")]
    [InlineData("v1/")]
    public async Task Other_bases_are_OpenAIs(string root)
    {
        using SandboxClient client = new(root: root);
        JsonElement response = await client.CreateAsync(SandboxClient.Body("A fox"));

        Assert.Equal("completed", SandboxClient.Text(SandboxClient.Picture(response), "status"));
        Assert.False(response.TryGetProperty("content_filters", out _));
    }

    private static string Body(string prompt = "A fox", string tool = SandboxClient.Tool, string more = "") =>
        SandboxClient.Body(prompt, tool, more).Replace("gpt-5.6-sol", "chat");

    private Task<JsonElement> CreateAsync(string more = "") =>
        _client.PostAsync(Responses, SandboxClient.Json(Body(more: more)), 200);
}
