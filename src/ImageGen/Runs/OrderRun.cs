using System.Collections.Generic;
using System.Linq;
using ImageGen.Orders;
using ImageGen.Text;

namespace ImageGen.Runs;

/// <summary>One order whose files are claimed: what is done already, and the requests that are left.</summary>
internal sealed class OrderRun(ImageOrder order, IReadOnlyList<AIImage> found, IReadOnlyList<RequestRun> requests)
{
    /// <summary>What is asked for.</summary>
    public ImageOrder Order { get; } = order;

    /// <summary>The images that an earlier run saved; nothing is sent for them.</summary>
    public IReadOnlyList<AIImage> Found { get; } = found;

    /// <summary>What is left to be done, each by itself.</summary>
    public IReadOnlyList<RequestRun> Requests { get; } = requests;

    /// <summary>Why it is not certain that what was found belongs to the order; null where it is.</summary>
    public string? Warning { get; init; }

    /// <summary>What the requests that are left will cost together.</summary>
    public AIImageCost Cost => field ??= CostSum.SumOf(Requests.Select(request => request.Cost));

    /// <summary>What is going to be done, for <c>-WhatIf</c> and <c>-Confirm</c>.</summary>
    public string Describe()
    {
        OrderOptions options = Order.Options;
        int count = Requests.Sum(request => request.Count);
        (string Name, string? Value)[] chosen =
        [
            ("size", options.Size), ("quality", options.Quality), ("background", options.Background),
            ("format", options.OutputFormat), ("compression", options.OutputCompression?.ToString()),
        ];
        string settings = string.Join(
            ", ", chosen.Where(option => option.Value is not null).Select(option => $"{option.Name} {option.Value}"));
        string models = Order.Model is null ? options.ImageModel : $"{Order.Model} and {options.ImageModel}";
        string what = Order.IsEdit ? $"Edit {Order.Inputs.SourceName ?? "an image"} into" : "Generate";
        return $"{PlainText.Line(what)} {(count == 1 ? "1 image" : $"{count} images")} at "
            + $"{Order.Service.Name} with {models}{(settings.Length > 0 ? $" ({settings})" : string.Empty)}: "
            + $"'{PlainText.Line(Order.Prompt, 80)}'{DescribeFiles()}. Estimated cost: {Cost}.";
    }

    /// <summary>The first file and the last, of which each has a name of its own.</summary>
    private string DescribeFiles()
    {
        List<string> files = [.. Requests.SelectMany(request => request.Targets)];
        return files.Count switch
        {
            0 => string.Empty,
            1 => $", to '{PlainText.Line(files[0])}'",
            _ => $", to '{PlainText.Line(files[0])}' … '{PlainText.Line(files[files.Count - 1])}'",
        };
    }
}
