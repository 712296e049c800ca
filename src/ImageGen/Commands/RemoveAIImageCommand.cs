using System.Management.Automation;
using ImageGen.Apis.Responses;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>Deletes responses and their images at the service.</summary>
/// <remarks>
/// <para>Files on disk are kept. The ids of a deleted image no longer work; an edit of it sends its bytes.</para>
/// </remarks>
/// <example>
/// <para>Keep nothing at the service</para>
/// <code>New-AIImage 'a red fox' -OutFile ./fox.png | Remove-AIImage</code>
/// <para>The image is saved to disk and then deleted at the service.</para>
/// </example>
/// <example>
/// <para>Delete by id</para>
/// <code>Remove-AIImage resp_68a1f0c2</code>
/// </example>
/// <example>
/// <para>Delete the responses of a folder's images</para>
/// <code>Get-ChildItem ./pictures/*.png | Get-AIImage | Where-Object Stored | Remove-AIImage -WhatIf</code>
/// <para>Shows what would be deleted.</para>
/// </example>
/// <input cref="AIImage">An image with a ResponseId, live or deserialized.</input>
/// <input cref="string">A response id.</input>
/// <seealso cref="GetAIImageCommand"/>
/// <seealso cref="StopAIImageCommand"/>
[Cmdlet(VerbsCommon.Remove, "AIImage", SupportsShouldProcess = true, DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(void))]
public sealed class RemoveAIImageCommand : StoredResponseCommand
{
    /// <summary>Deletes one response.</summary>
    private protected override void Act(AIImage image, CommandInput input)
    {
        string id = image.ResponseId!;
        if (!ShouldProcess(PlainText.Line(id), "Delete response")) return;

        ServiceConnection service = HolderOf(image);
        Drain(service, new StoredResponses(service).DeleteAsync(id, Settings), id, input, _ => { });
    }
}
