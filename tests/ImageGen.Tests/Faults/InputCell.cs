using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace ImageGen.Tests.Faults;

/// <summary>Cells whose input is at fault. The service draws whatever it is asked for.</summary>
internal static class InputCell
{
    /// <summary>The commands that make images of inputs.</summary>
    public static readonly IReadOnlyList<Way> Making = [Way.New, Way.Edit, Way.Stream];

    /// <summary>A line with one image for each input of which something is shown.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="way">The command.</param>
    /// <param name="error">Id of the error, or null for none.</param>
    /// <param name="line">The command line.</param>
    /// <param name="shown">What the image of each input shows, by position; null for those that fail.</param>
    public static FaultCell Of(string fault, Way way, string? error, string line, params string?[] shown)
    {
        int made = shown.OfType<string>().Count();
        return new FaultCell(ToldPicture.Phase, fault, way, ToldPicture.Draw)
        {
            Line = line,
            Error = error,
            Posts = made,
            Asked = made,
            Images = made,
            Delivered = made,
            Partials = way == Way.Stream ? made : 0,
            Picture = null,
            Shown = shown,
            Files = [],
        };
    }

    /// <summary>With these files in the folder from the start: each shows its own name without the extension.</summary>
    public static FaultCell Holding(this FaultCell cell, params string[] names) => cell with
    {
        Files = [.. cell.ExpectedFiles.Concat(names).Distinct()],
        Before = folder =>
        {
            cell.Before?.Invoke(folder);
            foreach (string name in names)
            {
                Write(folder, name, ToldPicture.Showing(Path.GetFileNameWithoutExtension(name)));
            }
        },
    };

    /// <summary>With a file of other content.</summary>
    public static FaultCell Holding(this FaultCell cell, string name, byte[] content) => cell with
    {
        Files = [.. cell.ExpectedFiles.Append(name).Distinct()],
        Before = folder =>
        {
            cell.Before?.Invoke(folder);
            Write(folder, name, content);
        },
    };

    /// <summary>Leaving these files as well.</summary>
    public static FaultCell Leaving(this FaultCell cell, params string[] names) => cell with
    {
        Files = [.. cell.ExpectedFiles.Concat(names).Distinct()],
    };

    private static void Write(string folder, string name, byte[] content)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
