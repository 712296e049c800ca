using System;
using System.Net.Http;
using ImageGen.Http;
using ImageGen.Json;
using ImageGen.Service;

namespace ImageGen.Apis.Batches;

/// <summary>The requests of the Batch API.</summary>
internal sealed class BatchesClient(ServiceConnection connection)
{
    private const string Path = "batches";

    /// <summary>Starts a batch. It requests images, so it is sent only once.</summary>
    public DocumentCall<BatchObject> Create(CreateBatch batch)
    {
        JsonBody body = new(FieldWriter.ToBytes(batch.Write), new Uploads());
        return new DocumentCall<BatchObject>(connection, HttpMethod.Post, Path, body) { OrdersImages = true };
    }

    /// <summary>Asks for the state of a batch.</summary>
    public DocumentCall<BatchObject> Get(string id) => new(connection, HttpMethod.Get, PathOf(id), body: null);

    /// <summary>Cancels a batch; what it has finished is kept and billed.</summary>
    public DocumentCall<BatchObject> Cancel(string id) =>
        new(connection, HttpMethod.Post, PathOf(id) + "/cancel", body: null);

    /// <summary>All batches of the service, page by page.</summary>
    public BatchListing List() => new(connection, Path);

    private static string PathOf(string id) => $"{Path}/{Uri.EscapeDataString(id)}";
}
