using System;
using System.Buffers;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Orders;
using ImageGen.Runs.Spending;
using ImageGen.Service;

namespace ImageGen.Benchmarks.Rows;

/// <summary>The ledger: a line before and one after a request, and the sum of many.</summary>
internal sealed class LedgerRow : IRow
{
    private const int Pairs = 10_000;
    private const int Lines = 1_000_000;

    public string Name => "ledger";

    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        string path = Path.Combine(bench.Folder, "spent.jsonl");
        ImageOrder order = new()
        {
            Service = ServiceConnection.OpenAI(new ServiceSettings()),
            Prompt = "a fox",
            Options = new OrderOptions { ImageModel = "gpt-image-2", Size = "1024x1024", Quality = "low" },
        };
        Ledger ledger = new(LedgerSettings.Find(path, maxCostPerDay: 1_000_000)!);
        Measurement pair = (await bench.Rounds.CompareAsync([() => BookAsync(ledger, order)], Pairs))[0];
        string title = $"Reserve and settle in the ledger, {Pairs:N0} times, each";
        yield return Figure.Of(
            title,
            "ImageGen",
            pair,
            new Comparison(pair.Milliseconds, "ms", 0.15),
            new Comparison(pair.AllocatedBytes, "bytes", 2048));

        string large = Path.Combine(bench.Folder, "large.jsonl");
        Write(large);
        IReadOnlyList<Measurement> reading = await new Rounds(Count: 5, WarmUp: 2).CompareAsync(
        [
            () => Task.FromResult(ParseAlone(large)),
            () => Task.FromResult(Sum(large)),
        ]);
        title = $"Sum a ledger of {Lines:N0} lines by day";
        yield return Figure.Of(title, "Utf8JsonReader alone", reading[0]);
        yield return Figure.Of(
            title,
            "ImageGen",
            reading[1],
            new Comparison(reading[1].Milliseconds / reading[0].Milliseconds, "× the reader's time", 2));
        bench.EmptyFolder();
    }

    private static async Task BookAsync(Ledger ledger, ImageOrder order)
    {
        LedgerReservation reservation = new(order, 0.006m);
        await ledger.ReserveAsync(reservation, CancellationToken.None);
        LedgerSettlement settlement = new(reservation.Id)
        {
            Cost = 0.00599m, ImageCost = 0.00599m, Tokens = 218, Images = 1, RequestId = "req_796058905423d3bb",
        };
        await ledger.SettleAsync(settlement, order.Service, LedgerLock.Patience);
    }

    private static decimal? Sum(string path)
    {
        LedgerReport report = new(LedgerGrouping.Day, since: null, until: null);
        report.Read(path);
        return report.Costs.Aggregate((decimal?)0, (sum, day) => sum + day.Expected);
    }

    /// <summary>Reads all tokens of all lines, and does nothing with them.</summary>
    private static long ParseAlone(string path)
    {
        using FileStream file = File.OpenRead(path);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        long tokens = 0;
        for (int kept = 0; file.Read(buffer, kept, buffer.Length - kept) is int read and > 0;)
        {
            ReadOnlySpan<byte> rest = buffer.AsSpan(0, kept + read);
            while (rest.IndexOf((byte)'\n') is int end and >= 0)
            {
                Utf8JsonReader reader = new(rest[..end]);
                while (reader.Read()) tokens++;
                rest = rest[(end + 1)..];
            }

            kept = rest.Length;
            rest.ToArray().CopyTo(buffer, 0);
        }

        ArrayPool<byte>.Shared.Return(buffer);
        return tokens;
    }

    private static void Write(string path)
    {
        using StreamWriter writer = new(path, append: false, new UTF8Encoding(false)) { NewLine = "\n" };
        DateTime start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (int number = 0; number < Lines / 2; number++)
        {
            string id = number.ToString("x16", CultureInfo.InvariantCulture);
            string time = start.AddMinutes(number).ToString("O", CultureInfo.InvariantCulture);
            writer.WriteLine(
                $"{{\"id\":\"{id}\",\"t\":\"{time}\",\"reserved\":0.0670559,\"machine\":\"web01\",\"user\":\"svc\","
                + $"\"pid\":{number % 30_000},\"timeout\":600,\"service\":\"OpenAI\",\"kind\":\"generate\","
                + "\"model\":\"gpt-6-luna\",\"imageModel\":\"gpt-image-2.6-sunburst\",\"requested\":1}");
            writer.WriteLine(
                $"{{\"id\":\"{id}\",\"t\":\"{time}\",\"cost\":0.053507,\"imageCost\":0.05273,\"modelCost\":0.000777,"
                + $"\"tokens\":5160,\"images\":1,\"responseId\":\"resp_{id}\",\"requestId\":\"req_{id}\","
                + $"\"files\":[\"/pictures/{id}.png\"]}}");
        }
    }
}
