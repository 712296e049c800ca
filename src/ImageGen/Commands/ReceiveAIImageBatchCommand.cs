using System.Management.Automation;
using ImageGen.Http;
using ImageGen.Parameters;
using ImageGen.Runs;
using ImageGen.Runs.Batches;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>Receives the images of batches and saves each to its file.</summary>
/// <remarks>
/// <para>The service's output files are decoded while they arrive, so they can have any size. Each image is written
/// under a temporary name and renamed, then emitted with its cost at half price. Each failed row gives one error with
/// the row as its TargetObject, which can be piped to Start-AIImageBatch or New-AIImage again.</para>
/// <para>Batches that expired or were cancelled give the images they finished. To finish an interrupted run, use
/// -Resume, which keeps existing files.</para>
/// </remarks>
/// <example>
/// <para>Wait, then save the images</para>
/// <code>'a red fox', 'a blue heron' | Start-AIImageBatch -OutFile ./pictures -Record ./spring.batch
/// Wait-AIImageBatch ./spring.batch | Receive-AIImageBatch</code>
/// </example>
/// <example>
/// <para>Start the failed rows again</para>
/// <code>'a red fox', 'a blue heron' | Start-AIImageBatch -OutFile ./again -Record ./first.batch | Wait-AIImageBatch |
///     Receive-AIImageBatch -ErrorVariable failed -ErrorAction SilentlyContinue
/// if ($failed) { $failed.TargetObject | Start-AIImageBatch -OutFile ./again -Record ./second.batch }</code>
/// </example>
/// <example>
/// <para>Keep a sidecar with each image, and nothing at the service</para>
/// <code>'a red fox' | Start-AIImageBatch -OutFile ./kept.png -Record ./kept.batch | Wait-AIImageBatch |
///     Receive-AIImageBatch -Sidecar -RemoveFiles</code>
/// </example>
/// <input cref="AIImageBatch">What Start- and Wait-AIImageBatch emitted.</input>
/// <input cref="string">A record.</input>
/// <seealso cref="StartAIImageBatchCommand"/>
/// <seealso cref="WaitAIImageBatchCommand"/>
[Cmdlet(VerbsCommunications.Receive, "AIImageBatch")]
[OutputType(typeof(AIImage))]
public sealed class ReceiveAIImageBatchCommand : BatchCommand
{
    /// <summary>Keeps existing files: their images are emitted and not received again.</summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>Replaces existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Writes name.png.json beside each saved image: prompts, options, usage, cost and SHA-256.</summary>
    [Parameter]
    public SwitchParameter Sidecar { get; set; }

    /// <summary>
    /// Deletes the input, output and image files at the service once all images are saved and all failures reported.
    /// </summary>
    [Parameter]
    public SwitchParameter RemoveFiles { get; set; }

    private protected override void Act(BatchInput batch, CommandInput input)
    {
        if (batch.Record is not string path) throw Unrecorded();

        RecordState state = RecordState.Read(path);
        if (state.Plan is null) throw BatchFailure.Unplanned(state);

        ServiceConnection service = ServiceOf(state);
        using BatchRecord record = BatchRecord.Open(path, PaceOf(service).Clock);
        RecordHeader header = record.Header;
        RowImages images = new(
            service, header.IsEdit, Force || header.Overwrite, Sidecar || header.Sidecar, Resume)
        {
            Open = ServiceState.Here.OpenFile,
        };
        BatchReceipt receipt = new(new BatchWork(record, service, Settings, PaceOf(service)), images, RemoveFiles);
        Drain(service, receipt.RunAsync(), NameOf(state), input, Emit);
    }

    private void Emit(GenerationEvent e)
    {
        switch (e)
        {
            case Completed completed:
                WriteObject(completed.Image);
                break;
            case RowFailed failed:
                RecordRow row = failed.Row;
                object? target = InputWords.ToInput(row.Words) ?? row.Known.Prompt;
                this.Fail(failed.Exception, new CommandInput(target, row.Known.Index, isOneOfMany: true));
                break;
        }
    }

    private static AIImageException Unrecorded() => new(
        ErrorIds.InvalidRequest,
        "Only the record of Start-AIImageBatch has the file names of a batch. Pass the record instead of the id.");
}
