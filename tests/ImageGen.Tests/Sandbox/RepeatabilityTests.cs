using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace ImageGen.Tests.Sandbox;

public sealed class RepeatabilityTests
{
    [Fact]
    public async Task Same_requests_give_same_ids_and_bytes()
    {
        List<string> first = await RunAsync();
        List<string> second = await RunAsync();

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Second_picture_of_a_prompt_differs()
    {
        using SandboxClient client = new();
        JsonElement first = await client.CreateAsync(SandboxClient.Body("A fox"));
        JsonElement second = await client.CreateAsync(SandboxClient.Body("A fox"));

        Assert.NotEqual(SandboxClient.Text(first, "id"), SandboxClient.Text(second, "id"));
        Assert.NotEqual(SandboxClient.Bytes(first), SandboxClient.Bytes(second));
    }

    [Fact]
    public async Task Order_of_parallel_requests_does_not_matter()
    {
        string[] prompts = ["A fox", "A hen", "An owl", "A cat"];
        Assert.Equal(await RunAsync(prompts), (await RunAsync([.. prompts.Reverse()])).AsEnumerable().Reverse());

        static async Task<List<string>> RunAsync(string[] prompts)
        {
            using SandboxClient client = new();
            JsonElement[] responses = await Task.WhenAll(
                prompts.Select(prompt => client.CreateAsync(SandboxClient.Body(prompt))));
            return [.. responses.Select(response => SandboxClient.Text(response, "id"))];
        }
    }

    private static async Task<List<string>> RunAsync()
    {
        using SandboxClient client = new();
        JsonElement first = await client.CreateAsync(SandboxClient.Body("A fox"));
        JsonElement second = await client.CreateAsync(
            SandboxClient.Body("Add a hat", more: $",\"previous_response_id\":\"{SandboxClient.Text(first, "id")}\""));
        return [.. new[] { first, second }.SelectMany(Identify)];
    }

    private static IEnumerable<string> Identify(JsonElement response) =>
    [
        SandboxClient.Text(response, "id"),
        .. response.GetProperty("output").EnumerateArray().Select(item => SandboxClient.Text(item, "id")),
        SandboxClient.Text(SandboxClient.Picture(response), "result"),
    ];
}
