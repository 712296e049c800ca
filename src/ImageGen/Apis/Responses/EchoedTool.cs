using System.Text.Json;
using ImageGen.Json;

namespace ImageGen.Apis.Responses;

/// <summary>A tool of the request as the response repeats it, with what the service chose.</summary>
internal sealed class EchoedTool : IAnswerObject
{
    public string? Type { get; private set; }

    public string? Model { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "type": Type = json.Text(); break;
            case "model": Model = json.Text(); break;
        }
    }
}
