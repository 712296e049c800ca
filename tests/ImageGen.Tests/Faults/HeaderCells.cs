using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>Faults after the request and before the body.</summary>
internal static class HeaderCells
{
    private static readonly Way[] s_ways = [Way.New, Way.NewImages, Way.Stream, Way.StreamImages];

    public static IEnumerable<FaultCell> All =>
    [
        .. Broken("nothing, cut", Acts.Send("")),
        .. Broken("nothing, reset", Acts.SendAndReset("")),
        .. Broken("status line cut", Acts.Send("HTTP/1.1 20")),
        .. Broken("headers cut", Acts.Send("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nx-re")),
        .. Broken("headers reset", Acts.SendAndReset("HTTP/1.1 200 OK\r\nx-request-id: req_1\r\n")),
        .. Broken("status line corrupt", Acts.Send("HTP/x.1 OK\r\n\r\n")),
        .. Broken("status corrupt", Acts.Send("HTTP/1.1 2x0 OK\r\n\r\n")),
        .. Broken("header without colon", Acts.Send("HTTP/1.1 200 OK\r\nContent-Type\r\n\r\n")),
        .. Broken("header with spaces", Acts.Send("HTTP/1.1 200 OK\r\nBad Name : x\r\n\r\n")),
        .. Broken("another protocol", Acts.Send("SSH-2.0-OpenSSH_9.9\r\n")),
        .. Broken("another protocol in binary", Acts.Send("\u0015\u0003\u0001\0\u0002\u0002\u0046\u001b[2J\r\n\r\n")),
        .. Broken("line without end", Endless("HTTP/1.1 200 OK\r\nx-long: ", "xxxxxxxxxxxxxxxx")),
        .. Broken("status line without end", Endless("HTTP/1.1 200 ", "OKOKOKOKOKOKOKOK")),
        .. Broken("headers without end", Endless("HTTP/1.1 200 OK\r\n", "x-many: y\r\n")),
        .. Empty("content length that is none", Acts.Send(RawAnswer.Head(200, RawAnswer.Json, "Content-Length: many"))),
        .. Empty("content length beyond all", Acts.Send(RawAnswer.Head(200, "Content-Length: 99999999999999999999"))),
        .. Broken("hang", Acts.SendAndHang("")).Select(Limited),
        .. Broken("hang in the status line", Acts.SendAndHang("HTTP/1.1 ")).Select(Limited),
        .. Broken("hang in the headers", Acts.SendAndHang("HTTP/1.1 200 OK\r\nx-request-id: req")).Select(Limited),
        .. Broken("interim answers without end", Endless("", "HTTP/1.1 102 Processing\r\n\r\n")).Select(Limited),
        .. s_ways.SelectMany(Good),
    ];

    private static IEnumerable<FaultCell> Good(Way way)
    {
        string answer = FaultAnswers.Of(way);
        int partials = way is Way.Stream or Way.StreamImages ? 1 : 0;
        (string Fault, Exchange Exchange)[] harmless =
        [
            ("none", Acts.Send(answer)),
            ("slow", Acts.Then(connection => DripHeadAsync(connection, answer))),
            ("interim answers", Acts.Send(
                string.Concat(Enumerable.Repeat("HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n", 20)) + answer)),
            ("many headers", Acts.Send(answer.Replace(
                "\r\n\r\n", "\r\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"x-{i}: {i}\r\n"))
                    + "\r\n"))),
            ("long header", Acts.Send(answer.Replace("\r\n\r\n", $"\r\nx-long: {new string('x', 30_000)}\r\n\r\n"))),
            ("no status text", Acts.Send(answer.Replace("200 Status", "200"))),
            ("folded header", Acts.Send(answer.Replace("\r\n\r\n", "\r\nx-folded: a\r\n b\r\n\r\n"))),
            ("line feeds alone", Acts.Send(answer.Replace("\r\n", "\n"))),
            ("another content type", Acts.Send(answer.Replace("Content-Type: ", "Content-Type: text/plain; x-was="))),
        ];
        return harmless.Select(row => new FaultCell("headers", row.Fault, way, row.Exchange)
        {
            Images = 1, Partials = partials, Delivered = 1,
        });
    }

    private static async Task DripHeadAsync(RawConnection connection, string answer)
    {
        int body = answer.IndexOf("\r\n\r\n", System.StringComparison.Ordinal) + 4;
        await connection.DripAsync(answer[..body]);
        await connection.WriteAsync(answer[body..]);
    }

    private static Exchange Endless(string start, string again) => Acts.Then(async connection =>
    {
        await connection.WriteAsync(start);
        string block = string.Concat(Enumerable.Repeat(again, 512));
        while (true) await connection.WriteAsync(block);
    });

    /// <summary>A length that is none is passed over, and then there is nothing.</summary>
    private static IEnumerable<FaultCell> Empty(string fault, Exchange exchange) =>
        Broken(fault, exchange).Select(cell => cell with
    {
        Error = cell.Way is Way.Stream or Way.StreamImages ? "StreamIncomplete" : "InvalidResponse",
    });

    private static FaultCell Limited(FaultCell cell) => cell with { Timeout = FaultCell.Short };

    private static IEnumerable<FaultCell> Broken(string fault, Exchange exchange) =>
        new FaultCell("headers", fault, default, exchange) { Error = "ResultUnknown", Retries = 1 }.For(s_ways);
}
