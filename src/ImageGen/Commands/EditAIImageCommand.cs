using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ImageGen.Orders;
using ImageGen.Parameters;

namespace ImageGen.Commands;

/// <summary>Edits images given as earlier results, files, bytes, URLs or ids.</summary>
/// <remarks>
/// <para>Each image from the pipeline is edited separately; with -Combine they all go into one edit. An array given to
/// -Image is one edit of up to 16 images; each file that -Path matches is edited separately.</para>
/// <para>-Context decides how an earlier result is sent. Auto continues its response if the same service stored it, and
/// sends its bytes otherwise. If the service no longer has it, the bytes are sent once, with a warning.</para>
/// <para>In a CSV row, the column Image, Path or ResponseId gives the image, and columns with the names of parameters
/// set those parameters. The properties of a piped image are not used as options: they say how it was made.</para>
/// </remarks>
/// <example>
/// <para>A chain of edits</para>
/// <code>New-AIImage 'a cat' | Edit-AIImage 'make it realistic' | Edit-AIImage 'add snow' -OutFile ./cat.png</code>
/// <para>This sends three requests. The second and the third continue the one before.</para>
/// </example>
/// <example>
/// <para>Edit every image in a folder</para>
/// <code>Get-ChildItem ./photos/*.png | Edit-AIImage 'remove the background' -Background transparent |
///     Save-AIImage ./clean</code>
/// <para>Each file is edited separately.</para>
/// </example>
/// <example>
/// <para>Combine several images</para>
/// <code>Edit-AIImage 'put the fox into the forest' -Image ./fox.png, ./forest.png -OutFile ./scene.png</code>
/// <para>An array is one edit of all its images.</para>
/// </example>
/// <example>
/// <para>Continue on another day</para>
/// <code>Edit-AIImage 'make the sky pink' -Image resp_68a1f0c2 -Size 1536x1024</code>
/// <para>resp_ continues a stored conversation, ig_ uses one of its images, and file- uses an uploaded file.</para>
/// </example>
/// <input cref="AIImage">An earlier result, live or deserialized.</input>
/// <input cref="FileInfo">An image file.</input>
/// <input cref="PSObject">A path, an id, a URL, a byte array (as ',$bytes'), a stream, or a CSV row.</input>
/// <seealso cref="NewAIImageCommand"/>
/// <seealso cref="SaveAIImageCommand"/>
/// <seealso cref="GetAIImageCommand"/>
[Cmdlet(VerbsData.Edit, "AIImage", SupportsShouldProcess = true, DefaultParameterSetName = ImageSet)]
[OutputType(typeof(AIImage))]
public sealed class EditAIImageCommand : GenerationCommand
{
    private const string ImageSet = "Image";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    private readonly CombinedImages _combined = new();
    private SharedImages _shared = new();

    /// <summary>What to change in the image.</summary>
    [Parameter(
        Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true,
        HelpMessage = "What to change in the image.")]
    [PromptTransformation]
    [AllowEmptyString]
    public string Prompt { get; set; } = default!;

    /// <summary>
    /// The images to edit: results of this module, files, paths, byte arrays, streams, https: and data: URLs, and ids
    /// of files (file-…), image calls (ig_…) and responses (resp_…). An array is one edit of up to 16 images.
    /// </summary>
    [Parameter(
        Mandatory = true, ParameterSetName = ImageSet, ValueFromPipeline = true,
        HelpMessage = "The image to edit: a file, the id of a result, or an https: URL.")]
    [ImageInputTransformation]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[] Image { get; set; } = default!;

