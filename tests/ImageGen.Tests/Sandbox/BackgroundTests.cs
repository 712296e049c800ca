using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class BackgroundTests : System.IDisposable
{
    private const string Background = ",\"background\":true";
    private readonly SandboxClient _client = new();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Each_poll_moves_one_step()
    {
        JsonElement created = await _client.CreateAsync(SandboxClient.Body("A fox", more: Background));
        string path = "responses/" + SandboxClient.Text(created, "id");
        JsonElement second = await _client.SendAsync(HttpMethod.Get, path);
        JsonElement third = await _client.SendAsync(HttpMethod.Get, path);
        JsonElement fourth = await _client.SendAsync(HttpMethod.Get, path);

        Assert.Equal("queued", SandboxClient.Text(created, "status"));
        Assert.Equal("in_progress", SandboxClient.Text(second, "status"));
        Assert.Equal(JsonValueKind.Null, second.GetProperty("usage").ValueKind);
        Assert.Equal("completed", SandboxClient.Text(third, "status"));
        Assert.NotEmpty(SandboxClient.Bytes(third));
        Assert.Equal(third.GetRawText(), fourth.GetRawText());
    }

    [Fact]
    public async Task Failure_shows_when_polled()
    {
        JsonElement created = await _client.CreateAsync(SandboxClient.Body("A fox [fail]", more: Background));
        string path = "responses/" + SandboxClient.Text(created, "id");
        await _client.SendAsync(HttpMethod.Get, path);
        JsonElement last = await _client.SendAsync(HttpMethod.Get, path);

        Assert.Equal("failed", SandboxClient.Text(last, "status"));
    }

    [Fact]
    public async Task Cancelled_stays_cancelled()
    {
        JsonElement created = await _client.CreateAsync(SandboxClient.Body("A fox", more: Background));
        string path = "responses/" + SandboxClient.Text(created, "id");
        JsonElement cancelled = await _client.SendAsync(HttpMethod.Post, path + "/cancel");
        JsonElement polled = await _client.SendAsync(HttpMethod.Get, path);

        Assert.Equal("cancelled", SandboxClient.Text(cancelled, "status"));
        Assert.Equal("cancelled", SandboxClient.Text(polled, "status"));
        Assert.Equal(0, polled.GetProperty("output").GetArrayLength());
    }

    [Fact]
    public async Task Only_background_responses_can_be_cancelled()
    {
        JsonElement created = await _client.CreateAsync(SandboxClient.Body("A fox"));

        await _client.SendAsync(HttpMethod.Post, $"responses/{SandboxClient.Text(created, "id")}/cancel", 400);
    }

    [Fact]
    public async Task Streamed_background_is_queued_first_and_can_be_polled_afterwards()
    {
        System.Collections.Generic.List<JsonElement> events = await _client.StreamAsync(
            SandboxClient.Body("A fox", more: Background + ",\"stream\":true"));
        string[] types = [.. events.Take(3).Select(data => SandboxClient.Text(data, "type"))];
        JsonElement created = events[0].GetProperty("response");
        JsonElement polled = await _client.SendAsync(HttpMethod.Get, "responses/" + SandboxClient.Text(created, "id"));

        Assert.Equal(["response.created", "response.queued", "response.in_progress"], types);
        Assert.Equal("queued", SandboxClient.Text(created, "status"));
        Assert.Equal("completed", SandboxClient.Text(polled, "status"));
    }
}
