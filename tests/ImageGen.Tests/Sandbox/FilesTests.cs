using System;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class FilesTests : IDisposable
{
    private const int Blue = 0x2040C0;
    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task File_is_kept_until_deleted()
    {
        byte[] png = TestPictures.Png();
        using MultipartFormDataContent form = Form(png);
        form.Add(new StringContent("created_at"), "expires_after[anchor]");
        form.Add(new StringContent("3600"), "expires_after[seconds]");
        JsonElement file = await _client.PostAsync("files", form, 200);
        string path = "files/" + SandboxClient.Text(file, "id");
        JsonElement got = await _client.SendAsync(HttpMethod.Get, path);
        byte[] content = await _client.Http.GetByteArrayAsync(path + "/content", SandboxClient.Token);
        JsonElement deleted = await _client.SendAsync(HttpMethod.Delete, path);
        JsonElement gone = await _client.SendAsync(HttpMethod.Get, path, 404);

        Assert.StartsWith("file-", SandboxClient.Text(file, "id"));
        Assert.Equal("file", SandboxClient.Text(file, "object"));
        Assert.Equal(("a.png", "vision"), (SandboxClient.Text(file, "filename"), SandboxClient.Text(file, "purpose")));
        Assert.Equal(png.Length, file.GetProperty("bytes").GetInt32());
        Assert.Equal(
            3600, file.GetProperty("expires_at").GetInt64() - file.GetProperty("created_at").GetInt64());
        Assert.Equal(file.GetRawText(), got.GetRawText());
        Assert.Equal(png, content);
        Assert.True(deleted.GetProperty("deleted").GetBoolean());
        Assert.StartsWith("No such File object", SandboxClient.Text(gone.GetProperty("error"), "message"));
    }

    [Fact]
    public async Task Files_are_listed_the_last_one_first_in_pages_and_by_purpose()
    {
        string[] ids = new string[3];
        for (int index = 0; index < ids.Length; index++) ids[index] = await UploadAsync(_client, [(byte)index]);
        JsonElement page = await _client.SendAsync(HttpMethod.Get, "files?limit=2");
        JsonElement rest = await _client.SendAsync(HttpMethod.Get, "files?limit=2&after=" + ids[1]);
        JsonElement ascending = await _client.SendAsync(HttpMethod.Get, "files?purpose=vision&order=asc");
        JsonElement others = await _client.SendAsync(HttpMethod.Get, "files?purpose=batch");

        Assert.Equal([ids[2], ids[1]], Listed(page));
        Assert.True(page.GetProperty("has_more").GetBoolean());
        Assert.Equal(ids[1], SandboxClient.Text(page, "last_id"));
        Assert.Equal([ids[0]], Listed(rest));
        Assert.False(rest.GetProperty("has_more").GetBoolean());
        Assert.Equal(ids, Listed(ascending));
        Assert.Empty(Listed(others));
        await _client.SendAsync(HttpMethod.Get, "files?limit=0", 400);
    }

    [Fact]
    public async Task File_is_an_input_of_both_APIs()
    {
        string id = await UploadAsync(_client, TestPictures.Png(color: Blue));
        string part = $$"""{"type":"input_image","file_id":"{{id}}"}""";
        JsonElement response = await _client.CreateAsync(SandboxClient.Body(
            $$"""[{"role":"user","content":[{"type":"input_text","text":"Add a hat"},{{part}}]}]"""));
        JsonElement edit = await _client.EditAsync(SandboxClient.Json(
            SandboxClient.Images("Add a hat", $$""","images":[{"file_id":"{{id}}"}]""")));

        Assert.True(TestPictures.ShareOf(SandboxClient.Bytes(response), Blue) > 0.3);
        Assert.True(TestPictures.ShareOf(SandboxClient.Datum(edit), Blue) > 0.3);
    }

    [Fact]
    public async Task File_of_a_conversation_outlives_its_deletion()
    {
        string id = await UploadAsync(_client, TestPictures.Png(color: Blue));
        string part = $$"""{"type":"input_image","file_id":"{{id}}"}""";
        string input = $$"""[{"role":"user","content":[{"type":"input_text","text":"What?"},{{part}}]}]""";
        JsonElement text = await _client.CreateAsync($$"""{"model":"gpt-6-sol","input":{{input}}}""");
        await _client.SendAsync(HttpMethod.Delete, "files/" + id);
        JsonElement edit = await _client.CreateAsync(SandboxClient.Body(
            "Add a hat", more: $",\"previous_response_id\":\"{SandboxClient.Text(text, "id")}\""));

        Assert.True(TestPictures.ShareOf(SandboxClient.Bytes(edit), Blue) > 0.3);
    }

    [Fact]
    public async Task File_that_is_no_image_is_refused_as_one()
    {
        string id = await UploadAsync(_client, [.. "Hello"u8]);
        JsonElement error = await _client.RefuseAsync(
            "images/edits",
            SandboxClient.Json(SandboxClient.Images("x", $$""","images":[{"file_id":"{{id}}"}]""")));

        Assert.Equal("invalid_image_format", SandboxClient.Text(error, "code"));
    }

    [Fact]
    public async Task File_as_mask_needs_alpha()
    {
        string image = await UploadAsync(_client, TestPictures.Png());
        string mask = await UploadAsync(_client, TestPictures.Png(color: Blue + 1));
        JsonElement error = await _client.RefuseAsync(
            "images/edits",
            SandboxClient.Json(SandboxClient.Images(
                "x", $$""","images":[{"file_id":"{{image}}"}],"mask":{"file_id":"{{mask}}"}""")));

        Assert.Equal("invalid_mask_image_format", SandboxClient.Text(error, "code"));
    }

    [Fact]
    public async Task Oldest_go_when_memory_is_short()
    {
        using SandboxClient small = new(capacity: 200_000);
        string[] ids = new string[4];
        for (int index = 0; index < ids.Length; index++)
        {
            ids[index] = await UploadAsync(small, new byte[60_000 + index]);
        }
        await small.CreateAsync(SandboxClient.Body("A fox", """{"type":"image_generation","size":"976x704"}"""));

        await small.SendAsync(HttpMethod.Get, "files/" + ids[0], 404);
        await small.SendAsync(HttpMethod.Get, "files/" + ids[1], 404);
        using MultipartFormDataContent form = Form(new byte[200_001]);
        Assert.Equal(
            "sandbox_unsupported", SandboxClient.Text(await small.RefuseAsync("files", form), "code"));
    }

    [Theory]
    [InlineData("purpose", "art", "invalid_value", "purpose")]
    [InlineData("purpose", null, "missing_required_parameter", "purpose")]
    [InlineData("expires_after[seconds]", "60", "missing_required_parameter", "expires_after.anchor")]
    [InlineData("name", "x", "unknown_parameter", "name")]
    public async Task Upload_is_checked(string name, string? value, string code, string param)
    {
        using MultipartFormDataContent form = new() { { SandboxClient.File(TestPictures.Png()), "file", "a.png" } };
        if (name != "purpose") form.Add(new StringContent("vision"), "purpose");
        if (value is not null) form.Add(new StringContent(value), name);
        JsonElement error = await _client.RefuseAsync("files", form);

        Assert.Equal((code, param), (SandboxClient.Text(error, "code"), SandboxClient.Text(error, "param")));
    }

    private static string[] Listed(JsonElement list) =>
        [.. list.GetProperty("data").EnumerateArray().Select(file => SandboxClient.Text(file, "id"))];

    private static MultipartFormDataContent Form(byte[] data) => new()
    {
        { new StringContent("vision"), "purpose" },
        { SandboxClient.File(data), "file", "a.png" },
    };

    private static async Task<string> UploadAsync(SandboxClient client, byte[] data)
    {
        using MultipartFormDataContent form = Form(data);
        return SandboxClient.Text(await client.PostAsync("files", form, 200), "id");
    }
}
