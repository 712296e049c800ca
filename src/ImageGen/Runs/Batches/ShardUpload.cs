using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Apis.Files;
using ImageGen.Http;
using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>
/// Uploads the lines of a shard. An upload that was not answered is looked for; else it expires by itself.
/// </summary>
internal sealed class ShardUpload(BatchWork work, ShardState shard)
{
    private const string Purpose = "batch";
    private const string MediaType = "application/jsonl";

    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(30);

    /// <summary>Why it is not there; null where it is.</summary>
    public AIImageException? Failure { get; private set; }

    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        if (shard.FileId is not null) yield break;

        ShardBody body = new(work.State, shard);
        long length = await body.MeasureAsync().ConfigureAwait(false);
        if (shard.FileName is string begun)
        {
            FileSearch search = work.Files.Find(Purpose, begun, length);
            IAsyncEnumerable<GenerationEvent> looked = search.ReadAsync(work.Settings, token);
            await foreach (GenerationEvent e in looked.ConfigureAwait(false)) yield return e;
            if (search.FileId is string found)
            {
                NoteUploaded(found);
                yield break;
            }
        }

        string name = FormattableString.Invariant(
            $"imagegen-{work.Record.Header.Record}-{shard.Number}-{shard.Uploads + 1}.jsonl");
        work.Record.Append(new RecordStep { Step = StepName.Uploading, Shard = shard.Number, FileName = name });
        yield return new Progressed($"uploading {work.NameOf(shard)} ({Quantity.Count(shard.Shard.Rows, "row")})");

        DocumentCall<StoredFile> call = work.Files.Upload(new FileSource
        {
            Purpose = Purpose,
            Name = name,
            MediaType = MediaType,
            Length = length,
            Lifetime = s_lifetime,
            WriteAsync = body.WriteAsync,
        });
        IAsyncEnumerable<GenerationEvent> sent = call.SendAsync(work.Settings, token);
        await foreach (GenerationEvent e in sent.ConfigureAwait(false)) yield return e;
        if (call.Value?.Id is string { Length: > 0 } id) NoteUploaded(id);
        else Failure = call.Failure ?? StoredFiles.WithoutId();
    }

    private void NoteUploaded(string id) =>
        work.Record.Append(new RecordStep { Step = StepName.Uploaded, Shard = shard.Number, File = id });
}
