using ImageGen.Apis.Batches;
using ImageGen.Apis.Files;
using ImageGen.Service;

namespace ImageGen.Runs.Batches;

/// <summary>What all steps of a record's batches have in common.</summary>
/// <param name="record">The open record.</param>
/// <param name="service">The service that it belongs to.</param>
/// <param name="settings">How a call behaves.</param>
/// <param name="pace">How long is waited.</param>
internal sealed class BatchWork(
    BatchRecord record, ServiceConnection service, CallSettings settings, BatchPace pace)
{
    public BatchRecord Record { get; } = record;

    public RecordState State => Record.State;

    public ServiceConnection Service { get; } = service;

    public CallSettings Settings { get; } = settings;

    public BatchPace Pace { get; } = pace;

    /// <summary>Creates again what may exist, for the user said so.</summary>
    public bool IsForced { get; init; }

    public BatchesClient Batches { get; } = new(service);

    public FilesClient Files { get; } = new(service);

    /// <summary>Which shard it is, in words.</summary>
    public string NameOf(ShardState shard) => $"batch {shard.Number} of {State.Shards.Count}";
}
