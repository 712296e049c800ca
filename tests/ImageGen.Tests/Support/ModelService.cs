using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace ImageGen.Tests.Support;

/// <summary>A service of both APIs that refuses some models, and answers everything else with an image.</summary>
internal static class ModelService
{
    /// <summary>
    /// The refusals that were recorded, by a name for each: status, message, code and field. {0} is the model.
    /// </summary>
    private static readonly Dictionary<string, (int Status, string Message, string? Code, string? Field)>
        s_refusals = new()
    {
        ["gone"] = (404, "The model `{0}` does not exist or you do not have access to it.", "model_not_found", null),
        ["unknown"] = (400, "The requested model '{0}' does not exist.", "model_not_found", "model"),
        ["closed"] = (403, "Project `proj_1` does not have access to model `{0}`", "model_not_found", null),
        ["unverified"] =
            (403, "Your organization must be verified to use the model `{0}`. Please verify it.", null, null),
        ["toolless"] = (400, "Tool choice 'image_generation' not found in 'tools' parameter.", null, "tool_choice"),
        ["imageless"] = (400, "The model '{0}' does not exist.", "invalid_value", "tools"),
        ["drawless"] = (400, "The model '{0}' does not exist.", "invalid_value", "model"),
    };

    public static string Refusal(string name, string model)
    {
        (_, string message, string? code, string? field) = s_refusals[name];
        return Samples.Error(string.Format(message, model), code, field);
    }

    public static int Status(string name) => s_refusals[name].Status;

    /// <summary>
    /// Refuses these models in this way; <paramref name="hold"/> is passed by every request before its answer.
    /// </summary>
    public static Task<LoopbackService> StartAsync(
        string refusal, string[] models, Func<Func<Task>, Task>? hold = null) =>
        LoopbackService.StartAsync((context, request) => (hold ?? (answer => answer()))(() =>
        {
            string? refused = ModelsOf(request).FirstOrDefault(model => models.Contains(model));
            return refused is null
                ? ImagesScript.AnswerAsync(context, request, Samples.Png)
                : LoopbackService.WriteJsonAsync(context, Refusal(refusal, refused), Status(refusal));
        }));

    /// <summary>The mainline model and the image model of a request, as far as it names them.</summary>
    public static string[] ModelsOf(ReceivedRequest request) =>
        request.Path.EndsWith("responses", StringComparison.Ordinal)
            ? [(string)request.At("model")!, (string)request.At("tools.0.model")!]
            : [ImagesScript.ValueOf(request, "model")!];
}
