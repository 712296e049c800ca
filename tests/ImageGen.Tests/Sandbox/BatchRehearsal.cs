using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;

namespace ImageGen.Tests.Sandbox;

/// <summary>A batch at the sandbox, from its lines to its files.</summary>
internal sealed class BatchRehearsal(string root = "v1/", string query = "") : IDisposable
{
    public const string Generations = "/v1/images/generations";
    public const string Edits = "/v1/images/edits";

    public SandboxClient Client { get; } = new(root: root);

    public static string Line(int number, string prompt, string more = "") =>
        LineOf($"row-{number}", SandboxClient.Images(prompt, ",\"size\":\"976x704\"" + more));

    public static string LineOf(string id, string body, string url = Generations) =>
        $$"""{"custom_id":"{{id}}","method":"POST","url":"{{url}}","body":{{body}}}""";

    public async Task<string> UploadAsync(string content, string purpose = "batch", string name = "rows.jsonl")
    {
        using MultipartFormDataContent form = new()
        {
            { new StringContent(purpose), "purpose" },
            { SandboxClient.File(Encoding.UTF8.GetBytes(content), "application/jsonl"), "file", name },
        };
        return SandboxClient.Text(await Client.PostAsync("files" + query, form, 200), "id");
    }

    public static StringContent Wanted(string file, string endpoint = Generations, string more = "") =>
        SandboxClient.Json(
            $$"""{"input_file_id":"{{file}}","endpoint":"{{endpoint}}","completion_window":"24h"{{more}}}""");

    /// <summary>Uploads the lines and creates a batch of them; its id.</summary>
    public async Task<string> CreateAsync(IEnumerable<string> lines, string endpoint = Generations, string more = "")
    {
        string file = await UploadAsync(string.Join("\n", lines) + "\n");
        return SandboxClient.Text(
            await Client.PostAsync("batches" + query, Wanted(file, endpoint, more), 200), "id");
    }

    public Task<JsonElement> PollAsync(string id) => Client.SendAsync(HttpMethod.Get, $"batches/{id}{query}");

    /// <summary>Looks at a batch until it is at its end.</summary>
    public async Task<JsonElement> EndAsync(string id)
    {
        for (int look = 0; look < 10; look++)
        {
            JsonElement batch = await PollAsync(id);
            if (SandboxClient.Text(batch, "status") is "completed" or "failed" or "expired" or "cancelled")
            {
                return batch;
            }
        }

        throw new InvalidOperationException("The batch came to no end.");
    }

    /// <summary>The lines of a batch's file by their custom ids; empty where it has none.</summary>
    public async Task<IReadOnlyList<(string Id, JsonElement Line)>> ReadAsync(JsonElement batch, string kind)
    {
        if (batch.GetProperty(kind).ValueKind == JsonValueKind.Null) return [];
        string path = $"files/{SandboxClient.Text(batch, kind)}/content{query}";
        string text = await Client.Http.GetStringAsync(path, SandboxClient.Token);
        return
        [
            .. text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => JsonDocument.Parse(line).RootElement)
                .Select(line => (SandboxClient.Text(line, "custom_id"), line)),
        ];
    }

    public static (int Total, int Completed, int Failed) CountsOf(JsonElement batch)
    {
        JsonElement counts = batch.GetProperty("request_counts");
        return (Count("total"), Count("completed"), Count("failed"));

        int Count(string name) => counts.GetProperty(name).GetInt32();
    }

    /// <summary>The reasons of a batch that failed, as "code line param".</summary>
    public static IReadOnlyList<string> FaultsOf(JsonElement batch) =>
    [
        .. batch.GetProperty("errors").GetProperty("data").EnumerateArray()
            .Select(fault => $"{fault.GetProperty("code")} {fault.GetProperty("line")} {fault.GetProperty("param")}"),
    ];

    public void Dispose() => Client.Dispose();
}
