using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>Faults while a large upload is under way, over both APIs.</summary>
internal static class RequestCells
{
    private const int Some = 100_000;

    public static IEnumerable<FaultCell> All =>
    [
        .. Upload("reset", async (connection, _) =>
        {
            await Begin(connection);
            connection.Reset();
        }),
        .. Upload("reset after the headers", async (connection, _) =>
        {
            await connection.ReadHeadAsync();
            connection.Reset();
        }).Select(cell => cell.BeforeGoingOn()),
        .. Upload("cut", async (connection, _) =>
        {
            await Begin(connection);
            await connection.EndAsync();
        }),
        .. Upload("hang", async (connection, _) =>
        {
            await Begin(connection);
            await connection.FreezeAsync();
        }).Select(cell => cell with { Timeout = FaultCell.Short }),

        // The client writes to the end before it listens, so a refusal counts only where the rest is taken.
        .. Upload("refused early with 413", (connection, _) => RefuseAsync(connection, 413))
            .Select(cell => cell with { Error = "InvalidRequest" }),
        .. Upload("refused early with 401", (connection, _) => RefuseAsync(connection, 401))
            .Select(cell => cell with { Error = "AuthenticationFailed" }),
        .. Upload("refused with 413 before it", (connection, _) => RefuseAtOnceAsync(connection, 413))
            .Select(cell => cell with { Error = "InvalidRequest" }),
        .. Upload("refused with 401 before it", (connection, _) => RefuseAtOnceAsync(connection, 401))
            .Select(cell => cell with { Error = "AuthenticationFailed" }),
        .. Upload("given up by a gateway before it", (connection, _) => RefuseAtOnceAsync(connection, 504))
            .Select(cell => cell with { Error = "ServiceUnavailable" }),
        .. Upload("announced to who does not know that", (connection, _) => RefuseAtOnceAsync(connection, 417)).Select(
            cell => cell with
            {
                Script = [.. cell.Script, Acts.Send(RawAnswer.Of(200, FaultAnswers.Json(cell.Way)))],
                Error = null, Posts = 1, Images = 1, Delivered = 1,
            }),
        .. Upload("refused early and reset", async (connection, _) =>
        {
            await Begin(connection);
            await connection.WriteAsync(RawAnswer.Of(413, Samples.Error("too large")));
            connection.Reset();
        }),
        .. Upload("slow", async (connection, _) =>
        {
            await connection.ReadHeadAsync();
            await connection.ReadBodyAsync(piece: 4096);
            string edits = connection.Head.Contains("/edits") ? FaultAnswers.Images : FaultAnswers.Response;
            await connection.WriteAsync(RawAnswer.Of(200, edits));
        }).Select(cell => cell with { Error = null, Posts = 1, Images = 1, Delivered = 1 }),
    ];

    private static async Task Begin(RawConnection connection)
    {
        await connection.ReadHeadAsync();
        await connection.ReadBodyAsync(Some);
    }

    private static async Task RefuseAsync(RawConnection connection, int status)
    {
        await Begin(connection);
        await connection.WriteAsync(RawAnswer.Of(status, Samples.Error("no")));
    }

    private static async Task RefuseAtOnceAsync(RawConnection connection, int status)
    {
        await connection.ReadHeadAsync();
        await connection.WriteAsync(RawAnswer.Of(status, Samples.Error("no")));
    }

    private static IEnumerable<FaultCell> Upload(string fault, Exchange exchange) =>
        new FaultCell("request body", fault, default, exchange)
        {
            Error = "ResultUnknown", Posts = 0, Retries = 1,
        }.For(Way.Edit, Way.EditImages);
}
