using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Runs.Spending;

namespace ImageGen.Runs.Batches;

/// <summary>Takes a shard through all steps that are left until its batch is created, or waits for the queue.</summary>
internal sealed class ShardStart(BatchWork work, ShardState shard)
{
    /// <summary>A creation that is never answered is given up.</summary>
    private const int MostAttempts = 3;

    /// <summary>Why it is not started; null where it is, or where the service's queue is full.</summary>
    public AIImageException? Failure { get; private set; }

    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        ShardReservation reservation = new(work, shard);
        for (int attempt = 0; shard.IsWaiting && Failure is null; attempt++)
        {
            if (shard.CreatingAt is null)
            {
                ImageUploads images = new(work, shard);
                await foreach (GenerationEvent e in images.RunAsync(token).ConfigureAwait(false)) yield return e;
                Failure = images.Failure;
                if (Failure is not null) yield break;

                ShardUpload upload = new(work, shard);
                await foreach (GenerationEvent e in upload.RunAsync(token).ConfigureAwait(false)) yield return e;
                Failure = upload.Failure ?? await reservation.ReserveAsync(token).ConfigureAwait(false);
                if (Failure is not null) yield break;
            }

            ShardCreation creation = new(work, shard);
            await foreach (GenerationEvent e in creation.RunAsync(token).ConfigureAwait(false)) yield return e;
            Failure = creation.Failure;
            if (shard.IsQueued) yield break;

            if (Failure is null && attempt == MostAttempts) Failure = Unanswered();
        }

        bool isRefused = Failure is { ErrorId: not ErrorIds.ResultUnknown };
        if (isRefused && await reservation.SettleAsync(Refused).ConfigureAwait(false) is Warned warning)
        {
            yield return warning;
        }
    }

    private LedgerSettlement Refused(string id) => new(id) { Cost = 0, Error = Failure!.ErrorId };

    private AIImageException Unanswered() => new(
        ErrorIds.ServiceUnavailable,
        $"The service did not answer {MostAttempts} times when {work.NameOf(shard)} was created, and there is no "
        + "batch.");
}
