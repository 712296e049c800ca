using System.Text.Json;
using System.Text.Json.Serialization;
using ImageGen.Json;
using ImageGen.Lifting;

namespace ImageGen.Apis.Responses;

/// <summary>One event of a response's stream; which members are set depends on <see cref="Type"/>.</summary>
internal sealed record StreamEvent
{
    public string? Type { get; init; }

    public int? SequenceNumber { get; init; }

    [JsonConverter(typeof(LenientObject<Response>))]
    public Response? Response { get; init; }

    [JsonConverter(typeof(LenientObject<OutputItem>))]
    public OutputItem? Item { get; init; }

    public string? ItemId { get; init; }

    public int? PartialImageIndex { get; init; }

    public ImageText? PartialImageB64 { get; init; }

    public JsonElement Error { get; init; }

    public JsonElement Code { get; init; }

    public JsonElement Message { get; init; }

    public JsonElement Param { get; init; }
}
