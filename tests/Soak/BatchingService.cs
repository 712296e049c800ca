using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Loopback;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ImageGen.Soak;

/// <summary>
/// Files and batches on loopback. One row in ten fails: two of three in the error file, the third as an error body with
/// status 200 in the output. A batch is in the list only a moment after it was created.
/// </summary>
internal sealed class BatchingService : IAsyncDisposable
{
    private const int LooksUntilEnd = 3;

    private static readonly TimeSpan s_unlisted = TimeSpan.FromMilliseconds(200);

    private readonly WebApplication _application;
    private readonly ConcurrentDictionary<string, (string Name, string Purpose, byte[] Content)> _files = new();
    private readonly List<Batch> _batches = [];
    private HeldCreation? _held;
    private int _ids;
    private int _progress;
    private int _lateCreations;

    private BatchingService(WebApplication application)
    {
        _application = application;
        application.MapPost("/v1/files", UploadAsync);
        application.MapGet("/v1/files", context => WriteAsync(context, ListOf(_files.Keys.Select(FileOf))));
        application.MapDelete("/v1/files/{id}", DeleteAsync);
        application.MapGet("/v1/files/{id}/content", WriteContentAsync);
        application.MapPost("/v1/batches", CreateAsync);
        application.MapGet("/v1/batches", ListAsync);
        application.MapGet("/v1/batches/{id}", GetAsync);
    }

    public Uri BaseUri { get; private set; } = default!;

    /// <summary>Grows with every request, and with every line that is downloaded.</summary>
    public int Progress => _progress;

    /// <summary>Creations that came so late that their input file was gone.</summary>
    public int LateCreations => _lateCreations;

    public int Files => _files.Count;

    public bool HasFile(string id) => _files.ContainsKey(id);

    /// <summary>How many batches were created of each shard.</summary>
    public IReadOnlyDictionary<string, int> BatchesByShard
    {
        get
        {
            lock (_batches)
            {
                return _batches.GroupBy(batch => batch.Shard).ToDictionary(same => same.Key, same => same.Count());
            }
        }
    }

    public static bool IsBad(int row) => row % 10 == 3;

    public static async Task<BatchingService> StartAsync()
    {
        BatchingService service = new(LoopbackHost.Build());
        service.BaseUri = new Uri(await LoopbackHost.StartAsync(service._application), "/v1");
        return service;
    }

    /// <summary>Holds the next creation back, before or after the batch is made, and never answers it.</summary>
    /// <param name="isCreated">True to make the batch first.</param>
    /// <returns>Done when the creation is held.</returns>
    public HeldCreation HoldNextCreation(bool isCreated) => _held = new HeldCreation(isCreated);

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task UploadAsync(HttpContext context)
    {
        Interlocked.Increment(ref _progress);
        IFormCollection form = await context.Request.ReadFormAsync();
        byte[] content = new byte[form.Files[0].Length];
        await form.Files[0].OpenReadStream().ReadExactlyAsync(content);
        string id = $"file-{Interlocked.Increment(ref _ids)}";
        _files[id] = (form.Files[0].FileName, form["purpose"].ToString(), content);
        await WriteAsync(context, FileOf(id));
    }

    private Task DeleteAsync(HttpContext context, string id)
    {
        Interlocked.Increment(ref _progress);
        return _files.TryRemove(id, out _)
            ? WriteAsync(context, new JsonObject { ["id"] = id, ["deleted"] = true })
            : RefuseAsync(context, 404, "No such File object");
    }

    private async Task CreateAsync(HttpContext context)
    {
        Interlocked.Increment(ref _progress);
        JsonNode wanted = (await JsonNode.ParseAsync(context.Request.Body))!;
        HeldCreation? held = Interlocked.Exchange(ref _held, null);
        Batch? created = held is null or { IsCreated: true } ? Create(wanted) : null;
        if (held is not null)
        {
            held.Begin((string)wanted["input_file_id"]!);
            await held.Released;
            created ??= Create(wanted);
            if (created is null) Interlocked.Increment(ref _lateCreations);
            context.Abort();
            return;
        }

        await (
            created is null ? RefuseAsync(context, 400, "No such File object") : WriteAsync(context, created.ToJson()));
    }

    private Batch? Create(JsonNode wanted)
    {
        string file = (string)wanted["input_file_id"]!;
        if (!_files.TryGetValue(file, out (string Name, string Purpose, byte[] Content) input)) return null;

        string[] lines = Encoding.UTF8.GetString(input.Content).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Batch batch = new(
            $"batch_{Interlocked.Increment(ref _ids)}", file, (JsonObject)wanted["metadata"]!.DeepClone(), lines);
        lock (_batches) _batches.Insert(0, batch);
        return batch;
    }

    private Task ListAsync(HttpContext context)
    {
        Interlocked.Increment(ref _progress);
        string? after = context.Request.Query["after"];
        Batch[] listed;
        lock (_batches)
        {
            listed =
            [
                .. _batches.Where(batch => DateTimeOffset.UtcNow - batch.CreatedAt > s_unlisted)
                    .SkipWhile(batch => after is { Length: > 0 } && batch.Id != after)
                    .Skip(after is { Length: > 0 } ? 1 : 0),
            ];
        }

        // Pages of three, so that a shard is looked for on all of them.
        return WriteAsync(context, ListOf(listed.Take(3).Select(batch => batch.ToJson()), listed.Length > 3));
    }

    private Task GetAsync(HttpContext context, string id)
    {
        Interlocked.Increment(ref _progress);
        if (Find(id) is not Batch batch) return RefuseAsync(context, 404, "No such batch");

        if (Interlocked.Increment(ref batch.Looks) == LooksUntilEnd)
        {
            _files[$"{id}-output"] = ("output.jsonl", "batch_output", []);
            _files[$"{id}-errors"] = ("errors.jsonl", "batch_output", []);
        }

        return WriteAsync(context, batch.ToJson(isEnded: batch.Looks >= LooksUntilEnd));
    }

    private async Task WriteContentAsync(HttpContext context, string id)
    {
        Interlocked.Increment(ref _progress);
        string[] parts = id.Split('-');
        if (!_files.ContainsKey(id) || Find(parts[0]) is not Batch batch)
        {
            await RefuseAsync(context, 404, "No such File object");
            return;
        }

        foreach (string line in BatchOutput.LinesOf(batch, isErrors: parts[^1] == "errors"))
        {
            await context.Response.WriteAsync(line + "\n", context.RequestAborted);
            Interlocked.Increment(ref _progress);
        }
    }

    private Batch? Find(string id)
    {
        lock (_batches) return _batches.Find(batch => batch.Id == id);
    }

    private JsonObject FileOf(string id) => new()
    {
        ["id"] = id,
        ["object"] = "file",
        ["filename"] = _files[id].Name,
        ["bytes"] = _files[id].Content.Length,
        ["purpose"] = _files[id].Purpose,
        ["status"] = "processed",
    };

    private static JsonObject ListOf(IEnumerable<JsonNode> items, bool hasMore = false) => new()
    {
        ["object"] = "list",
        ["data"] = new JsonArray([.. items]),
        ["has_more"] = hasMore,
    };

    private static Task RefuseAsync(HttpContext context, int status, string message)
    {
        context.Response.StatusCode = status;
        return WriteAsync(
            context, JsonNode.Parse($$$"""{"error":{"message":"{{{message}}}","type":"invalid_request_error"}}""")!);
    }

    private static Task WriteAsync(HttpContext context, JsonNode json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json.ToJsonString(), context.RequestAborted);
    }
}
