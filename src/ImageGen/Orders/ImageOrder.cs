using System.Collections.Generic;
using System.Linq;
using ImageGen.Models;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Orders;

/// <summary>
/// The images that one input asks for: from which service, with which options, into which files. It never changes.
/// </summary>
internal sealed record ImageOrder
{
    /// <summary>The most images that one request of the Images API makes.</summary>
    public const int MostImagesPerRequest = 10;

    /// <summary>Whom it goes to. All that happens to it happens there.</summary>
    public required ServiceConnection Service { get; init; }

    public required string Prompt { get; init; }

    /// <summary>The mainline model that calls the image tool; null for the Images API.</summary>
    public string? Model { get; init; }

    /// <summary><c>-Model</c> as it was typed or stood in the row; null where neither did.</summary>
    public string? TypedModel { get; init; }

    /// <summary><c>-ImageModel</c>, or an image model in <c>-Model</c>, likewise.</summary>
    public string? TypedImageModel { get; init; }

    /// <summary>Which of its models are the connection's defaults; any other is never replaced.</summary>
    public DefaultedModels Defaults { get; init; }

    public required OrderOptions Options { get; init; }

    /// <summary>Images to edit; empty to generate.</summary>
    public ImageInputs Inputs { get; init; } = ImageInputs.None;

    /// <summary>Which part of the first image to edit: where this is transparent.</summary>
    public ImageInput? Mask { get; init; }

    /// <summary>Marks on the first image; Images API only, and not with a mask.</summary>
    public ImageInput? Markup { get; init; }

    /// <summary>How many images are made.</summary>
    public int Count { get; init; } = 1;

    /// <summary>True when the tool must edit rather than choose.</summary>
    public bool IsEdit { get; init; }

    public string? Instructions { get; init; }

    /// <summary>Null forces the image tool.</summary>
    public string? ToolChoice { get; init; }

    /// <summary>False keeps the response out of the service's store; null leaves it to the service.</summary>
    public bool? Store { get; init; }

    public bool Stream { get; init; }

    public BackgroundMode Background { get; init; }

    public string? SafetyIdentifier { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Request fields that the module does not know.</summary>
    public IReadOnlyDictionary<string, object?>? AdditionalBody { get; init; }

    /// <summary>Where the images are saved; null keeps them in memory.</summary>
    public OutputTarget? Output { get; init; }

    /// <summary>Position of the input in the pipeline.</summary>
    public int Index { get; init; }

    public CallSettings Settings { get; init; } = new();

    /// <summary>How many images one request makes: the image tool makes one.</summary>
    public int ImagesPerRequest => Model is null ? MostImagesPerRequest : 1;

    /// <summary>How many requests it takes.</summary>
    public int RequestCount => (Count + ImagesPerRequest - 1) / ImagesPerRequest;

    /// <summary>Which input it is of: its position, and its file or its prompt.</summary>
    public string Label => $"input {Index} '{Redaction.Line(Inputs.SourceName ?? Prompt, Service.Secret, 60)}'";

    /// <summary>The model of a kind. The mainline model is there over the Responses API alone.</summary>
    public string ModelOf(ModelKind kind) => kind == ModelKind.Image ? Options.ImageModel : Model!;

    /// <summary>True when the user did not choose the model of this kind.</summary>
    public bool IsDefault(ModelKind kind) =>
        Defaults.HasFlag(kind == ModelKind.Image ? DefaultedModels.ImageModel : DefaultedModels.Model);

    /// <summary>
    /// The order with the default models of the moment in place of those that the service has refused.
    /// </summary>
    public ImageOrder WithCurrentDefaults()
    {
        if (Defaults == DefaultedModels.None || !Service.Dialect.HasOpenAIModels) return this;

        string? model = IsDefault(ModelKind.Mainline) ? Service.Defaults.Current(ModelKind.Mainline) : null;
        string? drawing = IsDefault(ModelKind.Image) ? Service.Defaults.Current(ModelKind.Image, CanDraw) : null;
        return this with
        {
            Model = model ?? Model,
            Options = Options with { ImageModel = drawing ?? Options.ImageModel },
        };
    }

    /// <summary>True for an image model of which nothing is known that speaks against the options.</summary>
    private bool CanDraw(ModelEntry model) =>
        !OptionAdvice.WarningsForModel(Options with { ImageModel = model.Name }, Markup is not null).Any();

    /// <summary>What is asked for, as the images and their sidecars keep it.</summary>
    public RequestFacts Request => new(Options)
    {
        Prompt = Prompt,
        Model = Model,
        ImageModel = Options.ImageModel,
        Api = (Model is null ? AIImageApi.Images : AIImageApi.Responses).ToString(),
        OutputFormat = Options.OutputFormat == Output?.Format ? null : Options.OutputFormat,
        PartialImages = null,
        Instructions = Instructions,
        ToolChoice = ToolChoice,
        Image = Inputs.Items.Count == 0 ? null : Inputs.Names,
    };

    /// <summary>What is known of its images before they are here.</summary>
    public ImageFacts Facts => new ImageFacts
    {
        Prompt = Prompt,
        Index = Index,
        Model = Model,
        ImageModel = Options.ImageModel,
        Service = Service.Name,
        Stored = Store ?? true,
        Request = Request,
    }.WithParent(Inputs.Parent);
}
