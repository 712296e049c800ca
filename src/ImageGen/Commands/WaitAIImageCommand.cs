using System.Collections.Generic;
using System.Management.Automation;
using ImageGen.Apis.Responses;
using ImageGen.Http;
using ImageGen.Runs.Spending;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>Waits for images that the service makes in the background, and gets them.</summary>
/// <remarks>
/// <para>The service is checked for each response until it is finished. Checking costs nothing, and dropped connections
/// do no harm. Images are emitted as they complete; use Index to match them to the input. An image that is already
/// complete is passed on.</para>
/// <para>Only a response id is needed, in this session or on another day. The prompt is kept if the input has it; the
/// service does not return it.</para>
/// <para>If the image is not finished within -TimeoutSec, the error names the response and the work continues: wait for
/// it again. Stopping the wait does not cancel the work; use Stop-AIImage for that.</para>
/// </remarks>
/// <example>
/// <para>Start many, then get them all</para>
/// <code>$jobs = 'a red fox', 'a blue heron' | New-AIImage -NoWait
/// $jobs | Wait-AIImage | Save-AIImage ./pictures</code>
/// </example>
/// <example>
/// <para>Continue after the session ended</para>
/// <code>Wait-AIImage resp_68a1f0c2 -TimeoutSec 3600 | Save-AIImage ./found</code>
/// </example>
/// <example>
/// <para>Keep the ids in a file until the images are ready</para>
/// <code>'a red fox' | New-AIImage -NoWait | Select-Object Metadata | Export-Csv jobs.csv
/// Import-Csv jobs.csv | Wait-AIImage | Save-AIImage ./pictures</code>
/// </example>
/// <input cref="AIImage">An image that is not finished, live or deserialized.</input>
/// <input cref="string">A response id.</input>
/// <seealso cref="NewAIImageCommand"/>
/// <seealso cref="GetAIImageCommand"/>
/// <seealso cref="StopAIImageCommand"/>
[Cmdlet(VerbsLifecycle.Wait, "AIImage", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(AIImage))]
public sealed class WaitAIImageCommand : StoredResponseCommand
{
    /// <summary>Maximum seconds to wait for each image; 0 means no limit.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    [PSDefaultValue(Help = "600")]
    public override int TimeoutSec { get; set; } = 600;

    /// <summary>Maximum number of responses to check concurrently, from 1 to 256.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    [PSDefaultValue(Help = "16")]
    public int ThrottleLimit { get; set; } = 16;

    private protected override int RequestLimit => ThrottleLimit;

    /// <summary>Starts to wait for one response and continues with the next input.</summary>
    private protected override void Act(AIImage image, CommandInput input)
    {
        if (image.Length > 0)
        {
            WriteObject(image);
            return;
        }

        string id = image.ResponseId!;
        ServiceConnection service = HolderOf(image);
        IAsyncEnumerable<GenerationEvent> events = new StoredResponses(service).WaitAsync(id, image.Facts, Settings);
        events = new StoredSettlement(service, id, image.LedgerId).FollowAsync(events);
        Start([service], events, image.Prompt ?? id, input, this.EmitReceived);
        PullReady();
    }
}
