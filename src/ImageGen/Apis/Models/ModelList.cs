using System.Collections.Generic;
using System.Text.Json;

namespace ImageGen.Apis.Models;

/// <summary>Answer of <c>GET /v1/models</c>. Compatible servers leave out all but the ids.</summary>
internal sealed class ModelList
{
    public List<ModelListItem?>? Data { get; init; }
}

/// <summary>One model of the list.</summary>
internal sealed class ModelListItem
{
    public string? Id { get; init; }

    public double? Created { get; init; }

    public string? OwnedBy { get; init; }

    /// <summary>A date as text; a number would be seconds since 1970.</summary>
    public JsonElement ShutdownDate { get; init; }
}
