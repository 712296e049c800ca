using ImageGen.Orders;
using ImageGen.Parameters;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>What one input asks for beside the parameters that all generating cmdlets share.</summary>
internal sealed record OrderInput(string? Prompt, ImageInputs Images, bool IsEdit)
{
    public ImageInput? Mask { get; init; }

    public ImageInput? Markup { get; init; }

    /// <summary>True where the command streams.</summary>
    public bool IsStreamed { get; init; }

    public BackgroundMode Background { get; init; }
}

/// <summary>Turns the parameters of a cmdlet into an order.</summary>
internal static class OrderFactory
{
    private const int DefaultPartialImages = 2;

    /// <exception cref="AIImageException">A value cannot be used.</exception>
    public static ImageOrder Create(
        ImageOrderCommand command, InputValues values, OrderInput input, ServiceConnection service, int index)
    {
        if (string.IsNullOrWhiteSpace(input.Prompt))
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest, "The prompt is empty. Describe the image with -Prompt.");
        }

        string? model = service.Dialect.SpellingOf(values.TypedOrRowValue(command.Model, nameof(command.Model)));
        string? imageModel = service.Dialect.SpellingOf(
            values.TypedOrRowValue(command.ImageModel, nameof(command.ImageModel)));
        GenerationCommand? direct = command as GenerationCommand;
        AIImageApi api = direct is null ? AIImageApi.Images : values.TypedOrRowApi(direct.Api);
        ModelChoice models = ModelChoice.For(model, imageModel, api, service);
        OutputTarget? output = Output(command, values);
        ImageOptions asked = command.ReadOptions(values);
        OrderOptions options = new(asked)
        {
            ImageModel = models.ImageModel,
            OutputFormat = asked.OutputFormat ?? output?.Format,
            Additional = PlainValues.ToDictionary(command.AdditionalProperty),
        };
        return new ImageOrder
        {
            Service = service,
            Prompt = input.Prompt!,
            Model = models.Model,
            TypedModel = model,
            TypedImageModel = imageModel ?? (models.ImageModel == model ? model : null),
            Defaults = models.Defaults,
            Options = WithPartialImages(input, options),
            Inputs = input.Images,
            Mask = input.Mask,
            Markup = input.Markup,
            Count = values.TypedOrRowNumber(command.Count, nameof(command.Count), 1, 1000) ?? 1,
            IsEdit = input.IsEdit,
            Instructions = values.TypedOrRowValue(direct?.Instructions, nameof(direct.Instructions)),
            ToolChoice = values.TypedOrRowOption(direct?.ToolChoice, nameof(direct.ToolChoice)),
            Store = direct?.NoStore == true ? false : null,
            Stream = input.IsStreamed,
            Background = input.Background,
            SafetyIdentifier = command.SafetyIdentifier,
            Metadata = PlainValues.ToMetadata(direct?.Metadata),
            AdditionalBody = PlainValues.ToDictionary(command.AdditionalBody),
            Output = output,
            Index = index,
            Settings = command.Settings,
        }.WithCurrentDefaults();
    }

    /// <summary>What was asked for is sent as it is; else only a format that has partial images gets some.</summary>
    private static OrderOptions WithPartialImages(OrderInput input, OrderOptions options) =>
        input.IsStreamed && options.PartialImages is null
            ? options with { PartialImages = options.HasPartialImages ? DefaultPartialImages : 0 }
            : options;

    private static OutputTarget? Output(ImageOrderCommand command, InputValues values)
    {
        if (values.TypedOrRowValue(command.OutFile, nameof(command.OutFile)) is not string path) return null;

        string full = command.Paths().FullTarget(path, out bool isFolder);
        return new OutputTarget(full, isFolder)
        {
            Overwrite = command.Force,
            Resume = command.Resume,
            Sidecar = command.Sidecar,
            IsInRow = !values.IsTyped(nameof(command.OutFile)),
        };
    }
}
