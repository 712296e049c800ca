using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Benchmarks.Children;
using ImageGen.Benchmarks.Rows;
using ImageGen.Benchmarks.Service;

namespace ImageGen.Benchmarks;

/// <summary>
/// Measures the module against a bare HttpClient and the OpenAI .NET SDK, in one run against one service.
/// </summary>
internal static class Program
{
    private static readonly IRow[] s_rows =
    [
        new ImageRow(2, isStreamed: false, isFile: false),
        new ImageRow(2, isStreamed: true, isFile: false),
        new ImageRow(2, isStreamed: false, isFile: true),
        new ImageRow(20, isStreamed: false, isFile: false),
        new ImageRow(20, isStreamed: true, isFile: false),
        new ImageRow(20, isStreamed: false, isFile: true),
        new PartialRow(),
        new ThrottleRow(),
        new LongRunRow(),
        new BatchReceiveRow(),
        new BatchPrepareRow(),
        new FormUploadRow(),
        new JsonUploadRow(),
        new CredentialsRow(),
        new ShowRow(),
        new GalleryRow(),
        new ImportRow(),
        new ColdStartRow(),
        new LedgerRow(),
    ];

    private static Task<int> Main(string[] arguments) => arguments switch
    {
        ["serve"] => BenchmarkServer.RunAsync(),
        ["import", string manifest] => Task.FromResult(ImportChild.Run(manifest)),
        ["long-run", string address, string count, string folder] => LongRunChild.RunAsync(address, count, folder),
        ["batch-receive", string address, string count, string folder] =>
            BatchReceiveChild.RunAsync(address, count, folder),
        ["batch-prepare", string count, string folder] => BatchPrepareChild.RunAsync(count, folder),
        _ => BenchmarkOptions.Parse(arguments, s_rows.Select(row => row.Name)) is BenchmarkOptions options
            ? RunAsync(options)
            : ExplainAsync(),
    };

    private static async Task<int> RunAsync(BenchmarkOptions options)
    {
        if (typeof(AIImage).Assembly.GetCustomAttributes(false).OfType<DebuggableAttribute>().Any(
            attribute => attribute.IsJITOptimizerDisabled))
        {
            Console.Error.WriteLine("This is a debug build, which says nothing. Use 'dotnet run -c Release'.");
            return 1;
        }

        List<Figure> figures = [];
        bool isWhole = true;
        using (Bench bench = new(options.IsQuick))
        {
            foreach (IRow row in s_rows.Where(row => options.Includes(row.Name)))
            {
                Console.Error.WriteLine($"measuring {row.Name} ...");
                isWhole &= await TryMeasureAsync(row, bench, figures);
            }
        }

        Console.WriteLine(options.IsJson ? Table.ToJson(figures)
            : options.IsMarkdown ? Table.ToMarkdown(figures)
            : Table.ToText(figures));
        return isWhole ? 0 : 1;
    }

    /// <summary>A row that fails is told and left out; the others are measured all the same.</summary>
    private static async Task<bool> TryMeasureAsync(IRow row, Bench bench, List<Figure> figures)
    {
        try
        {
            await foreach (Figure figure in row.MeasureAsync(bench)) figures.Add(figure);
            return true;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Console.Error.WriteLine($"{row.Name} failed: {exception.Message}");
            return false;
        }
    }

    private static Task<int> ExplainAsync()
    {
        Console.Error.WriteLine(BenchmarkOptions.Usage);
        Console.Error.WriteLine($"{Environment.NewLine}Rows: {string.Join(", ", s_rows.Select(row => row.Name))}");
        return Task.FromResult(2);
    }
}
