using System.IO;
using System.Management.Automation;
using ImageGen.Files;
using ImageGen.Parameters;
using ImageGen.Runs;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>Writes images to disk.</summary>
/// <remarks>
/// <para>Each image is written under a temporary name beside its target and then renamed, so a file is never
/// incomplete. An existing file is replaced only with -Force. File names are safe on Windows, macOS and Linux, and two
/// images of one run never get the same name.</para>
/// <para>Emits the saved file as Get-Item does, or with -PassThru the image with its path. Partial images of a stream
/// are saved with -partial0, -partial1 … in their names.</para>
/// </remarks>
/// <example>
/// <para>Save into a folder</para>
/// <code>'a red fox', 'a blue heron' | New-AIImage | Save-AIImage ./pictures</code>
/// <para>The files are named after the prompts: a-red-fox-0.png, a-blue-heron-1.png.</para>
/// </example>
/// <example>
/// <para>Name the files by a template and add sidecars</para>
/// <code>New-AIImage 'a red fox' -Count 3 | Save-AIImage './{date}/{slug}-{index:000}' -Sidecar</code>
/// <para>The sidecar has the name of the image followed by .json.</para>
/// </example>
/// <example>
/// <para>Choose the file for each image with a script</para>
/// <code>New-AIImage 'a red fox' -Count 3 | Save-AIImage { "./$($_.ImageModel)/$($_.Id).png" }</code>
/// <para>In the script, $_ is the image.</para>
/// </example>
/// <example>
/// <para>Continue after saving</para>
/// <code>New-AIImage 'a red fox' | Save-AIImage ./fox.png -PassThru |
///     Edit-AIImage 'in the snow' -OutFile ./fox-snow.png</code>
/// </example>
/// <example>
/// <para>Hash the saved file</para>
/// <code>New-AIImage 'a red fox' | Save-AIImage ./fox.png | Get-FileHash</code>
/// </example>
/// <input cref="AIImage">An image, live or deserialized, or a partial image.</input>
/// <seealso cref="NewAIImageCommand"/>
/// <seealso cref="GetAIImageCommand"/>
[Cmdlet(VerbsData.Save, "AIImage", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(AIImage))]
public sealed class SaveAIImageCommand : PSCmdlet
{
    private SavePlans _plans = default!;
    private int _index;
    private int _inputs;

    /// <summary>
    /// A folder, a file, or a template with {slug} {name} {index} {n} {id} {model} {date}; or a script that returns one
    /// of these for each image, where $_ is the image. If omitted, the current folder.
    /// </summary>
    /// <remarks>
    /// <para>{name} is the name of the edited file; {index} counts the images of this command from 0, {n} from 1.
    /// Numbers and dates accept a format, such as {index:000} and {date:yyyy}. As for -OutFile, a path without an
    /// extension and without a token is a folder, whether it exists or not.</para>
    /// </remarks>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [PSDefaultValue(Help = "./{slug}-{index}, for edits of files ./{name}-{slug}")]
    public object Path { get; set; } = ".";

    /// <summary>The image to save.</summary>
    [Parameter(
        Mandatory = true, ValueFromPipeline = true,
        HelpMessage = "The image to save, from a cmdlet of this module.")]
    public PSObject InputObject { get; set; } = default!;

    /// <summary>Replaces existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// Writes name.png.json beside each image: ids, prompts, options, usage, cost and SHA-256; no bytes and no key.
    /// </summary>
    [Parameter]
    public SwitchParameter Sidecar { get; set; }

    /// <summary>Emits the image instead of its file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Reads the path once.</summary>
    protected override void BeginProcessing()
    {
        try
        {
            _plans = new SavePlans(this, Path);
            _plans.Check();
        }
        catch (AIImageException exception)
        {
            this.Terminate(exception, Path);
        }
    }

    /// <summary>Saves one image.</summary>
    protected override void ProcessRecord()
    {
        CommandInput input = CommandInput.Piped(this, InputObject, _inputs++);
        if (InputObject.BaseObject is byte) this.Terminate(LooseBytes(), input.Target);
        this.Attempt(input, () =>
        {
            switch (InputObject.BaseObject)
            {
                case AIImage image:
                    SaveImage(image);
                    break;
                case AIImagePartial partial:
                    SavePartial(partial);
                    break;
                case PSCustomObject when DeserializedImage.IsLike(InputObject):
                    SaveImage(DeserializedImage.Restore(InputObject, this.Paths()));
                    break;
                default:
                    throw new AIImageException(
                        ErrorIds.InvalidRequest,
                        $"A {InputObject.BaseObject.GetType().Name} cannot be saved: Save-AIImage accepts images from "
                        + "New-AIImage, Edit-AIImage, Get-AIImageStream and Get-AIImage.");
            }
        });
    }

    private void SaveImage(AIImage image)
    {
        if (image.Length == 0 && image.FullName is null)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"There is no image to save: its response is '{PlainText.Line(image.Status)}'. Use Get-AIImage later.")
            {
                ResponseId = image.ResponseId,
            };
        }

        OutputPlan plan = _plans.PlanFor(InputObject, hasSource: image.Facts.Parent.Path is not null);
        FileNameValues values = new(image.Prompt, _index, _index + 1, image.ImageModel, image.Id)
        {
            SourcePath = image.Facts.Parent.Path,
        };
        _index++;
        Write(plan.Claim(values), image, image);
    }

    private void SavePartial(AIImagePartial partial)
    {
        ImageFacts facts = new() { Id = partial.Id, ResponseId = partial.ResponseId, Prompt = partial.Prompt };
        AIImage image = new AIImage(facts).WithBytes(partial.Bytes);
        FileNameValues values = new(partial.Prompt, _index, _index + 1, null, partial.Id);
        OutputPlan plan = _plans.PlanFor(InputObject, hasSource: false);
        Write(plan.ClaimPartial(values, partial.PartialIndex), image, partial);
    }

    private void Write(OutputSlot slot, AIImage image, object passed)
    {
        string target = slot.TargetOf(image);
        if (!ShouldProcess(target, "Save image")) return;

        slot.Save(image, received: null, Force, Sidecar);
        WriteObject(PassThru ? passed : this.ItemAt(target));
    }

    private static AIImageException LooseBytes() => new(
        ErrorIds.InvalidRequest,
        "The pipeline split an image into single bytes. Pipe in the image itself, or write its bytes with "
        + "Set-Content.");
}
