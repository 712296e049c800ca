using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ImageGen.Orders;
using ImageGen.Parameters;
using ImageGen.Runs.Spending;

namespace ImageGen.Commands;

/// <summary>Adds up what images have cost, estimates what a plan will cost, or sums a ledger.</summary>
/// <remarks>
/// <para>Images (live, deserialized or as CSV rows) and files with sidecars are results: their costs are added up,
/// without the images that -Resume found complete. Prompts and rows are a plan, and so are images with -Prompt. The
/// parameters are those of New-AIImage and Edit-AIImage, so the same splatted table works for both; those about files
/// and sending have no effect. No key is needed and nothing is sent. Amounts are US dollars at list price.</para>
/// <para>A plan has a low, an expected and a high amount. Basis says how they were found: Formula and Table give the
/// tokens of the image to within 2 percent, Range gives bounds, and Unknown has no upper bound. Prompts and the
/// mainline model always give a range. -MaxCost and ledger limits reserve the high amount.</para>
/// </remarks>
/// <example>
/// <para>Estimate the cost of a plan</para>
/// <code>[pscustomobject]@{ Prompt = 'a red fox'; Size = '1536x1024'; Count = 3 } |
///     Measure-AIImageCost -Quality high</code>
/// </example>
/// <example>
/// <para>Estimate the cost of each row</para>
/// <code>'a red fox', 'a blue heron' | Measure-AIImageCost -ImageModel gpt-image-2 -Quality low -Each</code>
/// </example>
/// <example>
/// <para>See what images have cost</para>
/// <code>'a red fox', 'a blue heron' | New-AIImage -OutFile ./pictures -Resume -Sidecar | Measure-AIImageCost</code>
/// </example>
/// <example>
/// <para>Sum a ledger by day</para>
/// <code>Connect-AIImageService -Sandbox -Ledger ./spent.jsonl
/// 'a red fox' | New-AIImage -OutFile ./pictures
/// Measure-AIImageCost -Ledger ./spent.jsonl -Since 2026-11-01 -GroupBy Day</code>
/// <para>Requests to the sandbox are recorded but cost nothing.</para>
/// </example>
/// <input cref="AIImage">A result, or with -Prompt an image to edit.</input>
/// <input cref="string">A prompt, or with -Prompt an image to edit.</input>
/// <input cref="PSObject">A row with columns named like the parameters.</input>
/// <seealso cref="NewAIImageCommand"/>
/// <seealso cref="ConnectAIImageServiceCommand"/>
/// <seealso cref="GetAIImageModelCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "AIImageCost", DefaultParameterSetName = PlanSet)]
[OutputType(typeof(AIImageCost))]
public sealed class MeasureAIImageCostCommand : GenerationCommand
{
    private const string PlanSet = "Plan";
    private const string LedgerSet = "Ledger";

    private readonly CostSum _sum = new();
    private readonly ResultCost _results = new();
    private readonly CombinedImages _combined = new();
    private SharedImages _shared = new();
    private bool _hasPrompt;

    /// <summary>What the image shows, or what to change in it.</summary>
    [Parameter(Position = 0, ParameterSetName = PlanSet, ValueFromPipelineByPropertyName = true)]
    [PromptTransformation]
    [AllowEmptyString]
    public string? Prompt { get; set; }

    /// <summary>The images that would be edited; see Edit-AIImage.</summary>
    [Parameter(ParameterSetName = PlanSet)]
    [ImageInputTransformation]
    public object?[]? Image { get; set; }

    /// <summary>Files that would be edited, each separately. Wildcards are allowed.</summary>
    [Parameter(ParameterSetName = PlanSet)]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>Files that would be edited, each separately. Wildcards are not expanded.</summary>
    [Parameter(ParameterSetName = PlanSet)]
    public string[]? LiteralPath { get; set; }

    /// <summary>Images that would be added to every edit.</summary>
    [Parameter(ParameterSetName = PlanSet)]
    [ImageInputTransformation]
    public object?[]? Reference { get; set; }

    /// <summary>Plans one edit of all images from the pipeline.</summary>
    [Parameter(ParameterSetName = PlanSet)]
    public SwitchParameter Combine { get; set; }

    /// <summary>The mask of the edits.</summary>
    [Parameter(ParameterSetName = PlanSet)]
    [ImageInputTransformation]
    public object?[]? Mask { get; set; }

    /// <summary>Marks on the first image of the edits.</summary>
    [Parameter(ParameterSetName = PlanSet)]
    [ImageInputTransformation]
    public object?[]? Markup { get; set; }

    /// <summary>How closely the result keeps to the input images: low or high (input_fidelity).</summary>
    [Parameter(ParameterSetName = PlanSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(OptionCompleter))]
    public string? InputFidelity { get; set; }

    /// <summary>How an earlier result would be sent: as its response, its image call, or its bytes.</summary>
    [Parameter(ParameterSetName = PlanSet)]
    [PSDefaultValue(Help = "Auto")]
    public AIImageContext Context { get; set; }

    /// <summary>Number of partial images, from 0 to 3, each 100 tokens (partial_images). Defaults to 0.</summary>
    [Parameter(ParameterSetName = PlanSet, ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Help = "0")]
    public string? PartialImages { get; set; }

    /// <summary>Has no effect on the cost; accepted because New-AIImage and Edit-AIImage have it.</summary>
    [Parameter(ParameterSetName = PlanSet)]
    public SwitchParameter NoWait { get; set; }

