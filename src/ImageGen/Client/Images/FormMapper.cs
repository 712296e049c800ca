using System.Linq;
using System.Text.Json;
using ImageGen.Client.Http;
using ImageGen.Wire;

namespace ImageGen.Client.Images;

/// <summary>Puts the fields of an edit and its pictures into a form.</summary>
internal static class FormMapper
{
    /// <summary>The fields are those of the JSON form, so that both say the same by the same names.</summary>
    public static FormBody ToBody(GenerationRequest request, CreateImages fields)
    {
        FormBody body = new();
        JsonElement json = JsonSerializer.SerializeToElement(fields, WireContext.Default.CreateImages);
        foreach (JsonProperty field in json.EnumerateObject()) AddField(body, field.Name, field.Value);

        int number = 0;
        foreach (ImageData image in request.Inputs.Items.Cast<ImageData>()) body.AddFile("image[]", image, ++number);
        if (request.Mask is ImageData mask) body.AddFile("mask", mask, number: 0);
        if (request.Markup is ImageData markup) body.AddFile("markup", markup, number: 0);
        return body;
    }

    /// <summary>Numbers and truths go as text, nested fields as <c>name[inner]</c>.</summary>
    private static void AddField(FormBody body, string name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty inner in value.EnumerateObject()) AddField(body, $"{name}[{inner.Name}]", inner.Value);
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
