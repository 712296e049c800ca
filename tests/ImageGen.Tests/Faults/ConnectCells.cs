using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>Nobody there, and nobody who speaks TLS.</summary>
internal static class ConnectCells
{
    private static readonly Way[] s_posts =
        [Way.New, Way.NewImages, Way.Stream, Way.StreamImages, Way.Edit, Way.EditImages];

    public static IEnumerable<FaultCell> All =>
    [
        .. new FaultCell("connect", "refused", default)
        {
            Error = "ConnectionFailed", Posts = 0, IsAbsent = true, Retries = 1,
        }.For([.. s_posts, Way.Get]),

        // One byte of the request has arrived, so that it has left and is not sent again.
        .. Begun("reset", async (connection, _) =>
        {
            await connection.ReadBodyAsync(1);
            connection.Reset();
        }).Select(cell => cell.BeforeGoingOn()),
        .. Begun("cut", async (connection, _) =>
        {
            await connection.ReadBodyAsync(1);
            await connection.EndAsync();
        }).Select(cell => cell.BeforeGoingOn()),
        .. Begun("hang", async (connection, _) =>
        {
            await connection.BodyArrivesAsync();
            await connection.FreezeAsync();
        }).Select(cell => cell with { Timeout = FaultCell.Short }),
        Get("reset", (connection, _) =>
        {
            connection.Reset();
            return Task.CompletedTask;
        }),
        Get("cut", (connection, _) => connection.EndAsync()),
        Get("hang", (connection, _) => connection.FreezeAsync()) with
        {
            Error = "OperationTimedOut", Timeout = FaultCell.Short,
        },
        .. Tls,
    ];

    private static IEnumerable<FaultCell> Tls =>
    [
        .. Secure("reset", async (connection, _) =>
        {
            await connection.ReadBodyAsync(50);
            connection.Reset();
        }),
        .. Secure("cut", async (connection, _) =>
        {
            await connection.ReadBodyAsync(50);
            await connection.EndAsync();
        }),
        .. Secure("garbage", (connection, _) => connection.WriteAsync(new string('\u0007', 500))),
        .. Secure("plain http", (connection, _) => connection.WriteAsync(RawAnswer.Of(400, "<html>"))),
        .. Secure("alert", (connection, _) => connection.WriteAsync("\u0015\u0003\u0003\0\u0002\u0002\u0028")),
        .. Secure(
            "record too long", (connection, _) =>
                connection.WriteAsync("\u0016\u0003\u0003\u00ff\u00ff" + new string('x', 70000))),
        .. Secure("certificate of nobody", (connection, _) => connection.AuthenticateAsync(Certificates.SelfSigned)),
        .. Secure("hang", (connection, _) => connection.FreezeAsync())
            .Select(cell => cell with { Error = "OperationTimedOut", Timeout = FaultCell.Short }),
        new(
            "tls", "cut, and again", Way.New,
            (connection, _) => connection.EndAsync(),
            (connection, _) => connection.EndAsync())
        {
            Error = "ConnectionFailed", Posts = 0, Retries = 1, IsSecure = true,
        },
    ];

    private static IEnumerable<FaultCell> Begun(string fault, Exchange exchange) =>
        new FaultCell("connect", fault + " at the first byte", default, exchange)
        {
            Error = "ResultUnknown", Posts = 0, Retries = 1,
        }.For(s_posts);

    private static FaultCell Get(string fault, Exchange exchange) =>
        new("connect", fault + " when accepted", Way.Get, exchange) { Error = "ConnectionFailed", Posts = 0 };

    private static IEnumerable<FaultCell> Secure(string fault, Exchange exchange) =>
        new FaultCell("tls", fault, default, exchange)
        {
            Error = "ConnectionFailed", Posts = 0, IsSecure = true,
        }.For(Way.New, Way.StreamImages, Way.Edit, Way.Get);
}
