using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Soak;

/// <summary>
/// Eight processes on one ledger, killed and started again at random moments, until so many requests were made. Then
/// the ledger is compared with the bill.
/// </summary>
internal sealed class LedgerSoak(int requests, int seed)
{
    private const int Processes = 8;
    private const int Throttle = 8;

    private readonly Random _random = new(seed);
    private int _killed;

    public async Task<bool> RunAsync()
    {
        string folder = Directory.CreateTempSubdirectory("imagegen-ledger-").FullName;
        try
        {
            await using BillingService service = await BillingService.StartAsync();
            Stopwatch watch = Stopwatch.StartNew();
            decimal limit = requests * 0.006m;
            await Task.WhenAll(Enumerable.Range(0, Processes).Select(_ => KeepRunningAsync(service, folder, limit)));
            return Report(service, Path.Combine(folder, Worker.LedgerName), limit, watch.Elapsed);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task KeepRunningAsync(BillingService service, string folder, decimal limit)
    {
        while (service.Requests < requests)
        {
            using Process worker = Process.Start(new ProcessStartInfo(
                Environment.ProcessPath!,
                [
                    "spend", service.BaseUri.AbsoluteUri, folder,
                    $"{requests / Processes / 2}", $"{Throttle}", $"{limit}",
                ])
            {
                RedirectStandardOutput = true,
            })!;
            Task<string> output = worker.StandardOutput.ReadToEndAsync();
            int end;
            lock (_random) end = service.Requests + _random.Next(requests / 40, requests / 5);
            while (!worker.HasExited && service.Requests < Math.Min(end, requests)) await Task.Delay(5);
            if (!worker.HasExited)
            {
                worker.Kill();
                Interlocked.Increment(ref _killed);
            }

            await worker.WaitForExitAsync();
            if ((await output).Contains("BudgetExceeded")) return;
        }
    }

    private bool Report(BillingService service, string ledger, decimal limit, TimeSpan elapsed)
    {
        Dictionary<string, decimal> open = [];
        HashSet<string> reserved = [];
        decimal settled = 0, billedOfSettled = 0, excess = 0;
        int torn = 0, wrong = 0, reservations = 0, answered = 0;
        foreach (string text in File.ReadLines(ledger).Where(text => text.Length > 0))
        {
            if (TryParse(text) is not JsonObject line)
            {
                torn++;
                continue;
            }

            string id = (string)line["id"]!;
            if (line.ContainsKey("reserved"))
            {
                reservations++;
                open.Add(id, (decimal)line["reserved"]!);
                reserved.Add((string)line["prompt"]!);
            }
            else if ((decimal?)line["cost"] is decimal cost)
            {
                settled += cost;
                excess += Math.Max(0, cost - open[id]);
                open.Remove(id);
                if ((string?)line["requestId"] is not string request) continue;

                answered++;
                billedOfSettled += service.Bill[request];
                if (service.Bill[request] != cost) wrong++;
            }
        }

        string[] unreserved = [.. service.Prompts.Where(prompt => !reserved.Contains(prompt))];
        string[] twice =
            [.. service.Prompts.GroupBy(prompt => prompt).Where(same => same.Count() > 1).Select(same => same.Key)];
        decimal standing = open.Values.Sum();
        Console.WriteLine(
            $"""
            requests at the service           {service.Requests}
            reservations                      {reservations}
            answered and settled              {answered}, of which with another cost than the bill: {wrong}
            settled, and their bill           {settled}, {billedOfSettled}
            only reserved                     {open.Count}, {standing}
            bill, and settled with reserved   {service.Bill.Values.Sum()}, {settled + standing}
            limit, and excess in flight       {limit}, {excess}
            requests without a reservation    {unreserved.Length} {string.Join(", ", unreserved.Take(5))}
            prompts that came twice           {twice.Length} {string.Join(", ", twice.Take(5))}
            torn lines                        {torn}
            processes killed                  {_killed}
            time                              {elapsed:m\:ss}
            """);
        return wrong == 0 && settled == billedOfSettled && unreserved.Length == 0
            && service.Bill.Values.Sum() <= settled + standing && settled + standing <= limit + excess;
    }

    private static JsonObject? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
