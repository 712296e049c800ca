using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Http;

/// <summary>The part of a list that `order`, `after` and `limit` ask for; the last item comes first.</summary>
internal static class ListPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="route">Has the query.</param>
    /// <param name="items">All items with their ids, the first one first.</param>
    /// <param name="limits">How many items a page has where the query does not say, and how many at most.</param>
    /// <param name="write">Writes one item.</param>
    public static byte[] Write<T>(
        SandboxRoute route,
        IEnumerable<(string Id, T Item)> items,
        (int Usual, int Most) limits,
        Action<Utf8JsonWriter, string, T> write)
    {
        List<(string Id, T Item)> page = [.. items];
        if (ReadOrder(route) == "desc") page.Reverse();
        int limit = ReadLimit(route, limits.Usual, limits.Most);
        if (route.QueryValue("after") is string after)
        {
            page.RemoveRange(0, page.FindIndex(item => item.Id == after) + 1);
        }
        bool hasMore = page.Count > limit;
        if (hasMore) page.RemoveRange(limit, page.Count - limit);

        return JsonOutput.ToBytes(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("object", "list");
            writer.WriteStartArray("data");
            foreach ((string id, T item) in page) write(writer, id, item);
            writer.WriteEndArray();
            writer.WriteString("first_id", page.FirstOrDefault().Id);
            writer.WriteBoolean("has_more", hasMore);
            writer.WriteString("last_id", page.LastOrDefault().Id);
            writer.WriteEndObject();
        });
    }

    private static string ReadOrder(SandboxRoute route)
    {
        string order = route.QueryValue("order") ?? "desc";
        return order is "asc" or "desc" ? order : throw JsonFields.NotSupported("order", order, ["asc", "desc"]);
    }

    private static int ReadLimit(SandboxRoute route, int usual, int most)
    {
        if (route.QueryValue("limit") is not string text) return usual;
        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit);
        return isNumber && limit >= 1 && limit <= most
            ? limit
            : throw Refusal.InvalidValue($"Invalid 'limit': '{text}'. Expected an integer from 1 to {most}.", "limit");
    }
}
