using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Apis.Batches;
using ImageGen.Apis.Files;
using ImageGen.Http;
using ImageGen.Lifting;

namespace ImageGen.Runs.Batches;

/// <summary>
/// Downloads a file of results. A download that breaks goes on behind the last whole line where the service gives the
/// rest of a file, and otherwise begins again and passes over what was told.
/// </summary>
/// <param name="work">What all steps have in common.</param>
/// <param name="shard">The shard whose file it is.</param>
/// <param name="file">Id of the file.</param>
/// <param name="sinkFor">Where an image of a row goes; null drops it.</param>
internal sealed class ShardDownload(
    BatchWork work, ShardState shard, string file, Func<string?, IImageSink?> sinkFor)
{
    private readonly OutputReader _reader = new(work.Service, sinkFor);
    private FilePlace _place = FilePlace.Start;
    private bool _givesRest = true;
    private bool _isRestRefused;
    private long _done;
    private long _reached;

    /// <summary>Why it did not come to its end; null where it did.</summary>
    public AIImageException? Failure { get; private set; }

    /// <summary>Yields <see cref="LineReceived"/> for each line, and for none of them twice.</summary>
    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline unlimited = Deadline.Unlimited(work.Pace.Clock, token);
        RetryLoop loop = new(unlimited);
        await foreach (GenerationEvent e in loop
            .RunAsync(_ => DownloadAsync(loop, token), _ => NextAfter(loop))
            .ConfigureAwait(false))
        {
            yield return e;
        }
    }

    private async IAsyncEnumerable<GenerationEvent> DownloadAsync(
        RetryLoop loop, [EnumeratorCancellation] CancellationToken token)
    {
        using FileDownload download = new(work.Service, file, _place, work.Settings, token);
        await foreach (GenerationEvent e in download.OpenAsync().ConfigureAwait(false)) yield return e;
        _isRestRefused = download.IsRestRefused;
        if (_isRestRefused)
        {
            _givesRest = false;
            _place = _place with { Offset = 0 };
            yield break;
        }

        if (download.Content is not null)
        {
            await foreach (GenerationEvent e in ReadAsync(download, token).ConfigureAwait(false)) yield return e;
        }

        // As long as each attempt comes further it is gone on with; a stand-still counts as a retry.
        long end = download.Place.Offset + download.Received;
        if (end > _reached) loop.Failures = 0;
        _reached = Math.Max(_reached, end);
        Failure = download.Failure;
    }

    private async IAsyncEnumerable<GenerationEvent> ReadAsync(
        FileDownload download, [EnumeratorCancellation] CancellationToken token)
    {
        // The lines of another file are others; rows that were told are passed over by their ids.
        if (download.Place.IsOfAnother(_place)) _done = 0;
        FilePlace begin = download.Place;
        long linesBefore = begin.Offset > 0 ? _done : 0;
        _place = begin;
        IAsyncEnumerable<OutputResult> results = download.GuardAsync(
            (content, stop) => _reader.ReadAsync(content, linesBefore, begin.Offset, download.Arrived, stop), token);
        await foreach (OutputResult result in results.ConfigureAwait(false))
        {
            if (_givesRest && download.CanGoOn) _place = begin with { Offset = result.End };
            if (result.Line <= _done)
            {
                foreach (ReceivedImage image in result.Images) image.Dispose();
                continue;
            }

            _done = result.Line;
            yield return new LineReceived(result);
            yield return new Progressed(
                $"{work.NameOf(shard)}, {_done:N0} of {shard.Shard.Rows:N0} rows received");
        }
    }

    private RetryLoop.NextAttempt? NextAfter(RetryLoop loop)
    {
        if (_isRestRefused) return new RetryLoop.NextAttempt();

        if (Failure is not AIImageException failure || !RetryPolicy.MayPass(failure)) return null;
        if (loop.Failures >= work.Settings.MaximumRetries) return null;

        TimeSpan delay = work.Pace.Poll(loop.Failures++);
        return loop.Again(loop.Failures, delay, failure.Message);
    }
}
