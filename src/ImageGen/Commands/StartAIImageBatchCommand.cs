using System;
using System.Collections.Generic;
using System.IO;
using System.Management.Automation;
using ImageGen.Orders;
using ImageGen.Parameters;
using ImageGen.Runs;
using ImageGen.Runs.Batches;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>Requests images through the service's Batch API, at half price and within 24 hours.</summary>
/// <remarks>
/// <para>Accepts prompts and rows like New-AIImage, or with -Edit, images. First it checks all their files, options and
/// costs. Then it uploads and starts them, in several batches if they exceed the service's limits of 50,000 rows and
/// 200 MB.</para>
/// <para>The record (-Record) keeps every row with its files, and notes each step before it is taken. With the record
/// alone you can wait for the images and receive them, on another day too. If the command is interrupted, run it again
/// with -Resume: it continues where it stopped, and nothing is started twice. The record contains the prompts, so only
/// its owner can read it; it never contains a key.</para>
/// <para>If the service's queue is full, Wait-AIImageBatch starts the remaining batches when others end. OpenAI and
/// Azure OpenAI have the Batch API.</para>
/// </remarks>
/// <example>
/// <para>Make images from a CSV file</para>
/// <code>'Prompt,OutFile', 'a red fox in snow,fox.png', 'a blue heron,heron.png' | Set-Content jobs.csv
/// Import-Csv jobs.csv | Start-AIImageBatch -Record ./spring.batch
/// Wait-AIImageBatch ./spring.batch | Receive-AIImageBatch</code>
/// <para>The columns are the parameters of New-AIImage.</para>
/// </example>
/// <example>
/// <para>See what it would cost</para>
/// <code>'a red fox', 'a blue heron' | Start-AIImageBatch -Quality high -OutFile ./pictures -WhatIf</code>
/// <para>Nothing is sent, and no record is written.</para>
/// </example>
/// <example>
/// <para>Edit every image in a folder</para>
/// <code>Get-ChildItem ./photos/*.png |
///     Start-AIImageBatch 'make it a watercolor' -Edit -OutFile ./watercolors -Record ./water.batch</code>
/// <para>Each file is uploaded once.</para>
/// </example>
/// <input cref="string">The prompt.</input>
/// <input cref="PSObject">A row with a column Prompt and, optionally, columns with the names of parameters.</input>
/// <input cref="FileInfo">With -Edit, an image file.</input>
/// <seealso cref="WaitAIImageBatchCommand"/>
/// <seealso cref="ReceiveAIImageBatchCommand"/>
/// <seealso cref="NewAIImageCommand"/>
[Cmdlet(VerbsLifecycle.Start, "AIImageBatch", SupportsShouldProcess = true, DefaultParameterSetName = GenerateSet)]
[OutputType(typeof(AIImageBatch))]
public sealed class StartAIImageBatchCommand : ImageOrderCommand
{
    private const string GenerateSet = "Generate";
    private const string EditSet = "Edit";

    private SharedImages _shared = new();
    private BatchIntake? _batches;

