using System.Collections.Generic;
using System.Text.Json;
using ImageGen.Json;

namespace ImageGen.Apis.Models;

/// <summary>Answer of <c>GET /v1/models</c>. Compatible servers leave out all but the ids.</summary>
internal sealed class ModelList : IAnswerObject
{
    public IReadOnlyList<ModelListItem>? Data { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "data": Data = json.List<ModelListItem>(isStrict: true); break;
        }
    }
}

/// <summary>One model of the list.</summary>
internal sealed class ModelListItem : IAnswerObject
{
    public string? Id { get; private set; }

    public double? Created { get; private set; }

    public string? OwnedBy { get; private set; }

    /// <summary>A date as text; a number would be seconds since 1970.</summary>
    public JsonElement ShutdownDate { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "id": Id = json.Text(); break;
            case "created": Created = json.Number(); break;
            case "owned_by": OwnedBy = json.Text(); break;
            case "shutdown_date": ShutdownDate = json.Element(); break;
        }
    }
}
