using System.Linq;
using System.Text.Json;
using ImageGen.Sandbox.Chance;
using ImageGen.Sandbox.Http;

namespace ImageGen.Sandbox.Responses;

/// <summary>Writes `GET /responses/{id}/input_items`: the items a request brought, the last one first.</summary>
internal static class InputItemsWriter
{
    private static readonly (int, int) s_limits = (20, 100);

    public static byte[] Write(SandboxResponse response, SandboxRoute route) => ListPage.Write(
        route,
        response.Request.Input.Items.Select((item, index) => (item.Id ?? MessageId(response, index), item)),
        s_limits,
        WriteItem);

    private static string MessageId(SandboxResponse response, int index) =>
        "msg_" + new SeededRandom(StableHash.Compute($"{response.Id}/{index}")).NextHex(48);

    private static void WriteItem(Utf8JsonWriter writer, string id, InputItem item)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("type", item.Type);
        if (item.Role is not null)
        {
            writer.WriteString("status", "completed");
            writer.WriteStartArray("content");
            foreach (InputItemPart part in item.Parts) WritePart(writer, part);
            writer.WriteEndArray();
            writer.WriteString("role", item.Role);
        }

        writer.WriteEndObject();
    }

    private static void WritePart(Utf8JsonWriter writer, InputItemPart part)
    {
        writer.WriteStartObject();
        writer.WriteString("type", part.Type);
        if (part.Type == "input_image")
        {
            writer.WriteString("detail", "auto");
            writer.WriteString("file_id", part.FileId);
            writer.WriteNull("image_url");
        }
        else
        {
            writer.WriteString("text", part.Text);
        }

        writer.WriteEndObject();
    }
}
