using System.Management.Automation;
using ImageGen.Runs.Batches;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>Gets the state of batches: of a record, by id, or of all batches at the service.</summary>
/// <remarks>
/// <para>For a record, it shows the state of all its batches together, and in Parts the state of each. Nothing changes
/// at the service or in the record, so it can be used while another command waits for the same batches.</para>
/// </remarks>
/// <example>
/// <para>See the progress</para>
/// <code>'a red fox', 'a blue heron' | Start-AIImageBatch -OutFile ./pictures -Record ./spring.batch
/// Get-AIImageBatch ./spring.batch | Format-List</code>
/// </example>
/// <example>
/// <para>List the batches in progress at the service</para>
/// <code>Get-AIImageBatch | Where-Object Status -eq in_progress</code>
/// </example>
/// <example>
/// <para>Find the parts that are not completed</para>
/// <code>'a red fox', 'a blue heron' | Start-AIImageBatch -OutFile ./parts -Record ./parts.batch -BatchSize 1
/// (Get-AIImageBatch ./parts.batch).Parts | Where-Object Status -ne completed</code>
/// </example>
/// <input cref="AIImageBatch">What Start-AIImageBatch emitted.</input>
/// <input cref="string">A record, or the id of a batch.</input>
/// <seealso cref="StartAIImageBatchCommand"/>
/// <seealso cref="WaitAIImageBatchCommand"/>
[Cmdlet(VerbsCommon.Get, "AIImageBatch")]
[OutputType(typeof(AIImageBatch))]
public sealed class GetAIImageBatchCommand : BatchCommand
{
    /// <summary>
    /// The record of Start-AIImageBatch, or the id of a batch (batch_…). If omitted, all batches at the service.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public override PSObject[]? Batch { get; set; }

    /// <summary>Lists all batches where none is named.</summary>
    protected override void ProcessRecord()
    {
        if (Batch is not null || MyInvocation.ExpectingInput) base.ProcessRecord();
        else this.Attempt(Service, List);
    }

    private protected override void Act(BatchInput batch, CommandInput input)
    {
        if (batch.Record is string path)
        {
            RecordState state = RecordState.Read(path);
            if (state.IsEnded || state.Plan is null) WriteObject(BatchSummary.FromRecord(state));
            else Show(ViewOf(state), input);
            return;
        }

        foreach (string id in batch.Ids) Show(WorkOf(id, batch), input);
    }

    private void Show(BatchWork work, CommandInput input) =>
        Drain(work.Service, new BatchLook(work).RunAsync(), NameOf(work.State), input, EmitKnown);

    private void List()
    {
        ServiceConnection service = Directory.Chosen(ChosenService);
        BatchServices.ThrowIfUnsupported(service);
        Drain(service, new BatchCatalog(service).RunAsync(
            Settings), "batches", new CommandInput(service.Name), EmitKnown);
    }
}
