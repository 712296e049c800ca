using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImageGen.Orders;
using ImageGen.Parameters;

namespace ImageGen.Commands;

/// <summary>
/// Base of the cmdlets that request images, at once or in a batch. All options also bind by property name, so a CSV row
/// is a complete request.
/// </summary>
public abstract class ImageOrderCommand : ServiceCommand
{
    /// <summary>What PowerShell sets between two inputs: what it found at the start.</summary>
    private static readonly PSObject s_none = new();

    private OrderIntake? _intake;

    /// <summary>
    /// The model (model). A mainline model such as gpt-6-luna calls the image tool of the Responses API; an image model
    /// such as gpt-image-2.6-flare is called directly through the Images API. If omitted, the connection's mainline
    /// model.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [PSDefaultValue(Help = "gpt-6-luna")]
    public string? Model { get; set; }

    /// <summary>The image model that draws, for example gpt-image-2.6-flare (tools[].model).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ImageModelCompleter))]
    [PSDefaultValue(Help = "gpt-image-2.6-sunburst")]
    public string? ImageModel { get; set; }

    /// <summary>
    /// Width and height in pixels, such as 1536x1024, or auto (size). gpt-image-2 and later accept any size within
    /// these rules: both sides divisible by 16, the longer side at most 3840, a ratio of at most 3:1, and 655,360 to
    /// 8,294,400 pixels.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OptionCompleter))]
    public string? Size { get; set; }

    /// <summary>low, medium, high, xhigh, max or auto (quality). The cost depends mostly on it.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OptionCompleter))]
    public string? Quality { get; set; }

    /// <summary>transparent, opaque or auto (background). Transparent requires png or webp.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OptionCompleter))]
    public string? Background { get; set; }

    /// <summary>
    /// png, jpeg, webp, gif or svg (output_format). If omitted, the extension of -OutFile is used, or without one the
    /// service's default.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Format")]
    [ArgumentCompleter(typeof(OptionCompleter))]
    public string? OutputFormat { get; set; }

    /// <summary>Encoding quality from 0 to 100, for jpeg and webp (output_compression).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Compression")]
    public string? OutputCompression { get; set; }

    /// <summary>How strictly prompts and images are filtered: auto or low (moderation).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OptionCompleter))]
    public string? Moderation { get; set; }

    /// <summary>How much the image model plans before it draws: low, medium or high (complexity).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OptionCompleter))]
    public string? Complexity { get; set; }

    /// <summary>
    /// Number of images to make for each input (n). The Responses API needs one request for each; the Images API makes
    /// up to ten per request.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("N")]
    [PSDefaultValue(Help = "1")]
    public string? Count { get; set; }

    /// <summary>Maximum cost of the command in US dollars, at list price. If omitted, there is no limit.</summary>
    /// <remarks>
    /// <para>The highest possible cost of a request is reserved before it is sent, and corrected afterwards by the
    /// tokens it used. An input that does not fit is not sent and gives a BudgetExceeded error. If a request may have
    /// been billed although no image came, its cost stays reserved. An input whose price is unknown is refused.</para>
    /// </remarks>
    [Parameter]
    [ValidateNotNull]
    public decimal? MaxCost { get; set; }

    /// <summary>
    /// Saves each image: a file, a folder, or a template with {slug} {index} {n} {id} {model} {date}, and for edits
    /// {name}.
    /// </summary>
    /// <remarks>
    /// <para>A path without an extension and without a token is a folder, whether it exists or not. In a folder the
    /// file name is {slug}-{index}, or {name}-{slug} for edits of files. Numbers and dates accept a format, such as
    /// {index:000} and {date:yyyy}.</para>
    /// <para>If -OutputFormat is omitted, the extension sets it. If the extension is missing, it is added according to
    /// the image's bytes.</para>
    /// <para>The image is written under a temporary name and then renamed. If the file exists, the input is refused
    /// before anything is sent; see -Force and -Resume.</para>
    /// </remarks>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? OutFile { get; set; }

    /// <summary>Replaces existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>
    /// Keeps existing files: their input is not sent again, and the saved image is emitted. To finish an interrupted
    /// run, run the same command again with -Resume.
    /// </summary>
    [Parameter]
    public SwitchParameter Resume { get; set; }

    /// <summary>
    /// Writes name.png.json beside each saved image: ids, prompts, options, usage, cost and SHA-256.
    /// </summary>
    [Parameter]
    public SwitchParameter Sidecar { get; set; }

    /// <summary>
    /// A stable id of your end user, at most 128 characters, for the service's abuse detection (safety_identifier). Use
    /// a hash, not a name.
    /// </summary>
    [Parameter]
    [ValidateLength(1, 128)]
    public string? SafetyIdentifier { get; set; }

    /// <summary>Options of the image tool that have no parameter, by their name in the API.</summary>
    [Parameter]
    public Hashtable? AdditionalProperty { get; set; }

    /// <summary>Fields of the request that have no parameter, by their name in the API.</summary>
    [Parameter]
    public Hashtable? AdditionalBody { get; set; }

    /// <summary>
    /// The whole input of the pipeline, whatever its parts are bound to. Setting it counts the input, null too.
    /// </summary>
    [Parameter(ValueFromPipeline = true, DontShow = true)]
    [AllowNull]
    public PSObject? InputObject
    {
        get;
        set
        {
            field = value;
            if (value != s_none) InputCount++;
        }
    } = s_none;

    /// <summary>The current input; null without one.</summary>
    internal PSObject? Input => InputObject == s_none ? null : InputObject;

    /// <summary>How many inputs came so far, those included that could not be bound.</summary>
    internal int InputCount { get; private set; }

    /// <summary>Takes the inputs of this command.</summary>
    private protected OrderIntake Intake => _intake!;

    /// <summary><c>-InputFidelity</c>, which only cmdlets that edit have.</summary>
    private protected virtual string? Fidelity => null;

    /// <summary><c>-PartialImages</c>, which only cmdlets that stream or plan a stream have.</summary>
    private protected virtual string? Previews => null;

    /// <summary>The options that were typed or come from the row.</summary>
    /// <exception cref="AIImageException">A value cannot be used.</exception>
    internal ImageOptions ReadOptions(InputValues values) => new()
    {
        Size = values.TypedOrRowSize(Size),
        Quality = values.TypedOrRowOption(Quality, nameof(Quality)),
        Background = values.TypedOrRowOption(Background, nameof(Background)),
        OutputFormat = values.TypedOrRowOption(OutputFormat, nameof(OutputFormat)),
        OutputCompression = values.TypedOrRowNumber(OutputCompression, nameof(OutputCompression), 0, 100),
        Moderation = values.TypedOrRowOption(Moderation, nameof(Moderation)),
        Complexity = values.TypedOrRowOption(Complexity, nameof(Complexity)),
        InputFidelity = values.TypedOrRowOption(Fidelity, nameof(ImageOptions.InputFidelity)),
        PartialImages = values.TypedOrRowNumber(Previews, nameof(ImageOptions.PartialImages), 0, 3),
    };

    /// <summary>Remembers what was typed, to tell it from what the pipeline binds.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _intake = new OrderIntake(this);
    }

    /// <summary>Reads the images that a parameter or an input refers to.</summary>
    /// <exception cref="AIImageException">One is no image, or cannot be read.</exception>
    private protected IReadOnlyList<ImageInput> ReadImages(object?[]? images)
    {
        ImageInputReader reader = new(this.Paths());
        return [.. (images ?? []).SelectMany(reader.Read)];
    }
}
