using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using ImageGen.Sandbox.Chance;
using ImageGen.Sandbox.Http;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Responses;

/// <summary>Writes `GET /responses/{id}/input_items`: the items a request brought, the last one first.</summary>
internal static class InputItemsWriter
{
    public static byte[] Write(SandboxResponse response, SandboxRoute route)
    {
        List<(string Id, InputItem Item)> items = [.. response.Request.Input.Items.Select(
            (item, index) => (item.Id ?? MessageId(response, index), item))];
        if (ReadOrder(route) == "desc")
            items.Reverse();
        int limit = ReadLimit(route);
        if (route.QueryValue("after") is string after)
            items.RemoveRange(0, items.FindIndex(item => item.Id == after) + 1);
        bool hasMore = items.Count > limit;
        if (hasMore)
            items.RemoveRange(limit, items.Count - limit);

        return JsonOutput.ToBytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("object", "list");
            writer.WriteStartArray("data");
            foreach ((string id, InputItem item) in items)
                WriteItem(writer, id, item);
            writer.WriteEndArray();
            writer.WriteString("first_id", items.FirstOrDefault().Id);
            writer.WriteBoolean("has_more", hasMore);
            writer.WriteString("last_id", items.LastOrDefault().Id);
            writer.WriteEndObject();
        });
    }

    private static string MessageId(SandboxResponse response, int index) =>
        "msg_" + new SeededRandom(StableHash.Of($"{response.Id}/{index}")).NextHex(48);

    private static string ReadOrder(SandboxRoute route)
    {
        string order = route.QueryValue("order") ?? "desc";
        return order is "asc" or "desc" ? order : throw JsonFields.NotSupported("order", order, ["asc", "desc"]);
    }

    private static int ReadLimit(SandboxRoute route)
    {
        string text = route.QueryValue("limit") ?? "20";
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit);
        return isNumber && limit is >= 1 and <= 100
            ? limit
            : throw Refusal.InvalidValue($"Invalid 'limit': '{text}'. Expected an integer from 1 to 100.", "limit");
    }

    private static void WriteItem(Utf8JsonWriter writer, string id, InputItem item)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("type", item.Type);
        if (item.Role is not null)
        {
            writer.WriteString("status", "completed");
            writer.WriteStartArray("content");
            foreach (InputItemPart part in item.Parts)
                WritePart(writer, part);
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
