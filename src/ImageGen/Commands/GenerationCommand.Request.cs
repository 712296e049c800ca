using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Client;
using ImageGen.Models;
using ImageGen.Parameters;

namespace ImageGen.Commands;

/// <content>From parameters to a request: which API, which models, which options.</content>
public abstract partial class GenerationCommand
{
    private (string Model, OptionChoice? Options) _lastChoice;

    private GenerationRequest Request(string prompt, ImageInputs inputs, bool isEdit, int index)
    {
        (string? model, string imageModel) = Models();
        if (model is not null) WarnOf(model);
        else WarnOfIgnored();
        WarnOf(imageModel);
        CheckOverlays(inputs, model);
        CheckBackground(model);
        return new GenerationRequest
        {
            Prompt = prompt,
            Model = model,
            Options = Options(imageModel),
            Inputs = inputs,
            Mask = MaskInput,
            Markup = MarkupInput,
            IsEdit = isEdit,
            Instructions = Given(Instructions, nameof(Instructions)),
            ToolChoice = ToolChoice,
            Store = NoStore ? false : null,
            Stream = PartialImageCount is not null,
            Background = BackgroundWork,
            SafetyIdentifier = SafetyIdentifier,
            Metadata = PlainValues.ToMetadata(Metadata),
            AdditionalBody = PlainValues.ToDictionary(AdditionalBody),
            Index = index,
            Settings = Settings,
        };
    }

    /// <summary>
    /// The mainline model, null for the Images API, and the image model. -Model takes either kind: an image model there
    /// means the Images API unless -Api says otherwise.
    /// </summary>
    private (string? Model, string ImageModel) Models()
    {
        string? model = Given(Model, nameof(Model));
        string? imageModel = Given(ImageModel, nameof(ImageModel));
        bool isImageModel = model is not null && ModelCatalog.IsImageModel(model);
        if (isImageModel && imageModel is not null && imageModel != model)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"-Model '{PlainText.Line(model)}' and -ImageModel '{PlainText.Line(imageModel)}' are both image models. "
                + "Give one of them.");
        }

        bool isImagesApi = Api == AIImageApi.Images
            || (Api == AIImageApi.Auto && (isImageModel || (model is null && Connection.Dialect.PrefersImagesApi)));
        string drawing = imageModel ?? (isImageModel ? model! : Connection.ImageModel);
        return (isImagesApi ? null : isImageModel ? Connection.Model : model ?? Connection.Model, drawing);
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

    private void CheckOverlays(ImageInputs inputs, string? model)
    {
        if (MarkupInput is not null && (model is not null || MaskInput is not null))
        {
            throw new AIImageException(
                ErrorIds.ServiceUnsupported,
                "-Markup is known to the Images API alone, and not together with -Mask. Use -Api Images without -Mask, or "
                + "-Mask.");
        }

        ImageInput? first = inputs.Items.Count > 0 ? inputs.Items[0] : null;
        OverlayCheck.CheckMask(MaskInput, first);
        OverlayCheck.CheckMarkup(MarkupInput, first);
    }

    /// <summary>Says once what the Images API has no field for.</summary>
    private void WarnOfIgnored()
    {
        (string Name, bool IsGiven)[] options =
        [
            (nameof(Instructions), Given(Instructions, nameof(Instructions)) is not null),
            (nameof(ToolChoice), ToolChoice is not null),
            (nameof(NoStore), NoStore),
            (nameof(Metadata), Metadata is not null),
            (nameof(Model), Given(Model, nameof(Model)) is string model && !ModelCatalog.IsImageModel(model)),
        ];
        foreach ((string name, bool isGiven) in options)
        {
            if (isGiven && _warned.Add("-" + name))
            {
                WriteWarning($"-{name} is ignored: the Images API does not know it. Use -Api Responses.");
            }
        }
    }

    private void WarnOf(string model)
    {
        if (_warned.Add(model) && ModelCatalog.Find(model)?.Warning(DateTime.UtcNow.Date) is string warning)
        {
            WriteWarning(warning);
        }
    }

    /// <summary>Says once what the image model will refuse or ignore. It is sent all the same.</summary>
    private void WarnOf(GenerationRequest request, int count)
    {
        ImageOptions options = request.Options;
        OptionChoice choice = new()
        {
            Size = options.Size,
            Quality = options.Quality,
            Background = options.Background,
            OutputFormat = options.OutputFormat,
            OutputCompression = options.OutputCompression,
            Complexity = options.Complexity,
            InputFidelity = options.InputFidelity,
            PartialImages = options.PartialImages,
            Count = request.Model is null ? count : 1,
            HasMask = request.Mask is not null,
        };
        if ((options.ImageModel, choice) == _lastChoice) return;

        _lastChoice = (options.ImageModel, choice);
        foreach (string warning in OptionWarnings.Of(options.ImageModel, choice).Where(_warned.Add)) WriteWarning(warning);
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
        List<string> settings = [];
        foreach ((string name, string? value) in chosen)
        {
            if (value is not null) settings.Add($"{name} {value}");
        }

        string models = request.Model is null ? options.ImageModel : $"{request.Model} and {options.ImageModel}";
        return $"{(request.IsEdit ? "Edit" : "Generate")} {(count == 1 ? "1 image" : $"{count} images")} at "
            + $"{Connection.Name} with {models}{(settings.Count > 0 ? $" ({string.Join(", ", settings)})" : string.Empty)}: "
            + $"'{PlainText.Line(request.Prompt, 80)}'";
    }
}
