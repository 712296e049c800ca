using System.Collections.Generic;
using System.Linq;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Faults;

/// <summary>
/// A gateway that answers in place of the service, in every phase. Work that it may have handed over is not paid twice;
/// what makes nothing is asked again.
/// </summary>
internal static class GatewayCells
{
    private const string AtOnce = "retry-after-ms: 0";

    private static readonly Way[] s_orders =
    [
        Way.New, Way.NewImages, Way.Stream, Way.StreamImages, Way.Edit, Way.EditImages, Way.NoWait, Way.Durable,
        Way.DurableStream,
    ];

    private static readonly Exchange s_image = Send(RawAnswer.Of(200, FaultAnswers.Response));

    /// <summary>A stream that breaks before its first preview.</summary>
    private static readonly Exchange s_broken = Send(RawAnswer.InChunks(
        RawAnswer.EventStream, FaultAnswers.Text(FaultAnswers.Events(Way.Stream).Take(2))));

    private static readonly Exchange s_rest = Send(RawAnswer.InChunks(
        RawAnswer.EventStream, FaultAnswers.Text(FaultAnswers.Events(Way.Stream).Skip(2))) + RawAnswer.LastChunk);

    private static readonly Exchange s_cancelled = Send(RawAnswer.Of(200, Looks.State("resp_1", "cancelled")));

    private static readonly Exchange s_deleted = Send(RawAnswer.Of(200, """{"id":"resp_1","deleted":true}"""));

    public static IEnumerable<FaultCell> All =>
    [
        .. GatewayAnswer.Silent.SelectMany(Silent),
        .. GatewayAnswer.Limits.SelectMany(Limited),
    ];

    /// <summary>It does not say whether it handed the work over.</summary>
    private static IEnumerable<FaultCell> Silent(GatewayAnswer gateway, int number)
    {
        FaultCell unknown = new("gateway", $"{gateway}, {number}", default, Answer(gateway))
        {
            Error = "ResultUnknown", Retries = 2, Connections = 1,
        };
        return
        [
            .. Some(unknown.For(s_orders), number).Select(Recorded),
            .. Some(Resumed(gateway, number, unknown), number),
            .. Some(Asked(gateway, number), number),
        ];
    }

    /// <summary>It hands nothing over.</summary>
    private static IEnumerable<FaultCell> Limited(GatewayAnswer gateway, int number)
    {
        FaultCell limited = new("gateway", $"{gateway}, {number}", default)
        {
            Error = gateway.Status == 429 ? "RateLimited" : "ServiceUnavailable",
            Posts = 2,
            Retries = 1,
            Connections = 2,
            Script = [Answer(gateway, AtOnce)],
        };
        return
        [
            .. Some(limited.For(s_orders), number),
            .. Some(limited.For(s_orders), number).Select(cell => cell with
            {
                Fault = cell.Fault + ", once",
                Script = [Answer(gateway, AtOnce), Good(cell.Way)],
                Error = null,
                Images = 1,
                Delivered = cell.Way == Way.NoWait ? 0 : 1,
                Partials = cell.Way is Way.Stream or Way.StreamImages or Way.DurableStream ? 1 : 0,
            }),
            .. Some(Asked(gateway, number), number),
        ];
    }

    /// <summary>All cells for the first two gateways of a kind; of the others some, and of each some others.</summary>
    private static IEnumerable<FaultCell> Some(IEnumerable<FaultCell> cells, int number) =>
        cells.Where((_, at) => number < 2 || (at + number) % 4 == 0);

    /// <summary>What makes nothing is asked again.</summary>
    private static IEnumerable<FaultCell> Asked(GatewayAnswer gateway, int number)
    {
        Exchange bad = Acts.Get(connection =>
            connection.WriteStatusAsync(gateway.Status, gateway.Body, gateway.HeaderLines(AtOnce)));
        FaultCell good = new("gateway", $"{gateway}, {number}, once", Way.Get)
        {
            Posts = 0, Connections = 2, Images = 1, Delivered = 1, Retries = 1,
        };
        FaultCell left = good with { Fault = $"{gateway}, {number}, by id", Posts = 1, Retries = 0 };
        FaultCell failed = good with
        {
            Fault = $"{gateway}, {number}, always",
            Error = gateway.Status == 429 ? "RateLimited" : "ServiceUnavailable",
            Images = 0,
            Delivered = 0,
            Script = [bad],
        };
        Exchange queued = Send(RawAnswer.Of(200, SubmitCells.Queued));
        return
        [
            good with { Script = [bad, s_image] },
            good with { Way = Way.Wait, Retries = 0, Connections = 5, Script = [bad, bad, bad, bad, s_image] },
            left with { Way = Way.Durable, Connections = 5, Script = [queued, bad, bad, bad, s_image] },
            left with { Way = Way.DurableStream, Connections = 4, Partials = 1, Script = [s_broken, bad, bad, s_rest] },
            left with { Way = Way.Stream, Connections = 6, Script = [s_broken, bad, bad, bad, bad, s_image] },
            good with { Way = Way.Stop, Delivered = 0, Script = [bad, s_cancelled] },
            good with { Way = Way.Remove, Images = 0, Delivered = 0, Script = [bad, s_deleted] },
            failed,
            failed with { Way = Way.Stop },
            failed with { Way = Way.Remove },
        ];
    }

    /// <summary>A run whose record has no id sends nothing, for nobody knows what the gateway did.</summary>
    private static IEnumerable<FaultCell> Resumed(GatewayAnswer gateway, int number, FaultCell unknown) =>
        new[] { Way.Durable, Way.DurableStream }.Select(way => Recorded(unknown with
        {
            Way = way,
            Fault = $"{gateway}, {number}, and -Resume",
            Error = "ResultUnknown,ResultUnknown",
            IsRunTwice = true,
            More = " -Resume",
        }));

    /// <summary>The record stays where work may have been handed over that can be found again.</summary>
    private static FaultCell Recorded(FaultCell cell) =>
        cell.Way is Way.Durable or Way.DurableStream ? cell with { Files = [FaultCell.Record] } : cell;

    private static Exchange Good(Way way) =>
        way == Way.NoWait ? Send(RawAnswer.Of(200, SubmitCells.Queued)) : Acts.Good(way);

    private static Exchange Answer(GatewayAnswer gateway, params string[] more) =>
        Acts.Status(gateway.Status, gateway.Body, gateway.HeaderLines(more));

    /// <summary>Takes whatever request it is and sends this.</summary>
    private static Exchange Send(string text) => Acts.Get(connection => connection.WriteAsync(text));
}
