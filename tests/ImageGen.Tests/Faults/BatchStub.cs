using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using ImageGen.Tests.Batches;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>
/// A service with files and batches that spoils one stage as its cell tells, once or until it is mended.
/// </summary>
internal sealed class BatchStub(BatchCell cell)
{
    private readonly ConcurrentDictionary<string, string> _files = new();
    private readonly ConcurrentDictionary<string, string> _names = new();
    private readonly List<JsonObject> _batches = [];
    private readonly object _gate = new();
    private bool _isMended;
    private int _faults;

    /// <summary>Batches that were created.</summary>
    public int Created => _batches.Count;

    /// <summary>How often the stage was spoilt.</summary>
    public int Faults => _faults;

    public void Mend() => _isMended = true;

    public async Task ServeAsync(RawConnection connection)
    {
        await connection.ReadHeadAsync();
        string[] line = connection.Head.Split(' ');
        string[] path = line[1].Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries)[1..];
        bool isFaulty = StageOf(line[0], path) == cell.Stage && !_isMended && (cell.IsAlways || _faults == 0);
        if (isFaulty) _faults++;
        if (isFaulty && cell.Fault.IsInRequest)
        {
            await cell.Fault.Act(connection, string.Empty);
            return;
        }

        string body = await connection.ReadBodyTextAsync();
        string answer = isFaulty && !cell.IsDone ? string.Empty : Answer(line[0], path, body);
        if (isFaulty) await cell.Fault.Act(connection, answer);
        else await connection.WriteAsync(answer);
    }

    private static BatchStage? StageOf(string method, string[] path) => (method, path) switch
    {
        ("POST", ["files"]) => BatchStage.Upload,
        ("POST", ["batches"]) => BatchStage.Create,
        ("GET", ["batches", _]) => BatchStage.Poll,
        ("GET", ["files", _, "content"]) => BatchStage.Download,
        _ => null,
    };

    private string Answer(string method, string[] path, string body)
    {
        lock (_gate)
        {
            return (method, path) switch
            {
                ("POST", ["files"]) => Json(Upload(body)),
                ("GET", ["files"]) => Json(List(_files.Keys.Select(FileOf))),
                ("DELETE", ["files", string id]) => _files.TryRemove(id, out _)
                    ? Json(new JsonObject { ["id"] = id, ["deleted"] = true })
                    : Missing(),
                ("POST", ["batches"]) => Create(JsonNode.Parse(body)!.AsObject()),
                ("GET", ["batches"]) => Json(List(_batches.Select(batch => batch.DeepClone()))),
                ("GET", ["batches", string id]) => Poll(id),
                ("GET", ["files", string id, "content"]) => _files.TryGetValue(id, out string? content)
                    ? RawAnswer.Of(200, content, "Content-Type: application/octet-stream")
                    : Missing(),
                _ => Missing(),
            };
        }
    }

    private JsonObject Upload(string form)
    {
        string id = $"file-{_files.Count + 1}-{Guid.NewGuid():N}";
        _files[id] = string.Concat(
            form.Split('\n').Where(line => line.StartsWith("{\"custom_id\"", StringComparison.Ordinal))
            .Select(line => line.TrimEnd('\r') + "\n"));
        _names[id] = form.Split("filename=\"")[1].Split('"')[0];
        return FileOf(id);
    }

    private JsonObject FileOf(string id) => new()
    {
        ["id"] = id,
        ["object"] = "file",
        ["bytes"] = Encoding.UTF8.GetByteCount(_files[id]),
        ["filename"] = _names.GetValueOrDefault(id, "output.jsonl"),
        ["purpose"] = "batch",
        ["status"] = "processed",
    };

    private string Create(JsonObject wanted)
    {
        if (!_files.ContainsKey((string)wanted["input_file_id"]!)) return Missing();

        JsonObject batch = new()
        {
            ["id"] = $"batch_{_batches.Count + 1}",
            ["object"] = "batch",
            ["endpoint"] = wanted["endpoint"]!.DeepClone(),
            ["input_file_id"] = wanted["input_file_id"]!.DeepClone(),
            ["metadata"] = wanted["metadata"]?.DeepClone(),
            ["status"] = "validating",
            ["created_at"] = 1_790_000_000,
            ["request_counts"] = new JsonObject { ["total"] = 2, ["completed"] = 0, ["failed"] = 0 },
        };
        _batches.Add(batch);
        return Json(batch);
    }

    /// <summary>It is finished when it is asked for.</summary>
    private string Poll(string id)
    {
        if (_batches.Find(batch => (string)batch["id"]! == id) is not JsonObject batch) return Missing();

        if ((string)batch["status"]! == "validating")
        {
            string[] ids = [.. _files[(string)batch["input_file_id"]!].Split(
                '\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => (string)JsonNode.Parse(line)!["custom_id"]!)];
            string output = $"file-output-{id}";
            _files[output] = string.Concat(ids.Select(
                (customId, row) => OutputScript.Line(customId, OutputScript.Picture(row)) + "\n"));
            batch["output_file_id"] = output;
            batch["status"] = "completed";
            batch["completed_at"] = 1_790_000_100;
        }

        return Json(batch);
    }

    private static JsonObject List(IEnumerable<JsonNode> items) => new()
    {
        ["object"] = "list", ["data"] = new JsonArray([.. items]), ["has_more"] = false,
    };

    private static string Json(JsonObject json) => RawAnswer.Of(200, json.ToJsonString());

    private static string Missing() => RawAnswer.Of(404, Samples.Error("There is no such thing."));
}
