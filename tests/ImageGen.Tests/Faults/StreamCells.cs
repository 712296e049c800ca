using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>Faults before, in and after each kind of event, over both APIs.</summary>
internal static class StreamCells
{
    private const string Garbage = "this is no event\nneither: this\n\n\n:\u001b[2J\n\n";

    public static IEnumerable<FaultCell> All => new[] { Way.Stream, Way.StreamImages }.SelectMany(way =>
        Enumerable.Range(0, FaultAnswers.Events(way).Count + 1).SelectMany(number => Before(way, number))
            .Concat(Enumerable.Range(0, FaultAnswers.Events(way).Count).SelectMany(number => In(way, number))));

    /// <summary>Faults between events: so many have arrived, and nothing of the next.</summary>
    private static IEnumerable<FaultCell> Before(Way way, int number)
    {
        IReadOnlyList<(string Name, string Frame)> events = FaultAnswers.Events(way);
        string before = FaultAnswers.Text(events.Take(number));
        string after = FaultAnswers.Text(events.Skip(number));
        string place = number < events.Count ? $"before {events[number].Name}" : "at the end";
        bool isOver = number == events.Count;

        // The Responses API ends with its last event: what comes after it is not read.
        FaultCell broken = Arrived(way, number, "ResultUnknown");
        FaultCell cut = isOver && way == Way.Stream ? broken with { Error = null } : broken;
        FaultCell whole = Arrived(way, events.Count, null);
        return
        [
            cut.With($"{place}, cut", Acts.Send(RawAnswer.InChunks(RawAnswer.EventStream, before))),
            cut.With($"{place}, reset", Acts.SendAndReset(RawAnswer.InChunks(RawAnswer.EventStream, before))),
            cut.With(
                $"{place}, bad chunk size", Acts.Send(RawAnswer.InChunks(RawAnswer.EventStream, before) + "-1\r\n")),
            cut.With($"{place}, hang", Acts.SendAndHang(RawAnswer.InChunks(RawAnswer.EventStream, before))) with
            {
                Timeout = FaultCell.Short,
            },
            cut.With(
                $"{place}, a line of 33 million", Acts.SendLong(
                    RawAnswer.InChunks(RawAnswer.EventStream, before, "data: {\"x\":\""), 'x')),
            cut.With(
                $"{place}, a corrupt chunk", Acts.Send(
                    RawAnswer.InChunks(RawAnswer.EventStream, before) + "5\r\nabcdefgh\r\n")),
            Arrived(way, number, "StreamIncomplete").With($"{place}, ended", Whole(before)),
            Arrived(way, number, "StreamIncomplete").With($"{place}, done", Whole(before + "data: [DONE]\n\n" + after)),
            whole.With($"{place}, garbage", Whole(before + Garbage + after)),
            whole.With($"{place}, keepalives", Whole(before + Keepalives + after)),
            whole.With(
                $"{place}, unknown events", Whole(before + "event: x\ndata: {\"type\":\"x.y\",\"b64\":1}\n\n" + after)),
            whole.With($"{place}, null", Whole(before + "data: null\n\ndata: []\n\ndata: 7\n\n" + after)),
            Failed(way, number, isOver).With(
                $"{place}, error", Whole(before + "event: error\ndata: {\"error\":{\"message\":\"No.\"}}\n\n" + after)),
        ];
    }

