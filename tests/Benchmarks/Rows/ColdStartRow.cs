using System;
using System.Collections.Generic;
using System.IO;
using ImageGen.Benchmarks.Children;
using ImageGen.Benchmarks.Clients;

namespace ImageGen.Benchmarks.Rows;

/// <summary>
/// A script of one image, from the start of pwsh to its end: with the module, by hand with Invoke-RestMethod, and with
/// nothing in it. Only where pwsh is found.
/// </summary>
internal sealed class ColdStartRow : IRow
{
    public string Name => "cold-start";

    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        if (!ShellProcess.IsFound)
        {
            Console.Error.WriteLine("There is no pwsh in PATH; the row is left out.");
            yield break;
        }

        Uri address = bench.Server.BaseUri(2 * Bench.Megabyte);
        string target = Path.Combine(bench.Folder, "fox.png");
        string[] scripts =
        [
            "$null",
            $$"""
            $ErrorActionPreference = 'Stop'
            $body = @{
                model = 'gpt-6-luna'; input = 'a red fox in snow'; tools = @(@{ type = 'image_generation' })
                tool_choice = @{ type = 'image_generation' }
            } | ConvertTo-Json -Depth 5
            $headers = @{ Authorization = 'Bearer {{ServiceKeys.Key}}' }
            $request = @{ Method = 'Post'; Body = $body; ContentType = 'application/json'; Headers = $headers }
            $answer = Invoke-RestMethod '{{address}}/responses' @request
            $image = $answer.output | Where-Object type -EQ image_generation_call
            [IO.File]::WriteAllBytes('{{target}}', [Convert]::FromBase64String($image.result))
            """,
            $"""
            $ErrorActionPreference = 'Stop'
            Import-Module '{ModuleRunspace.Manifest}'
            Connect-AIImageService -ApiKey '{ServiceKeys.Key}' -BaseUri '{address}'
            $null = New-AIImage 'a red fox in snow' -OutFile '{target}'
            """,
        ];
        List<Measurement>[] taken = [[], [], []];
        for (int round = -1; round < bench.Rounds.Count; round++)
        {
            for (int turn = 0; turn < scripts.Length; turn++)
            {
                int way = (round + 1 + turn) % scripts.Length;
                Measurement measurement = await ShellProcess.RunAsync(scripts[way]);
                if (way > 0 && new FileInfo(target).Length < Bench.Megabyte) throw new InvalidDataException("no image");
                File.Delete(target);
                if (round >= 0) taken[way].Add(measurement);
            }
        }

        Measurement bare = Measurement.Median(taken[0]), hand = Measurement.Median(taken[1]);
        Measurement module = Measurement.Median(taken[2]);
        const string Title = "pwsh from start to a 2 MB image on disk";
        yield return Figure.Of(Title, "nothing", bare);
        yield return Figure.Of(Title, "Invoke-RestMethod by hand", hand);
        yield return Figure.Of(
            Title,
            "ImageGen",
            module,
            new Comparison(module.Milliseconds / hand.Milliseconds, "× the time by hand", 0.83),
            new Comparison(module.CpuMilliseconds / hand.CpuMilliseconds, "× its CPU"));
    }
}
