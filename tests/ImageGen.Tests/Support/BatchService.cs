using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace ImageGen.Tests.Support;

/// <summary>A service with files and batches, which fails as each test tells it.</summary>
internal sealed class BatchService : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (string Name, string Purpose, byte[] Content)> _files = new();
    private readonly List<JsonObject> _batches = [];
    private LoopbackService _service = default!;
    private int _ids;

    public LoopbackService Service => _service;

    public Uri BaseUri => _service.BaseUri;

    /// <summary>What happens to a request before it is served; true where it was answered.</summary>
    public Func<HttpContext, ReceivedRequest, Task<bool>> Before { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>What becomes of a new batch.</summary>
    public Action<JsonObject> Created { get; set; } = _ => { };

    /// <summary>What becomes of a batch when it is asked for.</summary>
    public Action<JsonObject> Polled { get; set; } = _ => { };

    public IReadOnlyList<JsonObject> Batches
    {
        get
        {
            lock (_batches) return [.. _batches];
        }
    }

    public IReadOnlyDictionary<string, (string Name, string Purpose, byte[] Content)> Files => _files;

    public int Count(string method, string path) =>
        _service.Requests.Count(request => request.Method == method && request.Path.Split('?')[0] == path);

    public static async Task<BatchService> StartAsync()
    {
        BatchService batches = new();
        batches._service = await LoopbackService.StartAsync(batches.AnswerAsync);
        return batches;
    }

    /// <summary>A batch as a creation makes it, whether it is answered or not.</summary>
    public JsonObject Create(JsonObject wanted)
    {
        JsonObject batch = new()
        {
            ["id"] = $"batch_{Interlocked.Increment(ref _ids)}",
            ["object"] = "batch",
            ["endpoint"] = wanted["endpoint"]!.DeepClone(),
            ["input_file_id"] = wanted["input_file_id"]!.DeepClone(),
            ["metadata"] = wanted["metadata"]?.DeepClone(),
            ["status"] = "validating",
            ["created_at"] = 1_790_000_000,
            ["request_counts"] = new JsonObject { ["total"] = 0, ["completed"] = 0, ["failed"] = 0 },
        };
        Created(batch);
        lock (_batches) _batches.Insert(0, batch);
        return batch;
    }

    /// <summary>Ends a batch with these lines.</summary>
    public void Finish(JsonObject batch, IEnumerable<string> output, IEnumerable<string>? errors = null)
    {
        batch["status"] = "completed";
        batch["completed_at"] = 1_790_000_100;
        batch["output_file_id"] = AddFile("output.jsonl", "batch_output", string.Join("\n", output) + "\n");
        if (errors is not null)
        {
            batch["error_file_id"] = AddFile("errors.jsonl", "batch_output", string.Join("\n", errors) + "\n");
        }
    }

    /// <summary>The lines that were uploaded for a batch.</summary>
    public IReadOnlyList<JsonObject> LinesOf(JsonObject batch) =>
    [
        .. Encoding.UTF8.GetString(_files[batch["input_file_id"]!.GetValue<string>()].Content)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!.AsObject()),
    ];

    public string AddFile(string name, string purpose, string content)
    {
        string id = $"file-{Interlocked.Increment(ref _ids)}";
        _files[id] = (name, purpose, Encoding.UTF8.GetBytes(content));
        return id;
    }

    /// <summary>Puts the content of another file in the place of this one.</summary>
    public void Replace(string id, string other) => _files[id] = _files[other];

    public bool Delete(string id) => _files.TryRemove(id, out _);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        if (await Before(context, request)) return;

        string[] path = request.Path.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries)[1..];
        (int status, JsonNode? json) = (request.Method, path) switch
        {
            ("POST", ["files"]) => (200, Upload(request)),
            ("GET", ["files"]) => (200, Listed(_files.Select(file => FileObject(file.Key)))),
            ("DELETE", ["files", string id]) => Delete(id)
                ? (200, new JsonObject { ["id"] = id, ["deleted"] = true })
                : Missing($"No such File object: {id}"),
            ("POST", ["batches"]) => (200, Create(request.Json).DeepClone()),
            ("GET", ["batches"]) => (200, Listed(Batches.Select(batch => batch.DeepClone()))),
            ("GET", ["batches", string id]) => Find(id) is JsonObject batch ? (200, Poll(batch)) : Missing(id),
            ("POST", ["batches", string id, "cancel"]) => Find(id) is JsonObject batch
                ? (200, Cancel(batch)) : Missing(id),
            ("GET", ["files", string id, "content"]) => _files.ContainsKey(id) ? (200, null) : Missing(id),
            _ => Missing(request.Path),
        };
        if (json is not null) await LoopbackService.WriteJsonAsync(context, json.ToJsonString(), status);
        else await WriteContentAsync(context, path[1]);
    }

    private async Task WriteContentAsync(HttpContext context, string id)
    {
        byte[] content = _files[id].Content;
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content);
    }

    private JsonObject? Find(string id) => Batches.FirstOrDefault(batch => batch["id"]!.GetValue<string>() == id);

    private JsonNode Poll(JsonObject batch)
    {
        Polled(batch);
        return batch.DeepClone();
    }

    private static JsonNode Cancel(JsonObject batch)
    {
        batch["status"] = "cancelled";
        batch["cancelled_at"] = 1_790_000_050;
        return batch.DeepClone();
    }

    private JsonNode Upload(ReceivedRequest request)
    {
        MultipartForm form = MultipartForm.Of(request);
        FormPart file = form.Find("file")!;
        string id = $"file-{Interlocked.Increment(ref _ids)}";
        _files[id] = (file.FileName!, form.TextOf("purpose")!, file.Body);
        return FileObject(id);
    }

    private JsonObject FileObject(string id) => new()
    {
        ["id"] = id,
        ["object"] = "file",
        ["filename"] = _files[id].Name,
        ["bytes"] = _files[id].Content.Length,
        ["purpose"] = _files[id].Purpose,
        ["status"] = "processed",
    };

    private static JsonObject Listed(IEnumerable<JsonNode> items) => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. items]),
        ["has_more"] = false,
    };

    private static (int, JsonNode?) Missing(string what) =>
        (404, JsonNode.Parse($$$"""{"error":{"message":"{{{what}}}","type":"invalid_request_error"}}"""));
}
