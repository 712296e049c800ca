using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>Faults in the stream of work that goes on at the service: it is had again after its last event.</summary>
internal static class ResumeCells
{
    private const string Query = "?stream=true&starting_after=";

    /// <summary>The events with two previews, by their short names and numbers.</summary>
    private static readonly (string Name, int Number, string Frame)[] s_events =
    [
        ("created", 0, Transcript.Of(Transcript.Created)),
        ("in_progress", 1, Transcript.Of(Transcript.InProgress)),
        ("first partial_image", 6, FaultAnswers.Large(Transcript.Partial())),
        ("second partial_image", 7, FaultAnswers.Large(
            Transcript.Partial(1).Replace("\"sequence_number\":6", "\"sequence_number\":7"))),
        ("output_item.done", 8, FaultAnswers.Large(Transcript.ItemDone())),
        ("completed", 15, FaultAnswers.Large(Transcript.Completed(Transcript.Item()))),
    ];

    private static readonly FaultCell s_good = new("resume", "", Way.DurableStream)
    {
        Images = 1, Delivered = 1, Partials = 2, Retries = 0,
    };

    private static readonly FaultCell s_kept = s_good with
    {
        Error = "OperationTimedOut",
        Files = [FaultCell.Record],
        Recorded = "resp_1",
        Images = 0,
        Delivered = 0,
        Partials = 1,
        Timeout = FaultCell.Short,
    };

    private static readonly Exchange s_rest = Rest(Events);

    private static readonly Exchange s_poll = Poll(RawAnswer.Of(200, FaultAnswers.Response));

    /// <summary>The first preview has come.</summary>
    private static readonly Exchange s_broken = Acts.Send(Events(Text(0, 3)));

    public static IEnumerable<FaultCell> All =>
    [
        .. Enumerable.Range(1, s_events.Length - 1).SelectMany(At),
        .. BeforeTheId(),
        .. Resumed(),
        .. Refused(),
        .. Ended(),
    ];

    /// <summary>A stream that breaks before or in an event.</summary>
    private static IEnumerable<FaultCell> At(int number)
    {
        (string name, _, string frame) = s_events[number];

        // What comes in one piece with a bad size is thrown away with it; with a picture it is more than one.
        bool hasPicture = number > 2;
        string before = Text(0, number);
        string half = frame[..(frame.Length / 2)];
        return
        [
            s_good.With($"before {name}, cut", Acts.Send(Events(before)), s_rest),
            s_good.With($"before {name}, reset", Acts.SendAndReset(Events(before)), s_rest),
            s_good.With($"before {name}, ended", Acts.Send(Events(before) + RawAnswer.LastChunk), s_rest),
            s_good.With($"in {name}, cut", Acts.Send(Events(before + half)), s_rest),
            s_good.With($"in {name}, reset", Acts.SendAndReset(Events(before + half)), s_rest),
            s_good.With($"in the last line of {name}, cut", Acts.Send(Events(before + frame[..^3])), s_rest),
            s_good.With($"before {name}, and all again", Acts.Send(Events(before)), Rest(_ => Events(Text(0)))),
            s_good.With(
                $"before {name}, and one again",
                Acts.Send(Events(before)),
                Rest(_ => Events(Text(number - 1)))),
            s_good.With($"in {name}, and not again, polled", Acts.Send(Events(before + half)), Refuse(404), s_poll) with
            {
                Partials = Math.Clamp(number - 2, 0, 2),
            },
            .. hasPicture
                ? [s_good.With($"before {name}, bad chunk size", Acts.Send(Events(before) + "xyz\r\n"), s_rest)]
                : Array.Empty<FaultCell>(),
        ];
    }

    /// <summary>What breaks before the response has a name cannot be looked for.</summary>
    private static IEnumerable<FaultCell> BeforeTheId()
    {
        FaultCell unknown = s_kept with { Error = "ResultUnknown", Recorded = null, Partials = 0, Timeout = 50 };
        FaultCell incomplete = unknown with { Error = "StreamIncomplete" };
        return
        [
            unknown.With("before created, cut", Acts.Send(Events(""))),
            unknown.With("before created, reset", Acts.SendAndReset(Events(""))),
            unknown.With("in created, cut", Acts.Send(Events(Text(0, 1)[..100]))),
            unknown.With("before created, hang", Acts.SendAndHang(Events(""))) with { Timeout = FaultCell.Short },
            incomplete.With("before created, ended", Acts.Send(Events("") + RawAnswer.LastChunk)),
            incomplete.With("HTML before created", Acts.Answer("<html>\u001b[2J</html>")),
            incomplete.With("nothing at all", Acts.Answer("")),
        ];
    }

