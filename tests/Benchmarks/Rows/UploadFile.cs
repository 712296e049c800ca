using System;
using System.Collections.Generic;
using System.IO;
using ImageGen.Benchmarks.Service;

namespace ImageGen.Benchmarks.Rows;

/// <summary>A file to upload, and the service that answers it with a small image.</summary>
internal sealed record UploadFile(string Path, Uri BaseUri)
{
    private const int AnswerLength = 1000;
    private const double AllocationTarget = 1.0;

    public static UploadFile Create(Bench bench, int megabytes)
    {
        string path = System.IO.Path.Combine(bench.Folder, $"upload-{megabytes}.png");
        File.WriteAllBytes(path, PreparedAnswer.CreateImage(megabytes * Bench.Megabyte));
        return new UploadFile(path, bench.Server.BaseUri(AnswerLength));
    }

    public Figure ToFigure(string title, Measurement cmdlet, Measurement? floor)
    {
        List<Comparison> comparisons = [new Comparison(cmdlet.AllocatedBytes / 1e6, "MB allocated", AllocationTarget)];
        if (floor is not null)
        {
            comparisons.Insert(0, new Comparison(cmdlet.Milliseconds / floor.Milliseconds, "× HttpClient's time"));
        }

        return Figure.Of(title, "cmdlet", cmdlet, comparisons);
    }
}