    /// <summary>Faults of one event.</summary>
    private static IEnumerable<FaultCell> In(Way way, int number)
    {
        IReadOnlyList<(string Name, string Frame)> events = FaultAnswers.Events(way);
        (string name, string frame) = events[number];
        string before = FaultAnswers.Text(events.Take(number));
        string after = FaultAnswers.Text(events.Skip(number + 1));
        string half = frame[..(frame.Length / 2)];
        bool isImage = number == FaultAnswers.ImageEvent(way);
        FaultCell broken = Arrived(way, number, "ResultUnknown");
        FaultCell received = isImage
            ? broken with { Error = null, Images = 1, Delivered = 1 }
            : broken;
        FaultCell whole = Arrived(way, events.Count, null);
        FaultCell without = Without(way, number);
        return
        [
            broken.With($"in {name}, cut", Acts.Send(RawAnswer.InChunks(RawAnswer.EventStream, before, half))),
            broken.With(
                $"in {name}, reset", Acts.SendAndReset(RawAnswer.InChunks(RawAnswer.EventStream, before, half))),
            broken.With(
                $"in {name}, hang", Acts.SendAndHang(RawAnswer.InChunks(RawAnswer.EventStream, before, half))) with
            {
                Timeout = FaultCell.Short,
            },
            received.With(
                $"in the last line of {name}, cut", Acts.Send(
                    RawAnswer.InChunks(RawAnswer.EventStream, before, frame[..^3]))),
            received.With(
                $"in the last line of {name}, hang", Acts.SendAndHang(
                    RawAnswer.InChunks(RawAnswer.EventStream, before, frame[..^3]))) with
            {
                Timeout = FaultCell.Short,
            },
            without.With($"{name} corrupt", Whole(before + frame.Replace("\"type\":", "\"type\"=") + after)),
            without.With($"{name} missing", Whole(before + after)),
            whole.With($"{name} slow", Acts.Then(async connection =>
            {
                await connection.WriteAsync(RawAnswer.InChunks(RawAnswer.EventStream, before));
                foreach (string piece in Pieces(frame)) await connection.WriteAsync(RawAnswer.Chunk(piece));
                await connection.WriteAsync(
                    after.Length > 0 ? RawAnswer.Chunk(after) + RawAnswer.LastChunk : RawAnswer.LastChunk);
            })),
            Twice(way, number).With($"{name} twice", Whole(before + frame + frame + after)),
            .. number + 1 < events.Count
                ? [whole.With($"{events[number + 1].Name} before {name}", Whole(
                    before + events[number + 1].Frame + frame + FaultAnswers.Text(events.Skip(number + 2)))) with
                    {
                        Partials = way == Way.Stream || number > 0 ? whole.Partials : 1,
                    }]
                : Array.Empty<FaultCell>(),
        ];
    }

    private static string Keepalives => string.Concat(Enumerable.Repeat(
        ": still here\n\nevent: keepalive\ndata: {\"type\":\"keepalive\",\"sequence_number\":1}\n\n", 1000));

    /// <summary>What is expected when so many events arrived and then the stream ended with this error.</summary>
    private static FaultCell Arrived(Way way, int number, string? error)
    {
        bool isHere = number > FaultAnswers.ImageEvent(way);
        return new FaultCell("stream", "", way)
        {
            Error = isHere ? null : error,
            Images = isHere ? 1 : 0,
            Delivered = isHere ? 1 : 0,
            Partials = number > FaultAnswers.PartialEvent(way) ? 1 : 0,
            Retries = 1,
        };
    }

    /// <summary>An error event. One after the picture does not take it back.</summary>
    private static FaultCell Failed(Way way, int number, bool isOver)
    {
        FaultCell cell = Arrived(way, number, "ResponseFailed");
        return way == Way.StreamImages && isOver ? cell with { Error = "ResponseFailed" } : cell;
    }

    /// <summary>
    /// What is expected when one event cannot be read. The picture comes twice over the Responses API.
    /// </summary>
    private static FaultCell Without(Way way, int number)
    {
        FaultCell whole = Arrived(way, FaultAnswers.Events(way).Count, null);
        if (number == FaultAnswers.PartialEvent(way)) return whole with { Partials = 0 };
        return way == Way.Stream ? whole : whole with { Error = "StreamIncomplete", Images = 0, Delivered = 0 };
    }

    private static FaultCell Twice(Way way, int number)
    {
        FaultCell whole = Arrived(way, FaultAnswers.Events(way).Count, null);
        if (number == FaultAnswers.PartialEvent(way)) return whole with { Partials = 2 };
        return way == Way.Stream || number != FaultAnswers.ImageEvent(way)
            ? whole
            : whole with { Images = 2, Delivered = 2, Files = ["fox.png", "fox-2.png"] };
    }

    private static IEnumerable<string> Pieces(string text)
    {
        int piece = text.Length > 2000 ? 701 : 3;
        for (int at = 0; at < text.Length; at += piece)
        {
            yield return text.Substring(at, Math.Min(piece, text.Length - at));
        }
    }

    private static Exchange Whole(string text) =>
        Acts.Send(RawAnswer.InChunks(RawAnswer.EventStream, text) + RawAnswer.LastChunk);
}
