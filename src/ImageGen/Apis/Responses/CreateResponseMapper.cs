using ImageGen.Http;
using ImageGen.Json;
using ImageGen.Orders;

namespace ImageGen.Apis.Responses;

/// <summary>The one place that puts a <see cref="ImageOrder"/> into the words of <c>POST /responses</c>.</summary>
internal static class CreateResponseMapper
{
    private const string ToolType = "image_generation";

    /// <exception cref="AIImageException">An additional field has a parameter of its own.</exception>
    public static JsonBody ToBody(ImageOrder order, InputPlan plan) =>
        new(FieldWriter.ToBytes(body => Write(body, order, plan)), plan.Uploads);

    private static void Write(FieldWriter body, ImageOrder order, InputPlan plan)
    {
        body.Text("model", order.Model);
        body.List("input", input =>
        {
            input.Add(message => WriteMessage(message, order, plan));
            foreach (string id in plan.CallIds) input.Add(call => WriteCall(call, id));
        });
        body.Text("instructions", order.Instructions);
        body.List("tools", tools => tools.Add(tool => WriteTool(tool, order, plan)));
        if (order.ToolChoice is null or ToolType) body.Object("tool_choice", choice => choice.Text("type", ToolType));
        else body.Text("tool_choice", order.ToolChoice);
        body.Text("previous_response_id", plan.PreviousResponseId);
        body.Truth("store", order.Store);
        body.Truth("background", order.Background == BackgroundMode.None ? null : true);
        body.Truth("stream", order.Stream ? true : null);
        body.Texts("metadata", order.Metadata);
        body.Text("safety_identifier", order.SafetyIdentifier);
        AdditionalFields.Write(body, "AdditionalBody", order.AdditionalBody);
    }

    private static void WriteMessage(FieldWriter message, ImageOrder order, InputPlan plan)
    {
        message.Text("role", "user");
        message.List("content", content =>
        {
            content.Add(part =>
            {
                part.Text("type", "input_text");
                part.Text("text", order.Prompt);
            });
            foreach (ImageReference image in plan.Images)
            {
                content.Add(part =>
                {
                    part.Text("type", "input_image");
                    image.Write(part);
                });
            }
        });
    }

    private static void WriteCall(FieldWriter call, string id)
    {
        call.Text("type", OutputItem.ImageGenerationCall);
        call.Text("id", id);
    }

    private static void WriteTool(FieldWriter tool, ImageOrder order, InputPlan plan)
    {
        tool.Text("type", ToolType);
        tool.Text(
            "model", order.Service.Dialect.ImageDeploymentHeader is null ? order.Options.ImageModel : null);
        tool.Text("action", order.IsEdit ? "edit" : null);
        OptionFields.Write(tool, order.Options);
        tool.Object("input_image_mask", plan.Mask is ImageReference mask ? mask.Write : null);
        AdditionalFields.Write(tool, "AdditionalProperty", order.Options.Additional);
    }
}