    /// <summary>What the image shows, or with -Edit, what to change in it.</summary>
    [Parameter(
        Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = GenerateSet)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = EditSet)]
    [PromptTransformation]
    [AllowEmptyString]
    public string? Prompt { get; set; }

    /// <summary>Edits the images from the pipeline.</summary>
    [Parameter(Mandatory = true, ParameterSetName = EditSet, HelpMessage = "Edits the images from the pipeline.")]
    public SwitchParameter Edit { get; set; }

    /// <summary>
    /// The images to edit: files, paths, results of this module, byte arrays, https: URLs and ids of uploaded files
    /// (file-…). An array is one edit of up to 16 images. A file that several rows use is uploaded once.
    /// </summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = EditSet)]
    [ImageInputTransformation]
    [AllowNull]
    [AllowEmptyCollection]
    public object?[]? Image { get; set; }

    /// <summary>Images to add to every edit, for example a style or a logo.</summary>
    [Parameter(ParameterSetName = EditSet)]
    [ImageInputTransformation]
    public object?[]? Reference { get; set; }

    /// <summary>
    /// The part of the first image to edit: a PNG of the same size in which that part is fully transparent (mask).
    /// </summary>
    [Parameter(ParameterSetName = EditSet)]
    [ImageInputTransformation]
    public object?[]? Mask { get; set; }

    /// <summary>
    /// How closely the result keeps to the input images: low or high (input_fidelity). Only for gpt-image-1.5.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true, ParameterSetName = EditSet)]
    [ArgumentCompleter(typeof(OptionCompleter))]
    public string? InputFidelity { get; set; }

    /// <summary>
    /// File that keeps the rows and the steps. Defaults to imagegen-(time).batch in the current folder. An existing
    /// record is not replaced; -Resume continues it.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Record { get; set; }

    /// <summary>Maximum number of rows in one batch, from 1 to 50,000.</summary>
    [Parameter]
    [ValidateRange(1, BatchLimits.MostLines)]
    [PSDefaultValue(Help = "50000")]
    public int BatchSize { get; set; } = BatchLimits.MostLines;

    private protected override string? Fidelity => InputFidelity;

    /// <summary>Opens the record, and reads the references and the mask once.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        try
        {
            BatchServices.ThrowIfUnsupported(Chosen);
            _shared = SharedImages.Read(Reference, Mask, markup: null, ReadImages);
            _batches = new BatchIntake(this, RecordPath(), isWhatIf: SendsNothing);
        }
        catch (AIImageException exception)
        {
            this.Terminate(exception, Record);
        }
    }

    /// <summary>Checks one input and writes it into the record.</summary>
    protected override void ProcessRecord()
    {
        if (Input is null && Prompt is null && Image is null) return;

        object? typed = Edit ? Image is [object single] ? single : Image : Prompt;
        Intake.Take(typed, Place);
    }

    /// <summary>Starts what was written.</summary>
    protected override void EndProcessing()
    {
        AIImageBatch? started = null;
        try
        {
            if (_batches!.Finish() is BatchWork work)
            {
                Drain(
                    work.Service,
                    new BatchLaunch(work).RunAsync(),
                    PlainText.Line(System.IO.Path.GetFileName(work.State.Path)),
                    new CommandInput(work.State.Path),
                    e => started = (e as BatchKnown)?.Batch ?? started);
            }
        }
        catch (AIImageException exception)
        {
            this.Terminate(exception, Record);
        }

        // Who takes it from the pipeline opens the record too.
        _batches!.Dispose();
        base.EndProcessing();
        if (started is not null) WriteObject(started);
    }

    private protected override void CleanUp() => _batches?.Dispose();

    private void Place(CommandInput input)
    {
        RecordedInput words = _batches!.TakeInput(InputWords.For(input.Target));
        if (_batches.IsResuming) return;

        InputValues values = Intake.Values;
        OrderInput wanted = Edit ? EditOf(values) : new OrderInput(Prompt, ImageInputs.None, IsEdit: false);
        if (!Edit && Input is PSObject source && DeserializedImage.NamesSource(source))
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                "The input is or names a source image, which is not used without -Edit. Nothing was "
                + "sent. Use -Edit, or pipe in only the prompt.");
        }

        OrderRun run = Intake.Prepare(values, wanted, input);
        foreach (AIImage found in run.Found)
        {
            this.Tell($"'{PlainText.Line(found.FullName)}' already exists; nothing is sent for it ({run.Order.Label})");
        }

        _batches.Add(run, words);
    }

    private OrderInput EditOf(InputValues values)
    {
        IReadOnlyList<ImageInput> images = ReadImages(Image);
        if (images.Count == 0) throw new AIImageException(ErrorIds.ImageReadFailed, "There is no image to edit.");

        ImageInputs inputs = new([.. images, .. _shared.References], AIImageContext.Data);
        return new OrderInput(values.TypedOrRowValue(Prompt, nameof(Prompt)), inputs, IsEdit: true)
        {
            Mask = _shared.Mask,
        };
    }

    private string RecordPath()
    {
        string path = this.FullPath(
            Record ?? FormattableString.Invariant($"imagegen-{DateTime.Now:yyyyMMdd-HHmmss}.batch"));
        if (System.IO.Directory.Exists(path))
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest, $"-Record must be a file, but '{PlainText.Line(path)}' is a folder.");
        }

        bool isNamed = Record is not null || SendsNothing;
        if (!isNamed) WriteWarning($"The record is '{PlainText.Line(path)}'. Keep it until the images are received.");
        return path;
    }
}