    /// <summary>Files to edit, each separately. Wildcards are allowed.</summary>
    [Parameter(
        Mandatory = true, ParameterSetName = PathSet,
        HelpMessage = "Image files to edit, each separately; wildcards are allowed.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = default!;

    /// <summary>Files to edit, each separately. Wildcards are not expanded.</summary>
    [Parameter(
        Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Image files to edit, each separately; wildcards are not expanded.")]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = default!;

    /// <summary>Images to add to every edit, for example a style or a logo.</summary>
    [Parameter]
    [ImageInputTransformation]
    public object?[]? Reference { get; set; }

    /// <summary>Combines all images from the pipeline into one edit.</summary>
    [Parameter]
    public SwitchParameter Combine { get; set; }

    /// <summary>
    /// The part of the first image to edit: a PNG of the same size that is fully transparent there (input_image_mask,
    /// mask). It is checked before sending. The model uses it as guidance, not as an exact border.
    /// </summary>
    [Parameter]
    [ImageInputTransformation]
    public object?[]? Mask { get; set; }

    /// <summary>
    /// Marks on the first image that the prompt refers to: a PNG of the same size, transparent except for the marks
    /// (markup). Supported only by the Images API, and not together with -Mask.
    /// </summary>
    [Parameter]
    [ImageInputTransformation]
    public object?[]? Markup { get; set; }

    /// <summary>
    /// How closely the result keeps to the input images: low or high (input_fidelity). Only for gpt-image-1.5; later
    /// models always use high and refuse the option.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OptionCompleter))]
    public string? InputFidelity { get; set; }

    /// <summary>How an earlier result is sent: as its response, as its image call, or as its bytes.</summary>
    [Parameter]
    [PSDefaultValue(Help = "Auto")]
    public AIImageContext Context { get; set; }

    /// <summary>
    /// Starts the work in the background and returns at once with Status queued (background = true). Wait-AIImage gets
    /// the image, in this session or, by its ResponseId, in another.
    /// </summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    private protected override string? Fidelity => InputFidelity;

    /// <summary>Reads the references and the mask once.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            _shared = SharedImages.Read(Reference, Mask, Markup, ReadImages);
        }
        catch (AIImageException exception)
        {
            this.Terminate(exception);
        }
    }

    /// <summary>Edits the images of one input, or keeps them for -Combine.</summary>
    protected override void ProcessRecord()
    {
        _combined.CountInput();
        if (Intake.IsSkippedPreview()) return;

        switch (ParameterSetName)
        {
            case PathSet:
                EditEach(this.Paths().MatchingEach(Path));
                break;
            case LiteralPathSet:
                EditEach(Array.ConvertAll(LiteralPath, path => (path, (AIImageException?)null)));
                break;
            default:
                Take(Image is [object single] ? single : Image, EditImages);
                break;
        }
    }

    /// <summary>Makes the one edit of -Combine, unless one of its images is missing.</summary>
    protected override void EndProcessing()
    {
        if (Combine)
        {
            CommandInput all = new(_combined.Targets, Math.Max(0, InputCount - 1));
            this.Attempt(all, () => EditCombined(all));
        }

        base.EndProcessing();
    }

    private void EditCombined(CommandInput all)
    {
        _combined.ThrowIfIncomplete(InputCount);
        if (_combined.Images.Count > 0) Edit(_combined.Images, all);
    }

    /// <summary>Takes one input; one that cannot be read is an error, and is missed by -Combine.</summary>
    private void Take(object? typed, Action<CommandInput> take, bool isOneOfMany = false)
    {
        bool isTaken = false;
        Intake.Take(
            typed,
            input =>
            {
                take(input);
                isTaken = true;
            },
            isOneOfMany);
        if (!isTaken) _combined.CountUnread();
    }

    private void EditImages(CommandInput input)
    {
        IReadOnlyList<ImageInput> images = ReadImages(Image);
        if (images.Count == 0) throw new AIImageException(ErrorIds.ImageReadFailed, "There is no image to edit.");

        EditOrKeep(images, input);
    }

    /// <summary>Edits each file by itself; all are known before, so that the progress bar knows their number.</summary>
    private void EditEach(IReadOnlyList<(string Path, AIImageException? Failure)> files)
    {
        Intake.InputsLeft = files.Count(file => file.Failure is null);
        foreach ((string path, AIImageException? failure) in files)
        {
            if (failure is null) Intake.InputsLeft--;
            Take(
                path,
                input => EditOrKeep(
                    failure is null ? [ImageInputReader.ReadFile(this.FullPath(path))] : throw failure, input),
                isOneOfMany: files.Count > 1);
        }
    }

    private void EditOrKeep(IReadOnlyList<ImageInput> images, CommandInput input)
    {
        if (Combine) _combined.Add(images, input.Target);
        else Edit(images, input);
    }

    private void Edit(IReadOnlyList<ImageInput> images, CommandInput input)
    {
        InputValues values = Intake.Values;
        OrderInput wanted = new(
            values.TypedOrRowValue(Prompt, nameof(Prompt)),
            new ImageInputs([.. images, .. _shared.References], Context), IsEdit: true)
        {
            Mask = _shared.Mask,
            Markup = _shared.Markup,
            Background = NoWait ? BackgroundMode.Submit : BackgroundMode,
        };
        Intake.Place(values, wanted, input);
    }
}
