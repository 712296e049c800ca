namespace ImageGen.Runs.Batches;

/// <summary>The steps of a record.</summary>
internal static class StepName
{
    /// <summary>All rows are written; nothing was sent.</summary>
    public const string Planned = "planned";

    /// <summary>An image of the rows is uploaded.</summary>
    public const string ImageUploaded = "image";

    /// <summary>The shard's lines are about to be uploaded.</summary>
    public const string Uploading = "uploading";

    /// <summary>The shard's lines are at the service.</summary>
    public const string Uploaded = "uploaded";

    /// <summary>Its cost is reserved in the ledger.</summary>
    public const string Reserved = "reserved";

    /// <summary>The reservation is settled.</summary>
    public const string Settled = "settled";

    /// <summary>The batch is about to be created.</summary>
    public const string Creating = "creating";

    /// <summary>The batch is there.</summary>
    public const string Created = "created";

    /// <summary>The service refused to create it, so that it is not there.</summary>
    public const string Refused = "refused";

    /// <summary>It was refused because the queue is full; it starts when another ends.</summary>
    public const string Queued = "queued";

    /// <summary>The file of an unanswered creation is gone, so that it can be created anew.</summary>
    public const string Fenced = "fenced";

    /// <summary>What the service last said of the batch.</summary>
    public const string State = "state";

    /// <summary>Its images are saved and its failures told.</summary>
    public const string Received = "received";

    /// <summary>The user stopped it; what is not created is not to be.</summary>
    public const string Stopped = "stopped";

    /// <summary>The user goes on with it.</summary>
    public const string Resumed = "resumed";

    /// <summary>Its files are deleted at the service.</summary>
    public const string Removed = "removed";
}
