using System.Collections.Generic;
using System.Management.Automation;
using ImageGen.Apis.Responses;
using ImageGen.Http;
using ImageGen.Runs.Spending;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>Cancels images that the service makes in the background.</summary>
/// <remarks>
/// <para>Only images started with -NoWait or -Durable can be cancelled. If an image is finished before the request
/// reaches the service, it stays finished and is billed; Get-AIImage gets it.</para>
/// </remarks>
/// <example>
/// <para>Cancel an image in the background</para>
/// <code>$job = New-AIImage 'a red fox' -NoWait
/// $job | Stop-AIImage</code>
/// </example>
/// <example>
/// <para>Cancel by id and see the state</para>
/// <code>Stop-AIImage resp_68a1f0c2 -PassThru</code>
/// </example>
/// <example>
/// <para>Cancel all images listed in a file</para>
/// <code>Import-Csv jobs.csv | Stop-AIImage -WhatIf</code>
/// <para>Shows what would be cancelled.</para>
/// </example>
/// <input cref="AIImage">An image that is not finished, live or deserialized.</input>
/// <input cref="string">A response id.</input>
/// <seealso cref="WaitAIImageCommand"/>
/// <seealso cref="RemoveAIImageCommand"/>
[Cmdlet(VerbsLifecycle.Stop, "AIImage", SupportsShouldProcess = true, DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(void), typeof(AIImage))]
public sealed class StopAIImageCommand : StoredResponseCommand
{
    /// <summary>
    /// Emits the image with its Status, which is cancelled if the request reached the service in time.
    /// </summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Cancels one response.</summary>
    private protected override void Act(AIImage image, CommandInput input)
    {
        string id = image.ResponseId!;
        if (!ShouldProcess(PlainText.Line(id), "Cancel response")) return;

        ServiceConnection service = HolderOf(image);
        IAsyncEnumerable<GenerationEvent> events = new StoredResponses(service).CancelAsync(id, image.Facts, Settings);
        events = new StoredSettlement(service, id, image.LedgerId).FollowAsync(events);
        Drain(service, events, id, input, e =>
        {
            if (PassThru) this.EmitReceived(e);
        });
    }
}
