using System;
using System.Management.Automation;
using ImageGen.Runs.Batches;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>Waits until batches have ended, and starts those that wait for the service's queue.</summary>
/// <remarks>
/// <para>The service is asked every few seconds at first and then once a minute; asking costs nothing. A network that is
/// gone for hours does not end the wait. Batches of a record that are not started yet, because a process died or because
/// the service's queue was full, are started.</para>
/// <para>A wait that is stopped, or that ends with -TimeoutSec, loses nothing: wait again, on another day too. To cancel
/// the work use Stop-AIImageBatch.</para>
/// </remarks>
/// <example>
/// <para>Wait, then save the images</para>
/// <code>'a red fox', 'a blue heron' | Start-AIImageBatch -OutFile ./pictures -Record ./spring.batch
/// Wait-AIImageBatch ./spring.batch | Receive-AIImageBatch</code>
/// </example>
/// <example>
/// <para>Wait for an hour at most</para>
/// <code>'a red fox' | Start-AIImageBatch -OutFile ./hour.png -Record ./hour.batch | Wait-AIImageBatch -TimeoutSec 3600</code>
/// <para>If the time is up, the error says so and the service goes on.</para>
/// </example>
/// <example>
/// <para>Several records, one behind the other</para>
/// <code>'a red fox' | Start-AIImageBatch -OutFile ./one.png -Record ./one.batch
/// 'a blue heron' | Start-AIImageBatch -OutFile ./two.png -Record ./two.batch
/// Get-ChildItem *.batch | Wait-AIImageBatch | Format-Table Record, Status, Completed, Failed</code>
/// </example>
/// <input cref="AIImageBatch">What Start-AIImageBatch emitted.</input>
/// <input cref="string">A record, or the id of a batch.</input>
/// <seealso cref="StartAIImageBatchCommand"/>
/// <seealso cref="ReceiveAIImageBatchCommand"/>
/// <seealso cref="StopAIImageBatchCommand"/>
[Cmdlet(VerbsLifecycle.Wait, "AIImageBatch")]
[OutputType(typeof(AIImageBatch))]
public sealed class WaitAIImageBatchCommand : BatchCommand
{
    /// <summary>Seconds to wait for the batches of each input; 0 means no limit.</summary>
    [Parameter]
    [ValidateRange(0, 30 * 86400)]
    [PSDefaultValue(Help = "0")]
    public override int TimeoutSec { get; set; }

    /// <summary>The limit is that of the wait; each question has the usual one, and none outlasts the wait.</summary>
    internal override CallSettings Settings
    {
        get
        {
            TimeLimits usual = new();
            TimeSpan whole = TimeSpan.FromSeconds(TimeoutSec);
            bool isShorter = TimeoutSec > 0 && whole < usual.Whole;
            return base.Settings with { Limits = isShorter ? usual with { Whole = whole } : usual };
        }
    }

    private protected override void Act(BatchInput batch, CommandInput input)
    {
        if (batch.Record is not string path)
        {
            foreach (string id in batch.Ids)
            {
                if (Wait(WorkOf(id, batch), input) is AIImageBatch found) WriteObject(found);
            }

            return;
        }

        RecordState state = RecordState.Read(path);
        if (state.Plan is null) throw BatchFailure.Unplanned(state);

        if (state.IsEnded)
        {
            WriteObject(BatchSummary.Of(state));
            return;
        }

        ServiceConnection service = ServiceOf(state);
        AIImageBatch? ended;
        using (BatchRecord record = BatchRecord.Open(path, PaceOf(service).Clock))
        {
            ended = Wait(new BatchWork(record, service, Settings, PaceOf(service)), input);
        }

        // Who takes it from the pipeline opens the record too.
        if (ended is not null) WriteObject(ended);
    }

    private AIImageBatch? Wait(BatchWork work, CommandInput input)
    {
        AIImageBatch? ended = null;
        BatchWait wait = new(work, TimeSpan.FromSeconds(TimeoutSec));
        Drain(work.Service, wait.RunAsync(), NameOf(work.State), input, e => ended = (e as BatchKnown)?.Batch ?? ended);
        return ended;
    }
}
