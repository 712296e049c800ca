using System.Text.Json;
using ImageGen.Apis.Images;
using ImageGen.Json;

namespace ImageGen.Apis.Batches;

/// <summary>A line of an output or error file, without its images.</summary>
internal sealed class OutputLine : IAnswerObject
{
    public string? Id { get; private set; }

    public string? CustomId { get; private set; }

    public OutputResponse? Response { get; private set; }

    public JsonElement Error { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "id": Id = json.Text(); break;
            case "custom_id": CustomId = json.Text(); break;
            case "response": Response = json.Object<OutputResponse>(); break;
            case "error": Error = json.Element(); break;
        }
    }
}

/// <summary>What the request of a line was answered with.</summary>
internal sealed class OutputResponse : IAnswerObject
{
    public long? StatusCode { get; private set; }

    public string? RequestId { get; private set; }

    public ImagesResponse? Body { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "status_code": StatusCode = json.Count(); break;
            case "request_id": RequestId = json.Text(); break;
            case "body": Body = json.Object<ImagesResponse>(); break;
        }
    }
}
