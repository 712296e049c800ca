using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace ImageGen.Benchmarks.Rows;

/// <summary>Many images of a slow service at once: the time against what waiting alone takes.</summary>
internal sealed class ThrottleRow : IRow
{
    private const int Images = 48;
    private const int AtOnce = 8;
    private const int EachMilliseconds = 250;
    private const int Length = 2 * Bench.Megabyte;

    public string Name => "throttle";

    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        AIImageService service = bench.Runspace.Connect(bench.Server.BaseUri(Length, EachMilliseconds));
        Rounds rounds = bench.Rounds with { Count = bench.IsQuick ? 3 : 15, WarmUp = 1 };
        IReadOnlyList<Measurement> medians = await rounds.CompareAsync([() => GetAsync(bench, service)]);

        double ideal = Images / AtOnce * EachMilliseconds;
        yield return Figure.Of(
            $"{Images} images of {EachMilliseconds} ms each, {AtOnce} at once",
            "cmdlet",
            medians[0],
            new Comparison(medians[0].Milliseconds / ideal, FormattableString.Invariant($"× {ideal:0} ms"), 1.10));
    }

    private static Task GetAsync(Bench bench, AIImageService service)
    {
        int count = 0;
        bench.Runspace.Invoke(
            shell => shell.AddCommand("New-AIImage")
                .AddParameter("Service", service)
                .AddParameter("ThrottleLimit", AtOnce),
            Enumerable.Range(1, Images).Select(number => $"fox {number}"),
            _ => count++);
        return count == Images ? Task.CompletedTask : throw new InvalidOperationException($"{count} images came.");
    }
}
