using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Client;
using ImageGen.Client.Files;
using ImageGen.Client.Responses;
using ImageGen.Models;
using ImageGen.Parameters;

namespace ImageGen.Commands;

/// <summary>What the cmdlets share that make pictures: the options, the files, the way of one input.</summary>
public abstract partial class GenerationCommand : ServiceCommand
{
    private readonly Dictionary<string, OutputPlan> _plans = new(StringComparer.Ordinal);
    private readonly HashSet<string> _warned = new(StringComparer.Ordinal);
    private HashSet<string> _typed = [];
    private int _index;

    /// <summary>
    /// True while the input is an image or a file: what it tells of itself (its Size, its Quality) describes how it was
    /// made and is no order for the next one.
    /// </summary>
    private bool IgnoresInputProperties { get; set; }

    /// <summary>Null where the command does not stream.</summary>
    private protected virtual int? PartialImageCount => null;

    private protected virtual string? InputFidelityValue => null;

    /// <summary>Remembers what was typed, to tell it from what the pipeline binds.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _typed = new HashSet<string>(MyInvocation.BoundParameters.Keys);
    }

    /// <summary>An option's value; null when it was not given, is blank, or came with an image.</summary>
    private protected string? Given(string? value, string parameter) =>
        string.IsNullOrWhiteSpace(value) || (IgnoresInputProperties && !_typed.Contains(parameter)) ? null : value!.Trim();

    /// <summary>A number's value likewise, within limits.</summary>
    /// <exception cref="AIImageException">It is out of the limits.</exception>
    private protected int? Given(int? value, string parameter, int minimum, int maximum)
    {
        if (value is not int number || (IgnoresInputProperties && !_typed.Contains(parameter))) return null;

        return number >= minimum && number <= maximum ? number : throw new AIImageException(
            ErrorIds.InvalidRequest, $"-{parameter} must be from {minimum} to {maximum}, not {number}.");
    }

    /// <summary>Reads the images that one input stands for, and notes whether it is a result rather than a row.</summary>
    /// <exception cref="AIImageException">One is no image, or cannot be read.</exception>
    private protected IReadOnlyList<ImageInput> ReadImages(object?[]? images)
    {
        IgnoresInputProperties = images is not null && !(images is [object single] && DeserializedImage.IsRow(single));
        ImageInputReader reader = new(ExistingPaths);
        return (images ?? []).SelectMany(reader.Read).ToList();
    }

    /// <summary>Makes the pictures of one input.</summary>
    private protected void Generate(string? prompt, ImageInputs inputs, bool isEdit, object? target) =>
        Attempt(target, () => GenerateAll(RequirePrompt(prompt), inputs, isEdit, target));

    private void GenerateAll(string prompt, ImageInputs inputs, bool isEdit, object? target)
    {
        GenerationRequest request = Request(prompt, inputs, isEdit, _index++);
        int count = Given(Count, nameof(Count), 1, 1000) ?? 1;
        OutputPlan? plan = Plan(count);
        if (Given(OutputFormat, nameof(OutputFormat)) is null && plan?.Format is string format)
        {
            request = request with { Options = request.Options with { OutputFormat = format } };
        }

        List<OutputSlot?> slots = Enumerable.Range(1, count).Select(number => Claim(plan, request, number)).ToList();
        List<OutputSlot?> open = slots.Where(slot => slot?.Existing is null || !Resume).ToList();
        foreach (OutputSlot? done in slots.Except(open)) EmitSaved(done!.Existing!);
        if (open.Count == 0 || !ShouldProcess(Describe(request, open.Count), Describe(request, open.Count), "ImageGen"))
        {
            return;
        }

        foreach (OutputSlot? slot in open) Attempt(target, () => Send(request, plan, slot, target));
    }

    private void Send(GenerationRequest request, OutputPlan? plan, OutputSlot? slot, object? target)
    {
        OutputSlot? place = slot;
        Drain(new ResponsesClient(Connection).GenerateAsync(request, StopToken), request.Prompt, e =>
        {
            if (e is Previewed preview) WriteObject(preview.Partial);
            if (e is not Completed completed) return;

            Attempt(target, () => EmitNew(completed.Image, request, place));
            if (place is not null) place = plan!.ClaimBeside(place);
        });
    }

    private void EmitNew(AIImage image, GenerationRequest request, OutputSlot? slot)
    {
        if (slot is not null && image.Length > 0) slot.Write(image, Force, Sidecar);
        string? asked = slot is null ? null : ImageHeader.FormatOfExtension(System.IO.Path.GetExtension(slot.Path ?? ""));
        if (asked is not null && image.Format != asked)
        {
            WriteWarning($"The file is named as {asked}, but the image is {image.Format ?? "of an unknown format"}.");
        }

        WriteObject(image);
    }

    private void EmitSaved(string path)
    {
        Tell($"'{PlainText.Line(path)}' exists already; nothing is sent for it.");
        WriteObject(Client.Files.Sidecar.Read(path));
    }

    private GenerationRequest Request(string prompt, ImageInputs inputs, bool isEdit, int index)
    {
        string model = Given(Model, nameof(Model)) ?? Connection.Model;
        string imageModel = Given(ImageModel, nameof(ImageModel)) ?? Connection.ImageModel;
        if (ModelCatalog.IsImageModel(model))
        {
            throw new AIImageException(
                ErrorIds.ServiceUnsupported,
                $"'{PlainText.Line(model)}' draws by itself over the Images API, which is not supported yet. "
                + $"Use -ImageModel '{PlainText.Line(model)}' and a mainline model such as '{ModelCatalog.DefaultModel}'.");
        }

        WarnOf(model);
        WarnOf(imageModel);
        return new GenerationRequest
        {
            Prompt = prompt,
            Model = model,
            Options = Options(imageModel),
            Inputs = inputs,
            IsEdit = isEdit,
            Instructions = Given(Instructions, nameof(Instructions)),
            ToolChoice = ToolChoice,
            Store = NoStore ? false : null,
            Stream = PartialImageCount is not null,
            SafetyIdentifier = SafetyIdentifier,
            Metadata = PlainValues.ToMetadata(Metadata),
            AdditionalBody = PlainValues.ToDictionary(AdditionalBody),
            Index = index,
            Settings = Settings,
        };
    }

    private ImageOptions Options(string imageModel) => new()
    {
        ImageModel = imageModel,
        Size = Given(Size, nameof(Size)),
        Quality = Given(Quality, nameof(Quality)),
        Background = Given(Background, nameof(Background)),
        OutputFormat = Given(OutputFormat, nameof(OutputFormat)),
        OutputCompression = Given(OutputCompression, nameof(OutputCompression), 0, 100),
        Moderation = Given(Moderation, nameof(Moderation)),
        Complexity = Given(Complexity, nameof(Complexity)),
        InputFidelity = InputFidelityValue,
        PartialImages = PartialImageCount,
        Additional = PlainValues.ToDictionary(AdditionalProperty),
    };

    private OutputPlan? Plan(int count)
    {
        if (Given(OutFile, nameof(OutFile)) is not string path) return null;

        string key = count > 1 ? path + "\n" : path;
        if (!_plans.TryGetValue(key, out OutputPlan? plan))
        {
            bool isFolder = OutputPlan.LooksLikeFolder(path) || OutputPlan.LooksLikeFolder(FullPath(path));
            plan = OutputPlan.Parse(FullPath(path), isFolder, severalEach: count > 1);
            _plans.Add(key, plan);
        }

        return Resume && plan.IsLate
            ? throw new AIImageException(
                ErrorIds.InvalidRequest,
                "-Resume needs file names that are known before the request; {id} is not. Use {slug} and {index}.")
            : plan;
    }

    private OutputSlot? Claim(OutputPlan? plan, GenerationRequest request, int number)
    {
        OutputSlot? slot = plan?.Claim(
            new FileNameValues(request.Prompt, request.Index, number, request.Options.ImageModel));
        if (!Force && !Resume) slot?.Refuse();
        return slot;
    }

    private void WarnOf(string model)
    {
        if (_warned.Add(model) && ModelCatalog.Find(model)?.Warning(DateTime.UtcNow.Date) is string warning)
        {
            WriteWarning(warning);
        }
    }

    private string RequirePrompt(string? prompt) => prompt?.Trim().Length > 0 ? prompt : throw new AIImageException(
        ErrorIds.InvalidRequest, "The prompt is empty. Say with -Prompt what the picture shows.");

    private string Describe(GenerationRequest request, int count)
    {
        ImageOptions options = request.Options;
        (string Name, string? Value)[] chosen =
        [
            ("size", options.Size), ("quality", options.Quality), ("background", options.Background),
            ("format", options.OutputFormat), ("compression", options.OutputCompression?.ToString()),
        ];
        string settings = string.Join(
            ", ", chosen.Where(option => option.Value is not null).Select(option => $"{option.Name} {option.Value}"));
        string images = count == 1 ? "1 image" : $"{count} images";
        return $"{(request.IsEdit ? "Edit" : "Generate")} {images} at {Connection.Name} with {request.Model} and "
            + $"{options.ImageModel}{(settings.Length > 0 ? $" ({settings})" : string.Empty)}: "
            + $"'{PlainText.Line(request.Prompt, 80)}'";
    }
}
