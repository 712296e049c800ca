using ImageGen.Models;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Orders;

/// <summary>Which models make an image, and over which API.</summary>
internal readonly struct ModelChoice(string? model, string imageModel, DefaultedModels defaults)
{
    /// <summary>The mainline model; null for the Images API.</summary>
    public string? Model { get; } = model;

    /// <summary>The image model.</summary>
    public string ImageModel { get; } = imageModel;

    /// <summary>Which of the two the user did not choose.</summary>
    public DefaultedModels Defaults { get; } = defaults;

    /// <summary>
    /// <c>-Model</c> takes either kind: an image model there means the Images API unless <c>-Api</c> says otherwise.
    /// </summary>
    /// <exception cref="AIImageException">Two image models are named.</exception>
    public static ModelChoice For(string? model, string? imageModel, AIImageApi api, ServiceConnection service)
    {
        bool isImageModel = model is not null && ModelCatalog.IsImageModel(model);
        if (isImageModel && imageModel is not null && imageModel != model)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                $"-Model '{PlainText.Line(model)}' and -ImageModel '{PlainText.Line(imageModel)}' are both image "
                + "models. Use only one of them.");
        }

        bool isImagesApi = api == AIImageApi.Images
            || (api == AIImageApi.Auto && (isImageModel || (model is null && service.Dialect.PrefersImagesApi)));
        string? named = isImageModel ? null : model;
        string? drawing = imageModel ?? (isImageModel ? model : null);
        bool isModelDefault = !isImagesApi && named is null && service.IsModelDefault;
        bool isImageModelDefault = drawing is null && service.IsImageModelDefault;
        return new ModelChoice(
            isImagesApi ? null : named ?? service.Model,
            drawing ?? service.ImageModel,
            (isModelDefault ? DefaultedModels.Model : 0) | (isImageModelDefault ? DefaultedModels.ImageModel : 0));
    }
}
