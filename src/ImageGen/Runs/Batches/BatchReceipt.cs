using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Apis.Files;
using ImageGen.Http;
using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>Receives what the batches of a record have made.</summary>
internal sealed class BatchReceipt(BatchWork work, RowImages images, bool removesFiles)
{
    /// <summary>Yields images and failures; batches that have not ended are a failure of their own.</summary>
    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        foreach (ShardState shard in work.State.Shards)
        {
            if (shard.IsActive)
            {
                BatchPoll poll = new(work, shard);
                await foreach (GenerationEvent e in poll.RunAsync(token).ConfigureAwait(false)) yield return e;
                if (poll.Failure is not null)
                {
                    yield return new Failed(poll.Failure);
                    yield break;
                }
            }

            if (!shard.IsEnded)
            {
                yield return new Failed(NotEnded(shard));
                continue;
            }

            int told = 0;
            ShardReceipt receipt = new(work, shard, images);
            if (!shard.AreFilesRemoved)
            {
                await foreach (GenerationEvent e in receipt.RunAsync(token).ConfigureAwait(false))
                {
                    if (e is Completed or RowFailed) told++;
                    yield return e;
                }
            }

            // A process may have died between the deletion of the files and its step.
            bool wasReceived = shard.Received is not null && told == 0 && StoredFiles.IsGone(receipt.Failure);
            if (shard.AreFilesRemoved || wasReceived)
            {
                foreach (GenerationEvent e in Kept(shard)) yield return e;
            }
            else if (receipt.Failure is not null)
            {
                yield return new Failed(receipt.Failure);
                yield break;
            }
        }

        // Not before all is told: a run that breaks off begins anew, and then needs the files of all batches.
        foreach (ShardState shard in work.State.Shards)
        {
            bool isDone = removesFiles && shard is { Received: not null, AreFilesRemoved: false };
            if (!isDone) continue;

            await foreach (GenerationEvent e in RemoveAsync(shard, token).ConfigureAwait(false)) yield return e;
        }

        bool areImagesUsed = work.State.Shards.Any(shard => !shard.AreFilesRemoved);
        if (areImagesUsed) yield break;

        IEnumerable<string> uploads =
            work.State.Images.Select(recorded => work.State.FileOf(recorded.Image.Image)).OfType<string>();
        await foreach (GenerationEvent e in DeleteAsync(uploads, token).ConfigureAwait(false)) yield return e;
    }

    /// <summary>
    /// What is left of a batch whose files were removed from the service after they had been received.
    /// </summary>
    private IEnumerable<GenerationEvent> Kept(ShardState shard)
    {
        yield return new Noted(
            $"The files of {work.NameOf(shard)} were removed from the service; it was received before.");
        using ShardRows rows = new(work.State, shard.Shard);
        for (RecordRow? row = rows.NextUntold(0); row is not null; row = rows.NextUntold(row.Row + 1))
        {
            IEnumerable<GenerationEvent> kept =
                images.AreThere(row) ? images.Found(row) : [new RowFailed(row, BatchFailure.Removed())];
            foreach (GenerationEvent e in kept) yield return e;
        }
    }

    private async IAsyncEnumerable<GenerationEvent> RemoveAsync(
        ShardState shard, [EnumeratorCancellation] CancellationToken token)
    {
        string?[] files = [shard.Last?.OutputFile, shard.Last?.ErrorFile, shard.FileId];
        await foreach (GenerationEvent e in DeleteAsync(files.OfType<string>(), token).ConfigureAwait(false))
        {
            yield return e;
        }

        work.Record.Append(new RecordStep { Step = StepName.Removed, Shard = shard.Number });
    }

    /// <summary>Deletes files; one that is left is a warning, for it costs nothing and expires.</summary>
    private async IAsyncEnumerable<GenerationEvent> DeleteAsync(
        IEnumerable<string> files, [EnumeratorCancellation] CancellationToken token)
    {
        foreach (string file in files)
        {
            DocumentCall<DeletedFile> call = work.Files.Delete(file);
            IAsyncEnumerable<GenerationEvent> sent = call.SendAsync(work.Settings, token);
            await foreach (GenerationEvent e in sent.ConfigureAwait(false)) yield return e;
            if (call.Failure is null || StoredFiles.IsGone(call.Failure)) continue;

            string name = Redaction.Line(file, work.Service.Secret);
            yield return new Warned($"'{name}' could not be deleted at the service: {call.Failure.Message}");
        }
    }

    private AIImageException NotEnded(ShardState shard) => new(
        ErrorIds.InvalidRequest,
        $"{work.NameOf(shard)} has not ended: its status is {shard.Status}. Nothing was received from it.")
    {
        Advice = "Wait for it with Wait-AIImageBatch, then receive it.",
    };
}
