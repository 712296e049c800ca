using System.Linq;
using System.Management.Automation;
using ImageGen.Http;
using ImageGen.Runs.Batches;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>Cancels batches at the service.</summary>
/// <remarks>
/// <para>Images that a batch has finished are kept and billed; get them with Receive-AIImageBatch. The service may take
/// ten minutes to cancel a batch. Batches of a record that have not started yet are not started; Start-AIImageBatch
/// with -Resume starts them later.</para>
/// </remarks>
/// <example>
/// <para>Cancel, and keep the finished images</para>
/// <code>'a red fox', 'a blue heron' | Start-AIImageBatch -OutFile ./pictures -Record ./spring.batch
/// Stop-AIImageBatch ./spring.batch
/// Wait-AIImageBatch ./spring.batch | Receive-AIImageBatch -ErrorAction SilentlyContinue</code>
/// </example>
/// <example>
/// <para>Cancel all batches that are still running</para>
/// <code>Get-AIImageBatch | Where-Object { -not $_.IsEnded } | Stop-AIImageBatch -WhatIf</code>
/// </example>
/// <example>
/// <para>Stop now, and start the rest another day</para>
/// <code>'a red fox' | Start-AIImageBatch -OutFile ./rest.png -Record ./rest.batch | Stop-AIImageBatch -PassThru
/// 'a red fox' | Start-AIImageBatch -OutFile ./rest.png -Record ./rest.batch -Resume</code>
/// </example>
/// <input cref="AIImageBatch">What Start-AIImageBatch emitted.</input>
/// <input cref="string">A record, or the id of a batch.</input>
/// <seealso cref="StartAIImageBatchCommand"/>
/// <seealso cref="GetAIImageBatchCommand"/>
[Cmdlet(VerbsLifecycle.Stop, "AIImageBatch", SupportsShouldProcess = true)]
[OutputType(typeof(AIImageBatch))]
public sealed class StopAIImageBatchCommand : BatchCommand
{
    /// <summary>Emits the state of the batches.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Act(BatchInput batch, CommandInput input)
    {
        if (batch.Record is not string path)
        {
            foreach (string id in batch.Ids)
            {
                if (ShouldProcess(PlainText.Line(id), "Cancel")) Stop(WorkOf(id, batch), input);
            }

            return;
        }

        RecordState state = RecordState.Read(path);
        if (state.IsEnded || !ShouldProcess(path, "Cancel")) return;

        ServiceConnection service = ServiceOf(state);
        AIImageException? busy = Hold(path, service);
        Stop(ViewOf(RecordState.Read(path)), input);
        if (busy is not null) throw busy;
    }

    /// <summary>
    /// Writes that what is not started is not to be; why it cannot be written, for another command starts it then.
    /// </summary>
    private AIImageException? Hold(string path, ServiceConnection service)
    {
        if (!RecordState.Read(path).Shards.Any(shard => shard.IsWaiting)) return null;

        try
        {
            using BatchRecord record = BatchRecord.Open(path, PaceOf(service).Clock);
            foreach (ShardState shard in record.State.Shards.Where(shard => shard.IsWaiting).ToList())
            {
                record.Append(new RecordStep { Step = StepName.Stopped, Shard = shard.Number });
            }

            return null;
        }
        catch (AIImageException exception)
        {
            return exception;
        }
    }

    private void Stop(BatchWork work, CommandInput input) =>
        Drain(work.Service, new BatchStop(work).RunAsync(), NameOf(work.State), input, Emit);

    private void Emit(GenerationEvent e)
    {
        if (PassThru) EmitKnown(e);
    }
}
