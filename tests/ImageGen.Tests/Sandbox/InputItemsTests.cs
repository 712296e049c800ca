using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class InputItemsTests : IDisposable
{
    private const string Messages = """
        [{"role":"developer","content":"Draw in ink."},
         {"role":"user","content":[{"type":"input_text","text":"A fox"},
                                   {"type":"input_image","file_id":"file-sandbox-cat"}]},
         {"role":"user","content":"At night"}]
        """;

    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Prompt_is_listed()
    {
        JsonElement response = await _client.CreateAsync(SandboxClient.Body("A fox"));
        JsonElement list = await ListAsync(response);
        JsonElement item = Assert.Single(list.GetProperty("data").EnumerateArray());

        Assert.Equal("list", SandboxClient.Text(list, "object"));
        Assert.Equal(("message", "user"), (SandboxClient.Text(item, "type"), SandboxClient.Text(item, "role")));
        Assert.Equal(SandboxClient.Text(item, "id"), SandboxClient.Text(list, "first_id"));
        Assert.Equal("input_text", SandboxClient.Text(item.GetProperty("content")[0], "type"));
        Assert.Equal("A fox", SandboxClient.Text(item.GetProperty("content")[0], "text"));
    }

    [Fact]
    public async Task Last_item_comes_first_and_pages_follow_each_other()
    {
        JsonElement response = await _client.CreateAsync(SandboxClient.Body(Messages));
        JsonElement all = await ListAsync(response, "?order=asc");
        JsonElement first = await ListAsync(response, "?limit=2");
        JsonElement second = await ListAsync(response, "?limit=2&after=" + SandboxClient.Text(first, "last_id"));
        JsonElement image = all.GetProperty("data")[1].GetProperty("content")[1];

        Assert.Equal(["Draw in ink.", "A fox", "At night"], Texts(all));
        Assert.Equal(["At night", "A fox"], Texts(first));
        Assert.Equal(["Draw in ink."], Texts(second));
        Assert.Equal(
            (false, true, false),
            (HasMore(all), HasMore(first), HasMore(second)));
        Assert.Equal("file-sandbox-cat", SandboxClient.Text(image, "file_id"));
    }

    [Fact]
    public async Task Earlier_items_are_named()
    {
        JsonElement first = await _client.CreateAsync(SandboxClient.Body("A fox"));
        string id = SandboxClient.Text(SandboxClient.Picture(first), "id");
        JsonElement edit = await _client.CreateAsync(SandboxClient.Body(
            $$"""[{"type":"image_generation_call","id":"{{id}}"},{"role":"user","content":"Add a hat"}]"""));
        JsonElement item = (await ListAsync(edit)).GetProperty("data")[1];

        Assert.Equal(("image_generation_call", id), (SandboxClient.Text(item, "type"), SandboxClient.Text(item, "id")));
    }

    [Fact]
    public async Task Query_and_id_are_checked()
    {
        JsonElement response = await _client.CreateAsync(SandboxClient.Body("A fox"));
        string path = $"responses/{SandboxClient.Text(response, "id")}/input_items";

        await _client.SendAsync(HttpMethod.Get, path + "?limit=0", 400);
        await _client.SendAsync(HttpMethod.Get, path + "?order=up", 400);
        await _client.SendAsync(HttpMethod.Get, "responses/resp_1/input_items", 404);
        await _client.SendAsync(HttpMethod.Post, path, 405);
    }

    private static string[] Texts(JsonElement list) =>
    [
        .. list.GetProperty("data").EnumerateArray()
            .Select(item => SandboxClient.Text(item.GetProperty("content")[0], "text")),
    ];

    private static bool HasMore(JsonElement list) => list.GetProperty("has_more").GetBoolean();

    private Task<JsonElement> ListAsync(JsonElement response, string query = "") => _client.SendAsync(
        HttpMethod.Get, $"responses/{SandboxClient.Text(response, "id")}/input_items{query}");
}
