using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Http;
using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>
/// Waits until all batches of a record are at their end, and starts those that wait for the queue. A network that is
/// gone for hours does not end it.
/// </summary>
internal sealed class BatchWait(BatchWork work, TimeSpan limit)
{
    /// <summary>A service may not know a batch at once; not for longer than so many looks.</summary>
    private const int MostLooksAtNothing = 30;

    /// <summary>
    /// What answers is not always the service: a page of somebody between may pass, and not one look after the other.
    /// </summary>
    private const int MostBadAnswers = 5;

    private readonly TimeSpan _begin = work.Pace.Clock.Elapsed;
    private int _gone;
    private int _bad;
    private int _ended;
    private AIImageException? _failure;
    private bool _hasChanged;
    private int _idleLooks;

    private TimeSpan Elapsed => work.Pace.Clock.Elapsed - _begin;

    /// <summary>Ends with <see cref="BatchKnown"/>, or with why it does not wait any more.</summary>
    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        _ended = work.State.Shards.Count(shard => shard.IsEnded);
        using Deadline unlimited = Deadline.Unlimited(work.Pace.Clock, token);
        await foreach (GenerationEvent e in new RetryLoop(unlimited)
            .RunAsync(_ => LookAndStartAsync(token), _ => NextAfter())
            .ConfigureAwait(false))
        {
            yield return e;
        }

        if (_failure is null) yield return new BatchKnown(BatchSummary.FromRecord(work.State));
        else yield return new Failed(_failure);
    }

    private async IAsyncEnumerable<GenerationEvent> LookAndStartAsync(
        [EnumeratorCancellation] CancellationToken token)
    {
        _hasChanged = false;
        await foreach (GenerationEvent e in LookAsync(token).ConfigureAwait(false)) yield return e;
        await foreach (GenerationEvent e in StartWaitingAsync(token).ConfigureAwait(false)) yield return e;
        if (_failure is null && !work.State.IsEnded) yield return new Progressed(Stage());
    }

    /// <summary>The next look, the later, the longer nothing has changed.</summary>
    private RetryLoop.NextAttempt? NextAfter()
    {
        if (_failure is not null || work.State.IsEnded) return null;

        _idleLooks = _hasChanged ? 0 : _idleLooks;
        TimeSpan? pause = work.Pace.Poll(_idleLooks++, Elapsed, limit);
        if (pause is not null) return new RetryLoop.NextAttempt(Pause: pause);

        _failure = TimedOut();
        return null;
    }

    private async IAsyncEnumerable<GenerationEvent> LookAsync([EnumeratorCancellation] CancellationToken token)
    {
        foreach (ShardState shard in work.State.Shards.Where(shard => shard.IsActive).ToList())
        {
            BatchPoll poll = new(work, shard);
            await foreach (GenerationEvent e in poll.RunAsync(token).ConfigureAwait(false)) yield return e;
            _hasChanged |= poll.HasChanged;
            if (poll.Failure is null) (_gone, _bad) = (0, 0);
            else if (Take(poll.Failure) is Warned warning) yield return warning;
            if (_failure is not null) yield break;
        }
    }

    /// <summary>
    /// Starts what is not started. Where the queue was full, one for each that has ended meanwhile, and one where
    /// nothing of the record is at work, for others use the queue too.
    /// </summary>
    private async IAsyncEnumerable<GenerationEvent> StartWaitingAsync([EnumeratorCancellation] CancellationToken token)
    {
        List<ShardState> waiting = [.. work.State.Shards.Where(shard => shard.IsWaiting)];
        if (_failure is not null || waiting.Count == 0) yield break;

        int ended = work.State.Shards.Count(shard => shard.IsEnded);
        int freed = ended - _ended;
        _ended = ended;
        bool isFull = waiting.Exists(shard => shard.IsQueued);
        bool isIdle = !work.State.Shards.Any(shard => shard.IsActive);
        BatchStart start = new(work) { Most = isFull ? Math.Max(freed, isIdle ? 1 : 0) : int.MaxValue };
        await foreach (GenerationEvent e in start.RunAsync(token).ConfigureAwait(false)) yield return e;
        if (start.Failure is not null && Take(start.Failure) is Warned warning) yield return warning;
        _hasChanged |= work.State.Shards.Count(shard => shard.IsWaiting) < waiting.Count;
    }

    /// <summary>A failure that may pass is a warning, once; any other ends the wait.</summary>
    private Warned? Take(AIImageException failure)
    {
        bool isGone = StoredFiles.IsGone(failure);
        if (isGone) _gone++;
        bool isBad = failure is { ErrorId: ErrorIds.InvalidResponse, StatusCode: null or (>= 200 and < 300) };
        if (isBad) _bad++;
        bool mayPass = RetryPolicy.MayPass(failure)
            || (isGone && _gone < MostLooksAtNothing)
            || (isBad && _bad < MostBadAnswers);
        if (!mayPass)
        {
            _failure = failure;
            return null;
        }

        return new Warned($"The service cannot be reached at the moment; the wait continues. "
            + $"{failure.Message}", "wait");
    }

    private string Stage()
    {
        AIImageBatch batch = BatchSummary.FromRecord(work.State);
        long done = batch.Completed + batch.Failed;
        string failed = batch.Failed > 0 ? FormattableString.Invariant($", {batch.Failed:N0} failed") : string.Empty;
        string rows = FormattableString.Invariant($"{done:N0} of {batch.Rows:N0} rows{failed}");
        if (batch.Parts.Count < 2) return $"{batch.Status}, {rows}";

        ShardState? active = work.State.Shards.FirstOrDefault(shard => shard.IsActive);
        string which = active is null ? batch.Status : $"batch {active.Number} {active.Status}{Since(active)}";
        int ended = work.State.Shards.Count(shard => shard.IsEnded);
        return $"{ended} of {batch.Parts.Count} batches ended, {rows}, {which}";
    }

    private string Since(ShardState shard) => shard.Last?.CreatedAt is DateTimeOffset created
        ? $" for {(int)(work.Pace.Clock.UtcNow - created).TotalMinutes} min"
        : string.Empty;

    private AIImageException TimedOut() => new(
        ErrorIds.OperationTimedOut,
        $"The batches did not end within {Quantity.Seconds(limit)}. "
        + "Nothing is lost: the service continues with them.")
    {
        Advice = "Continue waiting with Wait-AIImageBatch. Allow more time with -TimeoutSec.",
    };
}
