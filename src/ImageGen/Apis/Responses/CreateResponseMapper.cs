using System.Collections.Generic;
using System.Text.Json;
using ImageGen.Http;
using ImageGen.Json;
using ImageGen.Orders;

namespace ImageGen.Apis.Responses;

/// <summary>The one place that puts a <see cref="ImageOrder"/> into the words of <c>POST /responses</c>.</summary>
internal static class CreateResponseMapper
{
    private const string ToolType = "image_generation";

    private static readonly JsonElement s_forced =
        JsonValues.ToElement(new Dictionary<string, object?> { ["type"] = ToolType });

    public static JsonBody ToBody(ImageOrder order, InputPlan plan) =>
        new(
            JsonSerializer.SerializeToUtf8Bytes(Map(order, plan), ResponsesContext.Default.CreateResponse),
            plan.Uploads);

    private static CreateResponse Map(ImageOrder order, InputPlan plan) => new()
    {
        Model = order.Model!,
        Input = Input(order, plan),
        Instructions = order.Instructions,
        Tools = [Tool(order, plan)],
        ToolChoice = ToolChoice(order.ToolChoice),
        PreviousResponseId = plan.PreviousResponseId,
        Store = order.Store,
        Background = order.Background == BackgroundMode.None ? null : true,
        Stream = order.Stream ? true : null,
        Metadata = order.Metadata,
        SafetyIdentifier = order.SafetyIdentifier,
        AdditionalBody = AdditionalFields.ToElements(
            "AdditionalBody", order.AdditionalBody, ResponsesContext.Default.CreateResponse),
    };

    private static List<InputItem> Input(ImageOrder order, InputPlan plan)
    {
        List<InputPart> parts = [new InputPart { Type = "input_text", Text = order.Prompt }, .. plan.Parts];
        return [new InputItem { Role = "user", Content = parts }, .. plan.Calls];
    }

    private static ImageGenerationTool Tool(ImageOrder order, InputPlan plan) => new(order.Options)
    {
        Type = ToolType,
        Model = order.Service.Dialect.ImageDeploymentHeader is null ? order.Options.ImageModel : null,
        Action = order.IsEdit ? "edit" : null,
        InputImageMask = plan.Mask,
        AdditionalProperties = AdditionalFields.ToElements(
            "AdditionalProperty", order.Options.Additional, ResponsesContext.Default.ImageGenerationTool),
    };

    private static JsonElement ToolChoice(string? choice) => choice is null or ToolType
        ? s_forced
        : JsonValues.ToElement(choice);
}
