using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Apis.Batches;
using ImageGen.Apis.Files;
using ImageGen.Http;
using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>
/// Creates the batch of a shard, and never twice. One whose creation was not answered is looked for; where it is not
/// found, its input file is deleted before another is created.
/// </summary>
/// <remarks>
/// That the deletion fences off the first creation is an assumption of this design: one that reaches the service late
/// names a file that is gone, and fails. No source says what the service does; the time before the deletion and the
/// second look behind it are there because a list alone never proves that a batch does not exist.
/// </remarks>
internal sealed class ShardCreation(BatchWork work, ShardState shard)
{
    public const string RecordKey = "imagegen_record";
    public const string ShardKey = "imagegen_shard";

    private const string QueueFull = "token_limit_exceeded";

    /// <summary>
    /// Why there is no batch; null where there is one, or the queue is full, or it is to be uploaded anew.
    /// </summary>
    public AIImageException? Failure { get; private set; }

    /// <summary>True for a refusal that only says that the service's queue is full.</summary>
    public static bool IsQueueFull(BatchObject batch) =>
        batch.Status == "failed" && batch.Errors?.Data?.Any(error => error.Code == QueueFull) == true;

    /// <summary>
    /// Creates it, or finds out what became of an earlier creation. Afterwards the shard has a batch, or it waits for
    /// the queue, or it is fenced and to be uploaded anew, or there is a failure.
    /// </summary>
    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        AIImageException? unanswered = null;
        if (shard.CreatingAt is null)
        {
            Note(StepName.Creating, step => step with { File = shard.FileId });
            yield return new Progressed($"creating {work.NameOf(shard)}");

            DocumentCall<BatchObject> call = work.Batches.Create(Wanted());
            IAsyncEnumerable<GenerationEvent> sent = call.SendAsync(work.Settings, token);
            await foreach (GenerationEvent e in sent.ConfigureAwait(false)) yield return e;
            unanswered = Take(call);
            if (unanswered is null) yield break;

            yield return new Noted($"The service did not answer the creation of {work.NameOf(shard)}; searching for "
                + "it.");
        }

        await foreach (GenerationEvent e in LookAsync(unanswered, token).ConfigureAwait(false)) yield return e;
    }

    /// <summary>Writes what an answer says; the failure of one that leaves it open.</summary>
    private AIImageException? Take(DocumentCall<BatchObject> call)
    {
        if (call.Value is { Id.Length: > 0 } batch)
        {
            Adopt(batch);
            return null;
        }

        AIImageException failure = call.Failure ?? new AIImageException(
            ErrorIds.InvalidResponse, "The service created a batch but returned no id.");
        if (!IsRefusal(failure)) return failure;

        if (failure.Code == QueueFull)
        {
            Note(StepName.Queued);
            return null;
        }

        Note(StepName.Refused, step => step with { Message = PlainText.Line(failure.Message, 500) });
        Failure = failure;
        return null;
    }

    private async IAsyncEnumerable<GenerationEvent> LookAsync(
        AIImageException? unanswered, [EnumeratorCancellation] CancellationToken token)
    {
        DateTimeOffset sentAt = shard.CreatingAt!.Value;
        for (int look = 0; look < 2; look++)
        {
            ShardSearch search = new(work, shard);
            await foreach (GenerationEvent e in search.RunAsync(token).ConfigureAwait(false)) yield return e;
            if (search.Found is BatchObject found)
            {
                yield return new Noted($"The batch was created: {Redaction.Line(found.Id, work.Service.Secret)}.");
                Adopt(found);
                yield break;
            }

            AIImageException? doubt = search.Failure;
            if (doubt is null && look == 0)
            {
                TimeSpan left = sentAt + work.Pace.Fence - work.Pace.Clock.UtcNow;
                if (left > TimeSpan.Zero)
                {
                    yield return new Waiting(left);
                    await work.Pace.Clock.DelayAsync(left, token).ConfigureAwait(false);
                }

                DocumentCall<DeletedFile> deletion = work.Files.Delete(shard.FileId ?? string.Empty);
                IAsyncEnumerable<GenerationEvent> deleted = deletion.SendAsync(work.Settings, token);
                await foreach (GenerationEvent e in deleted.ConfigureAwait(false)) yield return e;
                bool isGone = deletion.Value is { Deleted: not false } || StoredFiles.IsGone(deletion.Failure);
                if (!isGone) doubt = deletion.Failure ?? StoredFiles.WithoutId();
                else await work.Pace.Clock.DelayAsync(work.Pace.Settling, token).ConfigureAwait(false);
            }

            if (doubt is null) continue;

            if (!work.IsForced)
            {
                Failure = Unknown(unanswered, doubt);
                yield break;
            }

            yield return new Warned(
                "The batch is created again because -Force is given; the earlier one may exist too.");
            break;
        }

        Note(StepName.Fenced);
    }

    private void Adopt(BatchObject batch)
    {
        RecordStep state = BatchSummary.StateOf(batch, shard.Number, work.Service);
        work.Record.Append(state with { Step = StepName.Created });
        if (IsQueueFull(batch)) Note(StepName.Queued);
    }

    private CreateBatch Wanted() => new()
    {
        InputFileId = shard.FileId!,
        Endpoint = work.Record.Header.Endpoint,
        Metadata = new Dictionary<string, string>
        {
            [RecordKey] = work.Record.Header.Record,
            [ShardKey] = FormattableString.Invariant($"{shard.Number}"),
        },
    };

    private void Note(string step, Func<RecordStep, RecordStep>? with = null)
    {
        RecordStep noted = new() { Step = step, Shard = shard.Number };
        work.Record.Append(with?.Invoke(noted) ?? noted);
    }

    /// <summary>
    /// True where nothing was created: it did not leave, or the service or who stands before it refused it. Any other
    /// failure of a server leaves it open, whoever says it.
    /// </summary>
    private static bool IsRefusal(AIImageException failure) => failure.StatusCode switch
    {
        503 => true,
        408 or 409 => false,
        >= 300 and < 500 => true,
        null => failure.ErrorId is not (ErrorIds.ResultUnknown or ErrorIds.InvalidResponse),
        _ => false,
    };

    private AIImageException Unknown(AIImageException? unanswered, AIImageException doubt) => new(
        ErrorIds.ResultUnknown,
        $"It is unknown whether {work.NameOf(shard)} was created, and the search for it failed: {doubt.Message} "
        + (unanswered is null ? string.Empty : $"The creation itself: {unanswered.Reason ?? unanswered.Message} ")
        + "Nothing was created again.",
        doubt)
    {
        RequestId = doubt.RequestId,
        Advice = "Run the same command with -Resume later to search again. With -Resume and -Force it is created "
            + "again, "
            + "and may be billed twice.",
    };
}