    /// <summary>Resumed streams that break in their turn.</summary>
    private static IEnumerable<FaultCell> Resumed() =>
    [
        s_good.With(
            "each event over a connection of its own",
            Acts.Send(Events(Text(0, 1))),
            Rest(text => Events(FirstOf(text)))),
        s_good.With("slow", s_broken, Acts.Get(connection =>
            connection.DripAsync(Events(RestOf(connection)), piece: 700))),
        s_good.With("reset once", s_broken, Acts.Get(connection =>
        {
            connection.Reset();
            return Task.CompletedTask;
        }), s_rest),
        s_good.With("headers cut once", s_broken, Rest(_ => "HTTP/1.1 200 OK\r\n"), s_rest),
        s_good.With("no word once", s_broken, Rest(_ => Events("")), s_rest),
        s_good.With(
            "corrupt gzip once",
            s_broken,
            Rest(text => RawAnswer.Of(200, text, "Content-Encoding: gzip")),
            s_rest),
        .. new[] { 408, 409, 429, 500, 502, 503, 504, 524 }.Select(status =>
            s_good.With($"status {status} once", s_broken, Refuse(status, "retry-after-ms: 0"), s_rest)),
        s_kept.With("stream hangs", Acts.SendAndHang(Events(Text(0, 3)))),
        s_kept.With("resumed stream hangs", s_broken, Acts.Get(async connection =>
        {
            await connection.WriteAsync(Events(""));
            await connection.HangAsync();
        })),
        s_kept.With("resumption hangs", s_broken, Acts.Get(connection => connection.HangAsync())),
        s_kept.With("unavailable, always", s_broken, Acts.Get(connection => connection.WriteStatusAsync(503, ""))),
    ];

    /// <summary>Where the stream cannot be had again, the response is asked for.</summary>
    private static IEnumerable<FaultCell> Refused()
    {
        FaultCell polled = s_good with { Partials = 1 };
        Exchange queued = Poll(RawAnswer.Of(200, SubmitCells.Queued, "openai-poll-after-ms: 0"));
        Exchange busy = Poll(RawAnswer.Of(503, "", "retry-after-ms: 0"));
        FaultCell unknown = s_kept with { Error = "ResultUnknown", Timeout = 50 };
        return
        [
            .. new[] { 302, 400, 403, 404, 405, 422, 501 }.Select(status =>
                polled.With($"status {status}", s_broken, Refuse(status), s_poll)),
            polled.With("refused, queued, busy", s_broken, Refuse(404), queued, busy, queued, s_poll),
            polled.With("answered as HTML", s_broken, Rest(_ => RawAnswer.Of(200, "<html>")), s_poll),
            polled.With("resumed and empty", s_broken, Rest(_ => Events("") + RawAnswer.LastChunk), s_poll),
            polled.With(
                "an error of the stream alone",
                s_broken,
                Rest(
                    _ => Events("event: error\ndata: {\"error\":{\"code\":\"server_error\",\"message\":\"No.\"}}\n\n")),
                s_poll),
            polled.With("answered as JSON", s_broken, Rest(_ => RawAnswer.Of(200, FaultAnswers.Response)), s_poll),
            polled.With(
                "answered as JSON that waits",
                s_broken,
                Rest(_ => RawAnswer.Of(200, SubmitCells.Queued)),
                s_poll),
            unknown.With("unauthorized, always", s_broken, Acts.Get(connection =>
                connection.WriteStatusAsync(401, ""))),
            unknown.With("gone", s_broken, Acts.Get(connection =>
                connection.WriteStatusAsync(404, Samples.Error("Response with id 'resp_1' not found.")))),
        ];
    }

    /// <summary>The end of a resumed stream that brings no image.</summary>
    private static IEnumerable<FaultCell> Ended()
    {
        FaultCell failed = s_kept with { Error = "ResponseFailed", Files = [], Recorded = null, Timeout = 50 };
        FaultCell End(string fault, string type, string fields) => failed.With(fault, s_broken, Rest(_ => Events(
            $"data: {{\"type\":\"response.{type}\",\"sequence_number\":9,"
            + $"\"response\":{{\"id\":\"resp_1\",{fields}}}}}\n\n")));
        return
        [
            End("failed", "failed", "\"status\":\"failed\",\"error\":{\"message\":\"No.\"}"),
            End("rejected", "failed", "\"status\":\"failed\",\"error\":{\"code\":\"moderation_blocked\"}") with
            {
                Error = "ContentRejected",
            },
            End("incomplete", "incomplete", "\"status\":\"incomplete\""),
            End("text only", "completed", "\"status\":\"completed\",\"output\":[]") with { Error = "NoImageReturned" },
        ];
    }

    private static string Text(int first, int? end = null) =>
        string.Concat(s_events[first..(end ?? s_events.Length)].Select(e => e.Frame));

    private static string FirstOf(string text) => text[..(text.IndexOf("\n\n", StringComparison.Ordinal) + 2)];

    /// <summary>The beginning of a stream; it breaks unless the last chunk follows.</summary>
    private static string Events(string text) => RawAnswer.InChunks(RawAnswer.EventStream, text);

    /// <summary>The events that a resumption asks for.</summary>
    private static string RestOf(RawConnection connection)
    {
        string line = connection.Head.Split("\r\n")[0];
        int at = line.IndexOf(Query, StringComparison.Ordinal);
        if (at < 0) throw new InvalidOperationException($"This resumes no stream: {line}");

        int last = int.Parse(line[(at + Query.Length)..].Split(' ')[0], CultureInfo.InvariantCulture);
        return string.Concat(s_events.Where(e => e.Number > last).Select(e => e.Frame));
    }

    /// <summary>Answers a resumption with what is made of the events that it asks for.</summary>
    private static Exchange Rest(Func<string, string> answer) =>
        Acts.Get(connection => connection.WriteAsync(answer(RestOf(connection))));

    private static Exchange Refuse(int status, params string[] headers) => Acts.Get(connection =>
    {
        RestOf(connection);
        return connection.WriteStatusAsync(status, "", headers);
    });

    private static Exchange Poll(string answer) => Acts.Get(connection =>
        connection.Head.Contains('?')
            ? throw new InvalidOperationException("This does not poll.")
            : connection.WriteAsync(answer));
}
