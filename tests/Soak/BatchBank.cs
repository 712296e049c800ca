using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ImageGen.Soak;

/// <summary>
/// Files and batches on loopback. A batch is in its list a moment after it was created, and two creations are held until
/// who sent them is dead: one behind the creation, and one before it, which happens later if its input is still there.
/// </summary>
internal sealed class BatchBank : IAsyncDisposable
{
    public const string BadWord = "bad";

    private static readonly TimeSpan s_invisible = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<string, (string Name, Func<IEnumerable<string>> Lines)> _files = new();
    private readonly List<SoakBatch> _batches = [];
    private readonly object _gate = new();
    private readonly Random _random;
    private readonly WebApplication _application;
    private TaskCompletionSource _held = NewSource();
    private int _creations;
    private int _requests;
    private int _ids;

    private BatchBank(WebApplication application, int seed)
    {
        _application = application;
        _random = new Random(seed);
        application.Use(async (context, next) =>
        {
            Interlocked.Increment(ref _requests);
            await next();
        });
        application.MapPost("/v1/files", (Delegate)UploadAsync);
        application.MapGet("/v1/files", () => Json(List(_files.Keys.Select(FileOf))));
        application.MapDelete("/v1/files/{id}", (string id) => _files.TryRemove(id, out _)
            ? Json(new JsonObject { ["id"] = id, ["deleted"] = true })
            : Missing(id));
        application.MapGet("/v1/files/{id}/content", WriteAsync);
        application.MapPost("/v1/batches", (Delegate)CreateAsync);
        application.MapGet("/v1/batches", Listed);
        application.MapGet("/v1/batches/{id}", Poll);
    }

    public Uri BaseUri { get; private set; } = default!;

    /// <summary>Requests that arrived.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>Creations that were held until their process was dead.</summary>
    public int Held { get; private set; }

    /// <summary>Creations that came late and found their input gone.</summary>
    public int Fenced { get; private set; }

    /// <summary>Creations that came late and happened.</summary>
    public int Late { get; private set; }

    /// <summary>The next creation that is held.</summary>
    public Task NextHeld => Volatile.Read(ref _held).Task;

    public IReadOnlyList<SoakBatch> Batches
    {
        get
        {
            lock (_gate) return [.. _batches];
        }
    }

    public static async Task<BatchBank> StartAsync(int seed)
    {
        BatchBank bank = new(LoopbackHost.Build(), seed);
        bank.BaseUri = await LoopbackHost.StartAsync(bank._application);
        return bank;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<IResult> UploadAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync();
        using StreamReader reader = new(form.Files["file"]!.OpenReadStream(), Encoding.UTF8);
        string[] lines = (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string id = $"file-{Interlocked.Increment(ref _ids)}";
        _files[id] = (form.Files["file"]!.FileName, () => lines);
        return Json(FileOf(id));
    }

    private JsonObject FileOf(string id) => new()
    {
        ["id"] = id,
        ["object"] = "file",
        ["filename"] = _files[id].Name,
        ["bytes"] = _files[id].Name.StartsWith("batch_", StringComparison.Ordinal)
            ? 0
            : _files[id].Lines().Sum(line => Encoding.UTF8.GetByteCount(line) + 1),
        ["purpose"] = "batch",
        ["status"] = "processed",
    };

    private async Task<IResult> CreateAsync(HttpContext context)
    {
        JsonObject wanted = (await JsonNode.ParseAsync(context.Request.Body))!.AsObject();
        int number = Interlocked.Increment(ref _creations);
        if (number is not (2 or 7)) return Create(wanted) is SoakBatch created ? Json(created.ToJson()) : Missing("input");

        if (number == 2) Create(wanted);
        Held++;
        Interlocked.Exchange(ref _held, NewSource()).SetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // Who sent it is dead.
        }

        if (number == 2) return Results.Empty;

        await Task.Delay(_random.Next(0, 6000));
        if (Create(wanted) is null) Fenced++;
        else Late++;
        return Results.Empty;
    }

    private SoakBatch? Create(JsonObject wanted)
    {
        lock (_gate)
        {
            if (!_files.TryGetValue((string)wanted["input_file_id"]!, out (string Name, Func<IEnumerable<string>> Lines) file)) return null;

            SoakBatch batch = new($"batch_{_batches.Count + 1}", wanted, [.. file.Lines()]);
            _batches.Insert(0, batch);
            return batch;
        }
    }

    private IResult Listed()
    {
        lock (_gate) return Json(List(_batches.Where(batch => batch.Age > s_invisible).Select(batch => batch.ToJson())));
    }

    private IResult Poll(string id)
    {
        lock (_gate)
        {
            if (_batches.Find(batch => batch.Id == id) is not SoakBatch batch) return Missing(id);

            if (batch.Advance())
            {
                _files[batch.OutputFile] = (batch.Id + "_output.jsonl", batch.Output);
                _files[batch.ErrorFile] = (batch.Id + "_error.jsonl", batch.Errors);
            }

            return Json(batch.ToJson());
        }
    }

    private async Task WriteAsync(HttpContext context, string id)
    {
        if (!_files.TryGetValue(id, out (string Name, Func<IEnumerable<string>> Lines) file))
        {
            context.Response.StatusCode = 404;
            return;
        }

        foreach (string line in file.Lines()) await context.Response.WriteAsync(line + "\n");
    }

    private static JsonObject List(IEnumerable<JsonObject> items) => new()
    {
        ["object"] = "list", ["data"] = new JsonArray([.. items]), ["has_more"] = false,
    };

    private static IResult Json(JsonObject json) => Results.Content(json.ToJsonString(), "application/json");

    private static IResult Missing(string what) => Results.Content(
        $$$"""{"error":{"message":"There is no {{{what}}}.","type":"invalid_request_error"}}""", "application/json", statusCode: 404);
}
