using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using ImageGen.Sandbox.Http;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Refusals;
using ImageGen.Sandbox.Store;

namespace ImageGen.Sandbox.Batches;

/// <summary>
/// `/batches`: many requests of the Images API in one file. A list does not count as a look at a batch: its clock does
/// not move.
/// </summary>
internal sealed class BatchesService(SandboxStore store)
{
    private static readonly (int, int) s_pageLimits = (20, 100);
    private readonly object _gate = new();
    private readonly HashSet<ulong> _queued = [];

    public HttpResponseMessage Create(SandboxCall call)
    {
        using JsonDocument document = call.Body.ParseJson();
        BatchRequest request = BatchRequestReader.Read(document.RootElement);
        SandboxFile file = store.Find(request.InputFileId) as SandboxFile
            ?? throw new Refusal(
                400, $"No such File object: {request.InputFileId}", "input_file_id", "invalid_input_file");
        if (file.Purpose != "batch")
        {
            throw Refusal.InvalidValue(
                $"Invalid purpose of the input file: '{file.Purpose}'. Expected 'batch'.", "input_file_id");
        }

        SandboxBatch batch = new(call.Identity, request, file.Data, call.Dialect);
        store.Keep(batch);
        return Reply(batch);
    }

    public HttpResponseMessage Get(SandboxCall call)
    {
        SandboxBatch batch = Find(call);
        lock (_gate)
        {
            bool wasEnded = batch.IsEnded;
            batch.Advance(store, () => _queued.Add(batch.InputHash), call.Token);
            if (!wasEnded && batch.IsEnded) KeepFiles(batch);
            return Reply(batch);
        }
    }

    public HttpResponseMessage Cancel(SandboxCall call)
    {
        SandboxBatch batch = Find(call);
        lock (_gate)
        {
            batch.Cancel();
            return Reply(batch);
        }
    }

    public HttpResponseMessage List(SandboxCall call)
    {
        lock (_gate)
        {
            return ReplyFactory.Json(ListPage.Write(
                call.Route,
                store.All<SandboxBatch>().Select(static batch => (batch.Id, batch)),
                s_pageLimits,
                static (writer, _, batch) => BatchWriter.Write(writer, batch)));
        }
    }

    private static HttpResponseMessage Reply(SandboxBatch batch) =>
        ReplyFactory.Json(JsonOutput.ToBytes(writer => BatchWriter.Write(writer, batch)));

    private SandboxBatch Find(SandboxCall call) => store.Find(call.Route.Id) as SandboxBatch
        ?? throw new Refusal(404, $"No batch found with id '{call.Route.Id}'.", null, null);

    private void KeepFiles(SandboxBatch batch)
    {
        foreach (BatchFile made in new[] { batch.Output, batch.Errors }.OfType<BatchFile>()) store.Keep(made);
    }
}
