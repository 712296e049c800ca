using System.IO;
using System.Management.Automation;
using ImageGen.Files;
using ImageGen.Orders;
using ImageGen.Parameters;
using ImageGen.Runs;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>Writes images to disk.</summary>
/// <remarks>
/// <para>Each image is written under a temporary name beside its target and renamed, so that a file is either whole or
/// not there. An existing file is refused unless -Force is given. Names are safe on Windows, macOS and Linux, and two
/// images of one run never collide.</para>
/// <para>Emits the saved file, or with -PassThru the image, which now knows its path. Partial images of a stream are
/// saved with -partial0, -partial1 … in their name.</para>
/// </remarks>
/// <example>
/// <para>Save into a folder</para>
/// <code>'a red fox', 'a blue heron' | New-AIImage | Save-AIImage ./pictures</code>
/// <para>The files are named after the prompts: a-red-fox-0.png, a-blue-heron-1.png.</para>
/// </example>
/// <example>
/// <para>Name the files by a template and keep what is known of them</para>
/// <code>New-AIImage 'a red fox' -Count 3 | Save-AIImage './{date}/{slug}-{index:000}' -Sidecar</code>
/// <para>The sidecar is the name of the image with .json behind it.</para>
/// </example>
/// <example>
/// <para>Go on after saving</para>
/// <code>New-AIImage 'a red fox' | Save-AIImage ./fox.png -PassThru | Edit-AIImage 'in the snow' -OutFile ./fox-snow.png</code>
/// </example>
/// <example>
/// <para>Hash what was saved</para>
/// <code>New-AIImage 'a red fox' | Save-AIImage ./fox.png | Get-FileHash</code>
/// </example>
/// <input cref="AIImage">An image, live or deserialized, or a partial image.</input>
/// <seealso cref="NewAIImageCommand"/>
/// <seealso cref="GetAIImageCommand"/>
[Cmdlet(VerbsData.Save, "AIImage", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(AIImage))]
public sealed class SaveAIImageCommand : PSCmdlet
{
    private OutputPlan _plan = default!;
    private OutputPlan _editPlan = default!;
    private int _index;

    /// <summary>
    /// A folder, a file, or a template with {slug} {name} {index} {n} {id} {model} {date}; {name} is that of the file
    /// which an edit started from, {index} counts the images of this command from 0, {n} from 1. A path without an
    /// image extension and without a token is a folder. The current folder when left out.
    /// </summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [PSDefaultValue(Help = "./{slug}-{index}, for edits of files ./{name}-{slug}")]
    public string Path { get; set; } = ".";

    /// <summary>The image to save.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = default!;

    /// <summary>Replaces existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// Writes name.png.json beside each image: ids, prompts, options, usage, cost and SHA-256; no bytes and no key.
    /// </summary>
    [Parameter]
    public SwitchParameter Sidecar { get; set; }

    /// <summary>Emits the image in place of its file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Reads the path once.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            string full = this.FullPath(Path);
            bool isFile = ImageHeader.FormatOfExtension(System.IO.Path.GetExtension(Path)) is not null
                || System.IO.Path.GetFileName(Path).IndexOf('{') >= 0;
            bool isFolder = OutputTarget.IsFolderPath(Path, full) || !isFile;
            ClaimedNames claimed = new();
            _plan = OutputPlan.Parse(full, isFolder, severalEach: false, hasSource: false, claimed);
            _editPlan = OutputPlan.Parse(full, isFolder, severalEach: false, hasSource: true, claimed);
        }
        catch (AIImageException exception)
        {
            this.Terminate(exception, Path);
        }
    }

    /// <summary>Saves one image.</summary>
    protected override void ProcessRecord() => this.Attempt(InputObject.BaseObject, () =>
    {
        switch (InputObject.BaseObject)
        {
            case AIImage image:
                SaveImage(image, image);
                break;
            case AIImagePartial partial:
                SavePartial(partial);
                break;
            case PSCustomObject when DeserializedImage.IsLike(InputObject):
                AIImage restored = DeserializedImage.Restore(InputObject, this.KnownPath);
                SaveImage(restored, restored);
                break;
            default:
                throw new AIImageException(
                    ErrorIds.InvalidRequest,
                    $"A {InputObject.BaseObject.GetType().Name} cannot be saved: Save-AIImage takes the images of "
                    + "New-AIImage, Edit-AIImage, Get-AIImageStream and Get-AIImage.");
        }
    });

    private void SaveImage(AIImage image, object passed)
    {
        if (image.Length == 0 && image.Path is null)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"There is no image to save: its response is '{PlainText.Line(image.Status)}'. Use Get-AIImage later.")
            {
                ResponseId = image.ResponseId,
            };
        }

        FileNameValues values = new(image.Prompt, _index, _index + 1, image.ImageModel, image.Id)
        {
            SourcePath = image.ParentPath,
        };
        _index++;
        Write((image.ParentPath is null ? _plan : _editPlan).Claim(values), image, passed);
    }

    private void SavePartial(AIImagePartial partial)
    {
        ImageFacts facts = new() { Id = partial.Id, ResponseId = partial.ResponseId, Prompt = partial.Prompt };
        AIImage image = new AIImage(facts).WithBytes(partial.Bytes);
        FileNameValues values = new(partial.Prompt, _index, _index + 1, null, partial.Id);
        Write(_plan.ClaimPartial(values, partial.PartialIndex), image, partial);
    }

    private void Write(OutputSlot slot, AIImage image, object passed)
    {
        string target = slot.TargetOf(image);
        if (!ShouldProcess(target, "Save image")) return;

        slot.Save(image, received: null, Force, Sidecar);
        WriteObject(PassThru ? passed : new FileInfo(target));
    }
}
