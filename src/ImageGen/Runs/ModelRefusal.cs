using System;
using System.Text.RegularExpressions;
using ImageGen.Models;
using ImageGen.Orders;
using ImageGen.Text;

namespace ImageGen.Runs;

/// <summary>
/// Tells whether a service refused an order because of a model that is a default: it does not exist, is not open to the
/// project, or cannot call the image tool. A refusal is a 4xx, so nothing was made.
/// </summary>
internal static class ModelRefusal
{
    private static readonly Regex s_named = new(
        """\bmodel:?\s+[`'"\u2018\u201c]([^`'"\u2019\u201d]+)[`'"\u2019\u201d]""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Which default was refused; null where it was none.</summary>
    public static ModelKind? Find(AIImageException failure, ImageOrder order)
    {
        bool isRefusal = failure.StatusCode is >= 400 and < 500
            && failure.ResponseId is null
            && order.Service.Dialect.HasOpenAIModels;
        ModelKind? kind = isRefusal ? RefusedKind(failure, order) : null;
        return kind is ModelKind refused && order.IsDefault(refused) ? kind : null;
    }

    private static ModelKind? RefusedKind(AIImageException failure, ImageOrder order)
    {
        if (IsWithoutTool(failure)) return ModelKind.Mainline;

        Match named = s_named.Match(failure.Message);
        switch (failure.ErrorId)
        {
            case ErrorIds.ModelNotFound:
            case ErrorIds.AccessDenied when named.Success || failure.Code == "model_not_found":
                return named.Success ? ByName(named.Groups[1].Value, order) : ByField(failure.Parameter, order);
            default:
                return null;
        }
    }

    /// <summary>The model that the message names; another one, as the author of an SVG, is not the order's.</summary>
    private static ModelKind? ByName(string name, ImageOrder order) =>
        IsSame(name, order.Options.ImageModel) ? ModelKind.Image
        : IsSame(name, order.Model) ? ModelKind.Mainline
        : null;

    private static ModelKind? ByField(string? field, ImageOrder order) => field switch
    {
        null or "model" => order.Model is null ? ModelKind.Image : ModelKind.Mainline,
        "tools" or "tools[0].model" or "tools.0.model" => ModelKind.Image,
        _ => null,
    };

    private static bool IsSame(string name, string? model) =>
        name.Equals(model, StringComparison.OrdinalIgnoreCase)
        || ModelEntry.WithoutDate(name).Equals(model, StringComparison.OrdinalIgnoreCase);

    private static bool IsWithoutTool(AIImageException failure) =>
        failure.StatusCode == 400
        && failure.Message.Holds("'image_generation'")
        && (failure.Message.Holds("not found in 'tools'")
            || failure.Message.Holds("is not supported with"));
}
