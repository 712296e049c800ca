using System;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class BatchFilesTests : IDisposable
{
    private readonly BatchRehearsal _batches = new();

    public void Dispose() => _batches.Dispose();

    [Theory]
    [InlineData("bytes=2-", 206, "cde", "bytes 2-4/5")]
    [InlineData("bytes=1-2", 206, "bc", "bytes 1-2/5")]
    [InlineData("bytes=-2", 206, "de", "bytes 3-4/5")]
    [InlineData("bytes=5-", 416, "", "bytes */5")]
    [InlineData("bytes=0-0,2-2", 200, "abcde", "")]
    [InlineData("lines=1-", 200, "abcde", "")]
    public async Task Upload_is_given_in_parts(string range, int status, string content, string told)
    {
        string id = await _batches.UploadAsync("abcde");
        using HttpRequestMessage request = new(HttpMethod.Get, $"files/{id}/content");
        request.Headers.TryAddWithoutValidation("Range", range);
        using HttpResponseMessage reply = await _batches.Client.Http.SendAsync(request, SandboxClient.Token);

        Assert.Equal((HttpStatusCode)status, reply.StatusCode);
        Assert.Equal(content, await reply.Content.ReadAsStringAsync(SandboxClient.Token));
        Assert.Equal(told, reply.Content.Headers.ContentRange?.ToString() ?? "");
    }

    [Fact]
    public async Task Output_is_given_whole_and_is_a_file_like_others()
    {
        JsonElement batch = await _batches.EndAsync(await _batches.CreateAsync(
            [BatchRehearsal.Line(0, "a fox")],
            more: ""","output_expires_after":{"anchor":"created_at","seconds":3600}"""));
        string path = "files/" + SandboxClient.Text(batch, "output_file_id");
        using HttpRequestMessage request = new(HttpMethod.Get, path + "/content");
        request.Headers.Range = new RangeHeaderValue(10, null);
        using HttpResponseMessage reply = await _batches.Client.Http.SendAsync(request, SandboxClient.Token);
        JsonElement file = await _batches.Client.SendAsync(HttpMethod.Get, path);
        JsonElement list = await _batches.Client.SendAsync(HttpMethod.Get, "files?purpose=batch_output");
        await _batches.Client.SendAsync(HttpMethod.Delete, path);
        await _batches.PollAsync(SandboxClient.Text(batch, "id"));

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("batch_output", SandboxClient.Text(file, "purpose"));
        Assert.Equal(3600, file.GetProperty("expires_at").GetInt64() - file.GetProperty("created_at").GetInt64());
        Assert.Equal(1, list.GetProperty("data").GetArrayLength());
        await _batches.Client.SendAsync(HttpMethod.Get, path + "/content", 404);
    }
}
