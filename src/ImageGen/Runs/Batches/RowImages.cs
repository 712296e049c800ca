using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using ImageGen.Apis;
using ImageGen.Apis.Batches;
using ImageGen.Apis.Images;
using ImageGen.Files;
using ImageGen.Http;
using ImageGen.Json;
using ImageGen.Lifting;
using ImageGen.Models;
using ImageGen.Orders;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>Puts the images of a row in their places.</summary>
internal sealed class RowImages(ServiceConnection service, bool isEdit, bool overwrite, bool sidecar, bool resume)
{
    private readonly Leftovers _leftovers = new();

    /// <summary>Opens a file on the disk of the images; null is the usual way.</summary>
    public Func<string, FileStream>? Open { get; init; }

    /// <summary>True where all images of the row are there already, so that they need not be received.</summary>
    public bool AreThere(RecordRow row) => resume
        && row.Targets is { Count: > 0 } targets
        && targets.All(target => OutputPlan.FindExisting(target) is not null);

    /// <summary>Tells of the images of a row that are there already.</summary>
    public IEnumerable<GenerationEvent> Found(RecordRow row)
    {
        try
        {
            return
            [
                .. row.Targets!.Select(target =>
                    new Completed(Sidecar.Read(OutputPlan.FindExisting(target)!, row.Known))),
            ];
        }
        catch (AIImageException failure)
        {
            return [new RowFailed(row, failure)];
        }
    }

    /// <summary>The place of the next image of a row.</summary>
    public IImageSink SinkFor(RecordRow row, int number)
    {
        if (row.Targets is null || number >= row.Targets.Count) return new MemorySink();

        string target = row.Targets[number];
        if (resume) _leftovers.Remove(target);
        return new FileSink(target, Open);
    }

    /// <summary>
    /// The place of an image whose row is told behind it: a file beside the target of a row that has no result yet, for
    /// memory would not do for images of any length. Null where no row waits.
    /// </summary>
    public IImageSink? SinkFor(RecordRow? waiting) => waiting is null ? null : SinkFor(waiting, number: 0);

    /// <summary>What the request of a line cost; null where it is unknown.</summary>
    public decimal? CostOf(RecordRow row, ImagesResponse? body) =>
        service.CostOf(UsageOf(body), row.Facts?.ImageModel, model: null).Total * CostEstimate.BatchFactor;

    /// <summary>Saves the images of a line and tells of each when it is on the disk.</summary>
    public IEnumerable<GenerationEvent> Save(RecordRow row, OutputResult result, string? ledgerId)
    {
        for (int number = 0; number < result.Images.Count; number++)
        {
            yield return Save(row, result, number, ledgerId);
        }

        if (result.Images.Count < row.Count)
        {
            yield return new Warned(
                $"The service made {result.Images.Count} of the {row.Count} images of row {row.Row} that were "
                + "requested.");
        }
    }

    private GenerationEvent Save(RecordRow row, OutputResult result, int number, string? ledgerId)
    {
        ReceivedImage received = result.Images[number];
        ImageFacts facts = Describe(row, result, number) with { LedgerId = ledgerId };
        bool hasPlace = number < row.Targets?.Count;
        AIImage image = received.File is null || !hasPlace
            ? new AIImage(facts).WithBytes(received.ReadAll())
            : new AIImage(facts).WithHeader(received.Header, received.Length);
        if (!hasPlace) return new Completed(image);

        string target = row.Targets![number];
        if (resume && OutputPlan.FindExisting(target) is string there)
        {
            received.Dispose();
            return new Completed(Sidecar.Read(there, row.Known));
        }

        try
        {
            new OutputSlot(target).Save(image, received.File, overwrite, sidecar, Open);
            return new Completed(image);
        }
        catch (AIImageException failure)
        {
            return new RowFailed(row, failure);
        }
    }

    private ImageFacts Describe(RecordRow row, OutputResult result, int number)
    {
        ImagesResponse? body = result.Body;
        return row.Known with
        {
            Status = "completed",
            RevisedPrompt = Show(body?.Data?.ElementAtOrDefault(number)?.RevisedPrompt),
            Action = isEdit ? "edit" : "generate",
            Size = Show(body?.Size),
            Quality = Show(body?.Quality),
            Background = Show(body?.Background),
            OutputFormat = Show(body?.OutputFormat),
            Usage = UsageOf(body),
            Cost = RequestCost.ShareOf(CostOf(row, body), number, result.Images.Count),
            RequestId = Show(result.RequestId),
            CreatedAt = UnixTime.Read(body?.Created ?? body?.CreatedAt),
            Stored = false,
        };
    }

    private TokenCounts? UsageOf(ImagesResponse? body) => body is null ? null : new UsageReader
    {
        Image = body.Usage,
        Svg = body.SvgUsage,
        HasSvg = body.OutputFormat == "svg",
    }.Read(Show);

    private string? Show(string? text) => Redaction.Clean(text, service.Secret);
}
