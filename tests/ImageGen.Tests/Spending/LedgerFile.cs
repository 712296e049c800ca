using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Orders;
using ImageGen.Runs.Spending;
using ImageGen.Service;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Spending;

/// <summary>A ledger on disk, as tests write and read it.</summary>
internal sealed class LedgerFile : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public string Path => _folder.At("spent.jsonl");

    /// <summary>What stands there; a line that is no JSON is null.</summary>
    public IReadOnlyList<JsonObject?> Lines =>
        [.. File.ReadAllText(Path).Split('\n').Where(line => line.Length > 0).Select(Parse)];

    public void Dispose() => _folder.Dispose();

    public void Append(string text) => File.AppendAllText(Path, text);

    /// <summary>The ledger as a process of its own would open it.</summary>
    public Ledger Open(decimal? perDay = null, decimal? perMonth = null, Func<DateTimeOffset>? clock = null) =>
        new(LedgerSettings.Find(Path, perDay, perMonth)!) { Clock = clock ?? (() => DateTimeOffset.UtcNow) };

    /// <summary>An order to a service that is no sandbox.</summary>
    public static ImageOrder Order(string prompt = "a fox") => new()
    {
        Service = ServiceConnection.OpenAI(new ServiceSettings()),
        Prompt = prompt,
        Options = new OrderOptions { ImageModel = "gpt-image-2" },
    };

    public static LedgerReservation Reservation(decimal? high) => new(Order(), high);

    /// <summary>Reserves, and gives the id; null where it does not fit.</summary>
    public static async Task<string?> ReserveAsync(Ledger ledger, decimal high)
    {
        LedgerReservation reservation = Reservation(high);
        LedgerVerdict verdict = await ledger.ReserveAsync(reservation, CancellationToken.None);
        return verdict.Reason is null ? reservation.Id : null;
    }

    public static Task SettleAsync(Ledger ledger, string id, decimal? cost) =>
        ledger.SettleAsync(new LedgerSettlement(id) { Cost = cost, Images = 1 }, Order().Service, LedgerLock.Patience);

    /// <summary>The sum of everything, read anew.</summary>
    public AIImageCost Measure()
    {
        LedgerReport report = new(LedgerGrouping.None, since: null, until: null);
        report.Read(Path);
        return report.Costs.Single();
    }

    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
