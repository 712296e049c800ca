using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using StbImageSharp;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class ConversationTests : IDisposable
{
    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Edits_show_their_parents()
    {
        JsonElement first = await _client.CreateAsync(SandboxClient.Body("A fox"));
        JsonElement second = await _client.CreateAsync(SandboxClient.Body("Add a hat", more: After(first)));
        JsonElement third = await _client.CreateAsync(SandboxClient.Body("Add snow", more: After(second)));

        Assert.Equal("edit", SandboxClient.Text(SandboxClient.Picture(third), "action"));
        Assert.Equal(SandboxClient.Text(second, "id"), SandboxClient.Text(third, "previous_response_id"));
        AssertShows(third, second);
        AssertShows(second, first);
    }

    [Fact]
    public async Task Item_id_alone_names_a_picture()
    {
        JsonElement first = await _client.CreateAsync(SandboxClient.Body("A fox"));
        string id = SandboxClient.Text(SandboxClient.Picture(first), "id");
        string[] forms =
        [
            $$"""{"type":"image_generation_call","id":"{{id}}"}""",
            $$"""{"type":"item_reference","id":"{{id}}"}""",
        ];
        foreach (string form in forms)
        {
            JsonElement edit = await _client.CreateAsync(
                SandboxClient.Body($$"""[{"role":"user","content":"Add a hat"},{{form}}]"""));
            AssertShows(edit, first);
        }
    }

    [Fact]
    public async Task Item_with_result_needs_no_store()
    {
        JsonElement first = await _client.CreateAsync(SandboxClient.Body("A fox", more: ",\"store\":false"));
        JsonElement edit = await _client.CreateAsync(
            SandboxClient.Body($"[{SandboxClient.Picture(first).GetRawText()},{User("Add a hat")}]"));

        AssertShows(edit, first);
    }

    [Fact]
    public async Task Picture_as_data_URL_is_edited()
    {
        JsonElement first = await _client.CreateAsync(
            SandboxClient.Body("A fox", """{"type":"image_generation","output_format":"jpeg"}"""));
        string url = "data:image/jpeg;base64," + Convert.ToBase64String(SandboxClient.Bytes(first));
        JsonElement edit = await _client.CreateAsync(
            SandboxClient.Body($"[{User("Add a hat", $$"""{"type":"input_image","image_url":"{{url}}"}""")}]"));

        AssertShows(edit, first);
        Assert.True(ImageInputTokens(edit) > 0);
    }

    [Fact]
    public async Task Sandbox_files_stand_for_pictures()
    {
        const string First = """{"type":"input_image","file_id":"file-sandbox-cat","detail":"high"}""";
        const string Second = """{"type":"input_image","file_id":"file-sandbox-dog"}""";
        JsonElement one = await _client.CreateAsync(SandboxClient.Body($"[{User("Together", First)}]"));
        JsonElement both = await _client.CreateAsync(SandboxClient.Body($"[{User("Together", First + "," + Second)}]"));

        Assert.Equal("edit", SandboxClient.Text(SandboxClient.Picture(one), "action"));
        Assert.NotEqual(SandboxClient.Bytes(one), SandboxClient.Bytes(both));
        Assert.Equal(2 * ImageInputTokens(one), ImageInputTokens(both));
    }

    [Fact]
    public async Task Picture_given_before_a_text_answer_is_remembered()
    {
        const string File = """{"type":"input_image","file_id":"file-sandbox-cat"}""";
        JsonElement text = await _client.CreateAsync(
            $$"""{"model":"gpt-6-sol","input":[{{User("What is this?", File)}}] }""");
        JsonElement edit = await _client.CreateAsync(SandboxClient.Body("Add a hat", more: After(text)));

        Assert.Equal("edit", SandboxClient.Text(SandboxClient.Picture(edit), "action"));
    }

    [Fact]
    public async Task Generate_starts_afresh()
    {
        JsonElement first = await _client.CreateAsync(SandboxClient.Body("A fox"));
        JsonElement fresh = await _client.CreateAsync(
            SandboxClient.Body("A hen", """{"type":"image_generation","action":"generate"}""", After(first)));

        Assert.Equal("generate", SandboxClient.Text(SandboxClient.Picture(fresh), "action"));
    }

    [Fact]
    public async Task Mask_of_the_same_size_is_accepted()
    {
        JsonElement mask = await _client.CreateAsync(
            SandboxClient.Body("Mask", """{"type":"image_generation","background":"transparent"}"""));
        string url = "data:image/png;base64," + Convert.ToBase64String(SandboxClient.Bytes(mask));
        JsonElement first = await _client.CreateAsync(SandboxClient.Body("A fox"));
        string tool = $$"""{"type":"image_generation","input_image_mask":{"image_url":"{{url}}"} }""";
        JsonElement plain = await _client.CreateAsync(SandboxClient.Body("Add a hat", more: After(first)));
        JsonElement masked = await _client.CreateAsync(SandboxClient.Body("Add a hat", tool, After(first)));

        Assert.NotEqual(SandboxClient.Bytes(plain), SandboxClient.Bytes(masked));
        Assert.False(masked.GetProperty("tools")[0].TryGetProperty("input_image_mask", out _));
    }

    [Fact]
    public async Task Nothing_is_kept_without_store()
    {
        JsonElement first = await _client.CreateAsync(SandboxClient.Body("A fox", more: ",\"store\":false"));
        string item = SandboxClient.Text(SandboxClient.Picture(first), "id");

        JsonElement byItem = await _client.RefuseAsync(
            SandboxClient.Body($$"""[{{User("x")}},{"type":"image_generation_call","id":"{{item}}"}]"""), 404);
        JsonElement byResponse = await _client.RefuseAsync(SandboxClient.Body("x", more: After(first)));
        await _client.SendAsync(HttpMethod.Get, "responses/" + SandboxClient.Text(first, "id"), 404);

        Assert.Equal(
            $"Item with id '{item}' not found. Items are not persisted when `store` is set to false. "
                + "Try again with `store` set to true, or remove this item from your input.",
            SandboxClient.Text(byItem, "message"));
        Assert.Equal("previous_response_not_found", SandboxClient.Text(byResponse, "code"));
        Assert.Equal("previous_response_id", SandboxClient.Text(byResponse, "param"));
    }

    [Fact]
    public async Task Deleted_response_is_gone()
    {
        JsonElement first = await _client.CreateAsync(SandboxClient.Body("A fox"));
        string id = SandboxClient.Text(first, "id");
        JsonElement same = await _client.SendAsync(HttpMethod.Get, "responses/" + id);
        JsonElement deleted = await _client.SendAsync(HttpMethod.Delete, "responses/" + id);
        JsonElement gone = await _client.SendAsync(HttpMethod.Get, "responses/" + id, 404);

        Assert.Equal(first.GetRawText(), same.GetRawText());
        Assert.Equal($$"""{"id":"{{id}}","object":"response.deleted","deleted":true}""", deleted.GetRawText());
        Assert.Equal(
            $"Response with id '{id}' not found.", SandboxClient.Text(gone.GetProperty("error"), "message"));
    }

    [Fact]
    public async Task Oldest_responses_go_when_memory_is_full()
    {
        using SandboxClient small = new(capacity: 400_000);
        List<string> ids = [];
        for (int index = 0; index < 12; index++)
        {
            ids.Add(SandboxClient.Text(await small.CreateAsync(SandboxClient.Body($"Fox {index}")), "id"));
        }

        await small.SendAsync(HttpMethod.Get, "responses/" + ids[0], 404);
        await small.SendAsync(HttpMethod.Get, "responses/" + ids[11]);
    }

    private static string After(JsonElement response) =>
        $",\"previous_response_id\":\"{SandboxClient.Text(response, "id")}\"";

    private static string User(string text, string part = "")
    {
        string words = $$"""{"type":"input_text","text":"{{text}}"}""";
        string parts = part.Length == 0 ? words : $"{words},{part}";
        return $$"""{"role":"user","content":[{{parts}}]}""";
    }

    private static int ImageInputTokens(JsonElement response) => response.GetProperty("tool_usage")
        .GetProperty("image_gen").GetProperty("input_tokens_details").GetProperty("image_tokens").GetInt32();

    /// <summary>The colour in the middle of the parent is in the middle of the edit, a little higher up.</summary>
    private static void AssertShows(JsonElement edit, JsonElement parent)
    {
        ImageResult after = SandboxClient.Decode(SandboxClient.Bytes(edit));
        ImageResult before = SandboxClient.Decode(SandboxClient.Bytes(parent));
        int same = 0;
        for (int step = -20; step <= 20; step++)
        {
            // An edit of one line shrinks 1024 pixels to 868, 80 from the left and 28 from the top.
            int x = before.Width / 2 + step * 16;
            int y = before.Height / 2 + step * 7;
            if (IsNear(after, 78 + x * 868 / 1024, 28 + y * 868 / 1024, before, x, y)) same++;
        }

        Assert.InRange(same, 30, 41);
    }

    private static bool IsNear(ImageResult after, int x, int y, ImageResult before, int otherX, int otherY)
    {
        int first = (y * after.Width + x) * 3;
        int second = (otherY * before.Width + otherX) * 3;
        for (int channel = 0; channel < 3; channel++)
        {
            if (Math.Abs(after.Data[first + channel] - before.Data[second + channel]) > 12) return false;
        }

        return true;
    }
}