    /// <summary>Emits the cost of each input instead of the sum.</summary>
    [Parameter(ParameterSetName = PlanSet)]
    public SwitchParameter Each { get; set; }

    /// <summary>The ledger file of Connect-AIImageService -Ledger. Requests to the sandbox are not counted.</summary>
    [Parameter(
        Mandatory = true, ParameterSetName = LedgerSet,
        HelpMessage = "The ledger file of Connect-AIImageService -Ledger.")]
    [ValidateNotNullOrEmpty]
    public string Ledger { get; set; } = default!;

    /// <summary>Start of the period, in UTC unless it has a time zone. Requests count when they are sent.</summary>
    [Parameter(ParameterSetName = LedgerSet)]
    public DateTime? Since { get; set; }

    /// <summary>End of the period; requests at this moment or later are not counted.</summary>
    [Parameter(ParameterSetName = LedgerSet)]
    public DateTime? Until { get; set; }

    /// <summary>How to group the sums: by Day, Month, Service, Model, User or Machine.</summary>
    [Parameter(ParameterSetName = LedgerSet)]
    [ValidateSet("Day", "Month", "Service", "Model", "User", "Machine")]
    public string? GroupBy { get; set; }

    private protected override string? Fidelity => InputFidelity;

    private protected override string? Previews => PartialImages;

    private protected override bool NeedsService => false;

    private protected override bool SendsNothing => true;

    /// <summary>Reads the references and the mask once.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _hasPrompt = MyInvocation.BoundParameters.ContainsKey(nameof(Prompt));
        this.Attempt(Reference, () => _shared = SharedImages.Read(Reference, Mask, Markup, ReadImages));
    }

    /// <summary>Measures one input.</summary>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == LedgerSet) return;

        if (Path is not null) TakeEach(this.Paths().MatchingEach(Path));
        else if (LiteralPath is not null) TakeEach([.. LiteralPath.Select(path => (path, (AIImageException?)null))]);
        else if (Input is not null || Prompt is not null) Intake.Take(Prompt, Measure);
    }

    /// <summary>Emits the sum, or what the ledger holds.</summary>
    protected override void EndProcessing()
    {
        if (ParameterSetName == LedgerSet) this.Attempt(Ledger, ReadLedger);
        else if (_combined.Images.Count > 0) Intake.Take(Prompt, input => Plan(Prompt, _combined.Images, input));
        if (ParameterSetName == PlanSet && !Each) WriteObject(_sum.ToCost());
        base.EndProcessing();
    }

    private void TakeEach(IReadOnlyList<(string Path, AIImageException? Failure)> files)
    {
        foreach ((string path, AIImageException? failure) in files)
        {
            Intake.Take(
                path,
                input => PlanOrKeep(
                    Prompt, failure is null ? [ImageInputReader.ReadFile(this.FullPath(path))] : throw failure, input),
                isOneOfMany: files.Count > 1);
        }
    }

    private void Measure(CommandInput input)
    {
        if (Input is PSObject piped && !_hasPrompt && FindResult(piped) is AIImage result)
        {
            Add(_results.Next(result), result.Prompt);
            return;
        }

        bool isPrompt = Input?.BaseObject is string && !_hasPrompt;
        bool isGeneration = Input is null || isPrompt
            || (DeserializedImage.IsRow(Input) && !DeserializedImage.NamesSource(Input));
        object?[]? images = isGeneration ? Image : [CommandInput.Whole(Input!)];
        PlanOrKeep(isPrompt ? (string)Input!.BaseObject : Prompt, ReadImages(images), input);
    }

    /// <summary>The image that was made and paid for; null for what is only planned.</summary>
    private AIImage? FindResult(PSObject input) => input.BaseObject switch
    {
        AIImage image => image,
        FileInfo file => Runs.Sidecar.Read(file.FullName),
        _ => DeserializedImage.IsResult(input) ? DeserializedImage.Restore(input, this.Paths()) : null,
    };

    private void PlanOrKeep(string? prompt, IReadOnlyList<ImageInput> images, CommandInput input)
    {
        if (Combine) _combined.Add(images, input.Target);
        else Plan(prompt, images, input);
    }

    private void Plan(string? prompt, IReadOnlyList<ImageInput> images, CommandInput input)
    {
        bool isRow = Input is null || DeserializedImage.IsRow(Input);
        InputValues values = isRow && !Combine ? Intake.Values : Intake.TypedValues;
        OrderInput wanted = new(
            prompt?.Trim(), new ImageInputs([.. images, .. _shared.References], Context), IsEdit: images.Count > 0)
        {
            Mask = _shared.Mask,
            Markup = _shared.Markup,
            IsStreamed = ReadOptions(values).PartialImages > 0,
        };
        ImageOrder order = OrderFactory.Create(this, values, wanted, Chosen, input.Index ?? 0);
        OrderCheck.ThrowIfImpossible(order);
        Add(CostEstimate.For(order), order.Prompt);
    }

    private void Add(AIImageCost cost, string? name)
    {
        cost.Name = name;
        if (Each) WriteObject(cost);
        else _sum.Add(cost);
    }

    private void ReadLedger()
    {
        Enum.TryParse(GroupBy, ignoreCase: true, out LedgerGrouping grouping);
        LedgerReport report = new(grouping, Since, Until);
        report.Read(this.FullPath(Ledger));
        WriteObject(report.Costs, enumerateCollection: true);
        if (report.Unreadable > 0) WriteWarning($"Unreadable lines of the ledger, not counted: {report.Unreadable}.");
    }
}
