using System.Management.Automation;
using ImageGen.Http;
using ImageGen.Parameters;
using ImageGen.Runs.Batches;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>Base of the cmdlets that act on batches already started.</summary>
public abstract class BatchCommand : ServiceCommand
{
    private int _index;

    /// <summary>
    /// The record of Start-AIImageBatch, the id of a batch (batch_…), or an object from Start-, Get- or
    /// Wait-AIImageBatch.
    /// </summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipeline = true,
        HelpMessage = "The record of Start-AIImageBatch, or the id of a batch.")]
    public virtual PSObject[]? Batch { get; set; }

    private protected override bool NeedsService => false;

    /// <summary>Time between two checks of the state of batches at this service.</summary>
    private protected static BatchPace PaceOf(ServiceConnection service) =>
        new(service.IsSandbox, ServiceState.Here.Clock);

    /// <summary>Acts on the batches of one input.</summary>
    protected override void ProcessRecord()
    {
        foreach (PSObject item in Batch ?? [])
        {
            CommandInput input = CommandInput.Piped(this, item, _index++);
            this.Attempt(input, () => Act(BatchInput.Read(this, item), input));
        }
    }

    /// <summary>Acts on a record, or on batches that no record is known of.</summary>
    private protected abstract void Act(BatchInput batch, CommandInput input);

    /// <summary>
    /// The connection that a record belongs to: the chosen one, the one of its name, or the current one. Any other is
    /// refused.
    /// </summary>
    /// <exception cref="AIImageException">There is none, or it is another one.</exception>
    private protected ServiceConnection ServiceOf(RecordState state)
    {
        RecordHeader header = state.Header!;
        ServiceConnection? named = ChosenService is null && header.Service is string name ? Directory.Find(name) : null;
        ServiceConnection service = named ?? Directory.Chosen(ChosenService);
        header.ThrowIfOther(service);
        return service;
    }

    /// <summary>The connection that a batch without a record is asked of.</summary>
    /// <exception cref="AIImageException">There is none, or it has no batches.</exception>
    private protected ServiceConnection ServiceOf(BatchInput batch)
    {
        ServiceConnection? named = ChosenService is null && batch.Service is string name ? Directory.Find(name) : null;
        ServiceConnection service = named ?? Directory.Chosen(ChosenService);
        BatchServices.ThrowIfUnsupported(service);
        return service;
    }

    /// <summary>A batch by its id, of which nothing is written down.</summary>
    private protected BatchWork WorkOf(string id, BatchInput batch)
    {
        ServiceConnection service = ServiceOf(batch);
        RecordState state = RecordState.OfBatch(id, new RecordHeader().For(service));
        return View(state, service);
    }

    /// <summary>A record that is looked at.</summary>
    private protected BatchWork ViewOf(RecordState state) => View(state, ServiceOf(state));

    private BatchWork View(RecordState state, ServiceConnection service)
    {
        BatchPace pace = PaceOf(service);
        return new BatchWork(BatchRecord.View(state, pace.Clock), service, Settings, pace);
    }

    private protected void EmitKnown(GenerationEvent e)
    {
        if (e is BatchKnown known) WriteObject(known.Batch);
    }

    /// <summary>What the progress bar says of it.</summary>
    private protected static string NameOf(RecordState state) => state.Path.Length > 0
        ? PlainText.Line(System.IO.Path.GetFileName(state.Path))
        : PlainText.Line(state.Shards[0].BatchId);
}
