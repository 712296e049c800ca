using System.Collections.Generic;
using System.Text.Json;
using ImageGen.Client.Http;
using ImageGen.Wire;

namespace ImageGen.Client.Responses;

/// <summary>The one place that puts a <see cref="GenerationRequest"/> into the words of <c>POST /responses</c>.</summary>
internal static class CreateResponseMapper
{
    private const string ToolType = "image_generation";

    private static readonly JsonElement s_forced =
        JsonValues.ToElement(new Dictionary<string, object?> { ["type"] = ToolType });

    public static JsonBody ToBody(GenerationRequest request, InputPlan plan, ServiceDialect dialect) =>
        new(JsonSerializer.SerializeToUtf8Bytes(Map(request, plan, dialect), WireContext.Default.CreateResponse), plan.Uploads);

    private static CreateResponse Map(GenerationRequest request, InputPlan plan, ServiceDialect dialect) => new()
    {
        Model = request.Model!,
        Input = Input(request, plan),
        Instructions = request.Instructions,
        Tools = [Tool(request, plan, dialect)],
        ToolChoice = ToolChoice(request.ToolChoice),
        PreviousResponseId = plan.PreviousResponseId,
        Store = request.Store,
        Background = request.Background == BackgroundMode.None ? null : true,
        Stream = request.Stream ? true : null,
        Metadata = request.Metadata,
        SafetyIdentifier = request.SafetyIdentifier,
        AdditionalBody = AdditionalFields.ToElements(
            "AdditionalBody", request.AdditionalBody, WireContext.Default.CreateResponse),
    };

    private static List<InputItem> Input(GenerationRequest request, InputPlan plan)
    {
        List<InputPart> parts = [new InputPart { Type = "input_text", Text = request.Prompt }, .. plan.Parts];
        return [new InputItem { Role = "user", Content = parts }, .. plan.Calls];
    }

    private static ImageGenerationTool Tool(GenerationRequest request, InputPlan plan, ServiceDialect dialect) => new()
    {
        Type = ToolType,
        Model = dialect.ImageDeploymentHeader is null ? request.Options.ImageModel : null,
        Action = request.IsEdit ? "edit" : null,
        Size = request.Options.Size,
        Quality = request.Options.Quality,
        OutputFormat = request.Options.OutputFormat,
        OutputCompression = request.Options.OutputCompression,
        Background = request.Options.Background,
        Moderation = request.Options.Moderation,
        PartialImages = request.Options.PartialImages,
        InputFidelity = request.Options.InputFidelity,
        Complexity = request.Options.Complexity,
        InputImageMask = plan.Mask,
        AdditionalProperties = AdditionalFields.ToElements(
            "AdditionalProperty", request.Options.Additional, WireContext.Default.ImageGenerationTool),
    };

    private static JsonElement ToolChoice(string? choice) => choice is null or ToolType
        ? s_forced
        : JsonValues.ToElement(choice);
}
