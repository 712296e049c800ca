using System.Text.Json;
using ImageGen.Json;
using ImageGen.Lifting;

namespace ImageGen.Apis.Responses;

/// <summary>One event of a response's stream; which members are set depends on <see cref="Type"/>.</summary>
internal sealed record StreamEvent : IAnswerObject
{
    public string? Type { get; private set; }

    public int? SequenceNumber { get; private set; }

    public Response? Response { get; private set; }

    public OutputItem? Item { get; private set; }

    public string? ItemId { get; private set; }

    public int? PartialImageIndex { get; private set; }

    public ImageText? PartialImageB64 { get; private set; }

    public JsonElement Error { get; private set; }

    public JsonElement Code { get; private set; }

    public JsonElement Message { get; private set; }

    public JsonElement Param { get; private set; }

    public void Take(string name, ref Utf8JsonReader json)
    {
        switch (name)
        {
            case "type": Type = json.Text(); break;
            case "sequence_number": SequenceNumber = json.Index(); break;
            case "response": Response = json.Object<Response>(); break;
            case "item": Item = json.Object<OutputItem>(); break;
            case "item_id": ItemId = json.Text(); break;
            case "partial_image_index": PartialImageIndex = json.Index(); break;
            case "partial_image_b64": PartialImageB64 = ImageText.Read(ref json); break;
            case "error": Error = json.Element(); break;
            case "code": Code = json.Element(); break;
            case "message": Message = json.Element(); break;
            case "param": Param = json.Element(); break;
        }
    }
}
