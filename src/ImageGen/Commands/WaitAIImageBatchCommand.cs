using System;
using System.Management.Automation;
using ImageGen.Parameters;
using ImageGen.Runs.Batches;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>Waits until batches have ended, and starts those that are waiting for the service's queue.</summary>
/// <remarks>
/// <para>The service is checked every few seconds at first and then once a minute; this costs nothing. The wait
/// continues even if the network is down for hours. Batches of a record that have not started yet, because a process
/// ended early or the service's queue was full, are started.</para>
/// <para>If the wait is stopped or ends with -TimeoutSec, nothing is lost: wait again, on another day too. To cancel
/// the work, use Stop-AIImageBatch.</para>
/// </remarks>
/// <example>
/// <para>Wait, then save the images</para>
/// <code>'a red fox', 'a blue heron' | Start-AIImageBatch -OutFile ./pictures -Record ./spring.batch
/// Wait-AIImageBatch ./spring.batch | Receive-AIImageBatch</code>
/// </example>
/// <example>
/// <para>Wait for an hour at most</para>
/// <code>'a red fox' | Start-AIImageBatch -OutFile ./hour.png -Record ./hour.batch |
///     Wait-AIImageBatch -TimeoutSec 3600</code>
/// <para>If the batch is not finished by then, an error says so and the service continues.</para>
/// </example>
/// <example>
/// <para>Wait for several records, one after another</para>
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
    /// <summary>Maximum seconds to wait for the batches of each input; 0 means no limit.</summary>
    [Parameter]
    [ValidateRange(0, 30 * 86400)]
    [PSDefaultValue(Help = "0")]
    public override int TimeoutSec { get; set; }

    /// <summary>The limit is that of the wait; each question has the usual one, and none outlasts the wait.</summary>
    internal override CallSettings Settings
    {
        get
        {
            TimeLimits usual = new() { Clock = ServiceState.Here.Clock };
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
            WriteObject(BatchSummary.FromRecord(state));
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
