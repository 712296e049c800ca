using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>
/// A proxy that refuses, breaks, hangs or is not there: before its tunnel, in it, and over plain http.
/// </summary>
internal static class ProxyCells
{
    private const string Password = "S3cr t/@\"p&ß%";
    private const string Asks = "Proxy-Authenticate: Basic realm=\"proxy\"";
    private const string Opened = "HTTP/1.1 200 Connection established\r\n\r\n";

    private static readonly Way[] s_ways =
    [
        Way.New, Way.NewImages, Way.Stream, Way.StreamImages, Way.Edit, Way.EditImages, Way.Durable, Way.Get, Way.Wait,
    ];

    public static IEnumerable<FaultCell> All =>
    [
        .. new[] { 403, 407, 500, 502, 503, 504 }.SelectMany(status =>
            Tunnel($"refused with {status}", connection => RefuseAsync(connection, status)).Select(cell =>
                cell with { Error = status == 407 ? "AuthenticationFailed" : cell.Error })),
        .. Tunnel("garbage", connection => connection.WriteAsync(new string('\u0007', 500))),
        .. Tunnel("cut", connection => connection.EndAsync()),
        .. Tunnel("reset", connection =>
        {
            connection.Reset();
            return Task.CompletedTask;
        }),
        .. Tunnel("hang", connection => connection.FreezeAsync()).Select(Limited),
        .. Tunnel("nobody there", connection => connection.EndAsync()).Select(cell => cell with { IsAbsent = true }),
        .. Inside("cut", connection => connection.EndAsync()),
        .. Inside("reset", connection =>
        {
            connection.Reset();
            return Task.CompletedTask;
        }),
        .. Inside("garbage", connection => connection.WriteAsync(new string('\u0007', 500))),
        .. Inside("hang", connection => connection.FreezeAsync()).Select(Limited),
        .. (Plain("logged in", connection => LoginAsync(connection, RawAnswer.Of(200, FaultAnswers.Response))) with
        {
            Error = null, Posts = 2, Images = 1, Delivered = 1,
        }).For(Way.New, Way.Edit),
        .. Plain("wrong password", connection => RefuseAsync(connection, 407))
            .For(Way.New, Way.Stream, Way.Edit, Way.Get),
        .. (Plain("hang after the login", connection => LoginAsync(connection, null)) with
        {
            Error = "ResultUnknown", Posts = 2, Timeout = FaultCell.Short,
        }).For(Way.New, Way.Stream),
    ];

    private static IEnumerable<FaultCell> Tunnel(string fault, Func<RawConnection, Task> act) =>
        new FaultCell("proxy", fault, default, async (connection, _) =>
        {
            await connection.ReadHeadAsync();
            await act(connection);
        })
        {
            Error = "ConnectionFailed", Posts = 0, Retries = 1, IsSecure = true, ProxyPassword = Password,
        }.For(s_ways).Select(cell => cell.Way == Way.Wait ? Limited(cell) : cell);

    private static IEnumerable<FaultCell> Inside(string fault, Func<RawConnection, Task> act) =>
        Tunnel(fault, async connection =>
        {
            await connection.WriteAsync(Opened);
            await connection.ReadBodyAsync(50);
            await act(connection);
        }).Select(cell => cell with { Phase = "tunnel" });

    private static FaultCell Plain(string fault, Func<RawConnection, Task> act) =>
        new("http proxy", fault, default, (connection, _) => act(connection))
        {
            Error = "AuthenticationFailed", Posts = 0, Retries = 1, ProxyPassword = Password,
        };

    /// <summary>Who waits for a response asks again until the time is up.</summary>
    private static FaultCell Limited(FaultCell cell) =>
        cell with { Error = "OperationTimedOut", Timeout = FaultCell.Short };

    /// <summary>Refuses what it has seen the head of.</summary>
    private static async Task RefuseAsync(RawConnection connection, int status)
    {
        if (connection.Head.Length == 0) await connection.ReadHeadAsync();
        await connection.WriteAsync(RawAnswer.Of(status, $"<html>{Password}</html>", Asks, "Content-Type: text/html"));
    }

    /// <summary>Asks who is there and then answers, or never.</summary>
    private static async Task LoginAsync(RawConnection connection, string? answer)
    {
        await connection.ReadRequestAsync();
        bool isKnown = connection.Head.Contains("\r\nProxy-Authorization: Basic ");
        if (!isKnown) await connection.WriteStatusAsync(407, string.Empty, Asks);
        else if (answer is null) await connection.HangAsync();
        else await connection.WriteAsync(answer);
    }
}
