using System.Linq;
using System.Text.Json;
using ImageGen.Http;
using ImageGen.Orders;

namespace ImageGen.Apis.Images;

/// <summary>Puts the fields of an edit and its images into a form.</summary>
internal static class FormMapper
{
    /// <summary>The fields are those of the JSON form, so that both say the same by the same names.</summary>
    public static FormBody ToBody(ImageOrder order, byte[] fields)
    {
        FormBody body = new();
        using JsonDocument json = JsonDocument.Parse(fields);
        foreach (JsonProperty field in json.RootElement.EnumerateObject()) AddField(body, field.Name, field.Value);

        int number = 0;
        foreach (ImageData image in order.Inputs.Items.Cast<ImageData>())
        {
            body.AddFile("image[]", image.Content, ++number);
        }

        if (order.Mask is ImageData mask) body.AddFile("mask", mask.Content, number: 0);
        if (order.Markup is ImageData markup) body.AddFile("markup", markup.Content, number: 0);
        return body;
    }

    /// <summary>Numbers and truths go as text, nested fields as <c>name[inner]</c>.</summary>
    private static void AddField(FormBody body, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty inner in value.EnumerateObject())
                {
                    AddField(body, $"{name}[{inner.Name}]", inner.Value);
                }
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in value.EnumerateArray()) AddField(body, name + "[]", item);
                break;
            case JsonValueKind.Null:
                break;
            default:
                body.AddField(name, value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText());
                break;
        }
    }
}
