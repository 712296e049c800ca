using System.Text.Json;
using System.Text.Json.Serialization;
using ImageGen.Apis.Images;
using ImageGen.Json;

namespace ImageGen.Apis.Batches;

/// <summary>A line of an output or error file, without its images.</summary>
internal sealed class OutputLine
{
    public string? Id { get; init; }

    public string? CustomId { get; init; }

    [JsonConverter(typeof(LenientObject<OutputResponse>))]
    public OutputResponse? Response { get; init; }

    public JsonElement Error { get; init; }
}

/// <summary>What the request of a line was answered with.</summary>
internal sealed class OutputResponse
{
    public long? StatusCode { get; init; }

    public string? RequestId { get; init; }

    [JsonConverter(typeof(LenientObject<ImagesResponse>))]
    public ImagesResponse? Body { get; init; }
}
