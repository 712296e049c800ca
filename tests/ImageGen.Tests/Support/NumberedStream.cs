using System.Globalization;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;

namespace ImageGen.Tests.Support;

/// <summary>
/// The stream of a response, with numbered events: it can break anywhere and be had again after any event.
/// </summary>
internal static class NumberedStream
{
    public const int Created = 0;
    public const int FirstPartial = 2;
    public const int SecondPartial = 3;
    public const int Image = 4;
    public const int Last = 5;

    private static readonly byte[] s_picture = Pngs.Large(90, 90);

    /// <summary>The final image, which is longer than what is read at once.</summary>
    public static byte[] Picture => s_picture;

    /// <summary>The number after which a resumed stream is to go on; null for any other request.</summary>
    public static int? StartOf(ReceivedRequest request)
    {
        const string Query = "?stream=true&starting_after=";
        int at = request.Path.IndexOf(Query, System.StringComparison.Ordinal);
        return at < 0 ? null : int.Parse(request.Path[(at + Query.Length)..], CultureInfo.InvariantCulture);
    }

    /// <summary>Writes the events after one up to another and ends as it should.</summary>
    public static async Task WriteAsync(HttpContext context, int after = -1, int until = Last)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        await context.Response.WriteAsync(Between(after, until));
    }

    /// <summary>
    /// Writes the events after one up to another, and the first half of the next where it is wanted; then the
    /// connection ends although more was promised.
    /// </summary>
    public static async Task BreakAsync(HttpContext context, int after = -1, int until = Last, bool isInside = false)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.ContentLength = 100_000_000;
        string next = Event(until + 1);
        await context.Response.WriteAsync(
            Between(after, until) + (isInside ? next[..(next.Length / 2)] : string.Empty));
    }

    private static string Between(int after, int until) =>
        string.Concat(Enumerable.Range(after + 1, until - after).Select(Event));

    private static string Event(int number)
    {
        string response = Samples.Response(image: s_picture).ReplaceLineEndings("");
        string item = JsonNode.Parse(response)!["output"]![0]!.ToJsonString();
        (string type, string fields) = number switch
        {
            Created => ("response.created", $"\"response\":{Looks.State("resp_1", "queued")}"),
            1 => ("response.in_progress", $"\"response\":{Looks.State("resp_1", "in_progress")}"),
            FirstPartial or SecondPartial => (
                "response.image_generation_call.partial_image",
                $"\"item_id\":\"ig_1\",\"output_index\":0,\"partial_image_index\":{number - FirstPartial},"
                + $"\"partial_image_b64\":\"{Samples.PngBase64}\""),
            Image => ("response.output_item.done", $"\"output_index\":0,\"item\":{item}"),
            _ => ("response.completed", $"\"response\":{response}"),
        };
        return $"event: {type}\ndata: {{\"type\":\"{type}\",\"sequence_number\":{number},{fields}}}\n\n";
    }
}
