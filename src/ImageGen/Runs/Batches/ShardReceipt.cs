using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis.Batches;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Runs.Spending;
using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>
/// Receives what a shard's batch has made: each image into its place, each failure by its row, and at the end what is
/// in neither file.
/// </summary>
internal sealed class ShardReceipt(BatchWork work, ShardState shard, RowImages images)
{
    private decimal? _cost = 0;
    private long _saved;
    private bool _isUnsaved;
    private RecordRow? _row;
    private RecordRow? _waiting;
    private int _number;

    /// <summary>Why it could not be received to its end; null where it was.</summary>
    public AIImageException? Failure { get; private set; }

    /// <summary>Yields <see cref="Completed"/> for each image that is saved, and <see cref="RowFailed"/>.</summary>
    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        using ShardRows rows = new(work.State, shard.Shard);
        foreach (string file in new[] { shard.Last?.OutputFile, shard.Last?.ErrorFile }.OfType<string>())
        {
            await foreach (GenerationEvent e in ReadAsync(file, rows, token).ConfigureAwait(false)) yield return e;
            if (Failure is not null) yield break;
        }

        for (RecordRow? row = rows.NextUntold(0); row is not null; row = rows.NextUntold(row.Row + 1))
        {
            // Lines that a batch which is completed must have may come with another download: its files are kept.
            _isUnsaved |= shard.Status == "completed";
            yield return new RowFailed(row, BatchFailure.NotDone(shard));
        }

        if (_isUnsaved) yield break;

        ShardReservation reservation = new(work, shard);
        Warned? warning = await reservation.SettleAsync(id => new LedgerSettlement(id)
        {
            Cost = _cost,
            ImageCost = _cost,
            Images = (int)Math.Min(int.MaxValue, _saved),
            ResponseId = shard.BatchId,
        }).ConfigureAwait(false);
        if (warning is not null) yield return warning;
        work.Record.Append(
            new RecordStep { Step = StepName.Received, Shard = shard.Number, Completed = _saved, Cost = _cost });
    }

    private async IAsyncEnumerable<GenerationEvent> ReadAsync(
        string file, ShardRows rows, [EnumeratorCancellation] CancellationToken token)
    {
        _row = null;
        ShardDownload download = new(work, shard, file, id => SinkFor(id, rows));
        await foreach (GenerationEvent e in download.RunAsync(token).ConfigureAwait(false))
        {
            // The images of a row are counted within one line of one download.
            if (e is LineReceived or Retrying) _row = null;
            if (e is not LineReceived line)
            {
                yield return e;
                continue;
            }

            foreach (GenerationEvent taken in Take(line.Result, rows)) yield return taken;
        }

        Failure = download.Failure;
    }

    /// <summary>The place of an image; null for one that nobody waits for.</summary>
    private IImageSink? SinkFor(string? customId, ShardRows rows)
    {
        if (customId is null) return images.SinkFor(_waiting = rows.NextUntold(_waiting?.Row ?? 0));
        if (rows.Find(customId) is not RecordRow row || rows.IsTold(row) || images.AreThere(row)) return null;

        _number = _row?.Row == row.Row ? _number + 1 : 0;
        _row = row;
        return images.SinkFor(row, _number);
    }

    private IEnumerable<GenerationEvent> Take(OutputResult result, ShardRows rows)
    {
        if (rows.Find(result.CustomId) is not RecordRow row)
        {
            foreach (ReceivedImage image in result.Images) image.Dispose();
            return [Unknown(result)];
        }

        if (rows.IsTold(row))
        {
            foreach (ReceivedImage image in result.Images) image.Dispose();
            return [new Noted($"Row {row.Row} has two results; the second one is ignored.")];
        }

        rows.Tell(row);
        if (result.Failure is not null && result.Images.Count == 0)
        {
            bool isUnpaid = result.Failure.ErrorId is not (ErrorIds.InvalidResponse or ErrorIds.NoImageReturned);
            if (!isUnpaid) _cost += images.CostOf(row, result.Body);
            return [new RowFailed(row, result.Failure)];
        }

        _cost += images.CostOf(row, result.Body);
        return images.AreThere(row) && result.Images.Count == 0
            ? images.Found(row)
            : images.Save(row, result, shard.LedgerId).Select(Count).Concat(Rescued(row, result));
    }

    /// <summary>Tells of a line that is broken, of which some images are saved all the same.</summary>
    private static IEnumerable<GenerationEvent> Rescued(RecordRow row, OutputResult result) =>
        result.Failure is null
            ? []
            : [new Warned($"Row {row.Row}: {result.Failure.Message} Its whole images are saved.")];

    private GenerationEvent Count(GenerationEvent e)
    {
        if (e is Completed) _saved++;
        _isUnsaved |= e is RowFailed;
        return e;
    }

    private Warned Unknown(OutputResult result)
    {
        string name = Redaction.Line(result.CustomId, work.Service.Secret, limit: 80);
        return new Warned(
            name.Length > 0
                ? $"The output contains '{name}', which is not in the record. It is ignored."
                : $"Line {result.Line} of the output does not say which row it belongs to. It is ignored.",
            "line");
    }
}
