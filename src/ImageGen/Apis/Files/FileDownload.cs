using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Service;

namespace ImageGen.Apis.Files;

/// <summary>
/// The content of a file, as it comes. A download of any length has no limit but that of its silence.
/// </summary>
internal sealed class FileDownload : IDisposable
{
    private readonly Deadline _deadline;
    private readonly ServiceCall _call;
    private readonly FilePlace _asked;

    /// <param name="connection">The service.</param>
    /// <param name="fileId">Id of the file.</param>
    /// <param name="asked">Where it shall begin; the service may begin at the start all the same.</param>
    /// <param name="settings">Limits and retries.</param>
    /// <param name="token">Ends it.</param>
    public FileDownload(
        ServiceConnection connection, string fileId, FilePlace asked, CallSettings settings, CancellationToken token)
    {
        _asked = asked;
        Place = asked;
        _deadline = new Deadline(settings.Limits with { Whole = TimeSpan.Zero }, token);
        string path = $"files/{Uri.EscapeDataString(fileId)}/content";
        _call = new ServiceCall(connection, HttpMethod.Get, path, body: null, settings)
        {
            IsAnsweredAtOnce = true,
            Rest = asked.Offset > 0 ? new ByteRange(asked.Offset, asked.Tag) : null,
        };
    }

    /// <summary>Where the content begins, and what the service reported about the file.</summary>
    public FilePlace Place { get; private set; }

    /// <summary>True where a later download may begin behind what has come of this one.</summary>
    public bool CanGoOn { get; private set; }

    /// <summary>
    /// True where the service does not give the rest of this file, or gives something else: only the whole of it helps.
    /// </summary>
    public bool IsRestRefused { get; private set; }

    /// <summary>Null where there is none.</summary>
    public Stream? Content { get; private set; }

    /// <summary>How many bytes of it have come.</summary>
    public long Received { get; private set; }

    /// <summary>Why there is no content, or no more of it.</summary>
    public AIImageException? Failure { get; private set; }

    public async IAsyncEnumerable<GenerationEvent> OpenAsync()
    {
        await foreach (GenerationEvent e in _call.SendAsync(_deadline).ConfigureAwait(false)) yield return e;
        Failure = _call.Failure;
        IsRestRefused = _asked.Offset > 0 && Failure?.StatusCode is 400 or 412 or 416 or 501;
        if (Failure is not null || _call.Response is not HttpResponseMessage response || !Accept(response)) yield break;

        Content = await response.Content.OpenStreamAsync(_deadline.Token).ConfigureAwait(false);
        yield return new Answered(_call.Method, _call.Path, _call.Status, _call.RequestId, _call.Elapsed, Tokens: null);
    }

    /// <summary>Something has come, so that the time of silence begins anew.</summary>
    public void Arrived(int length)
    {
        Received += length;
        _deadline.Enter(Phase.NextByte);
    }

    /// <summary>Passes on what is read of it, until it breaks.</summary>
    public async IAsyncEnumerable<T> GuardAsync<T>(
        Func<Stream, CancellationToken, IAsyncEnumerable<T>> read,
        [EnumeratorCancellation] CancellationToken token = default)
    {
        IAsyncEnumerator<T> items = read(Content!, _deadline.Token).GetAsyncEnumerator(token);
        try
        {
            while (await MoveAsync(items).ConfigureAwait(false)) yield return items.Current;
        }
        finally
        {
            await items.DisposeAsync().ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        Content?.Dispose();
        _call.Dispose();
        _deadline.Dispose();
    }

    /// <summary>
    /// True where it is known where the content begins. Bytes of another file, or from another place, are never joined.
    /// </summary>
    private bool Accept(HttpResponseMessage response)
    {
        HttpContentHeaders headers = response.Content.Headers;
        bool isEncoded = headers.ContentEncoding.Count > 0;
        FilePlace whole = new() { Tag = response.Headers.ETag?.ToString() };
        CanGoOn = !isEncoded;
        if (response.StatusCode != HttpStatusCode.PartialContent)
        {
            Place = whole with { Length = isEncoded ? null : headers.ContentLength };
            return true;
        }

        ContentRangeHeaderValue? range = headers.ContentRange;
        long? length = range?.Length ?? _asked.Length;
        bool isPlaced = !isEncoded && range is { Unit: "bytes" } && range.From == _asked.Offset;
        bool isToTheEnd = length is null || range?.To == length - 1;
        bool isAsLong = headers.ContentLength is null || headers.ContentLength == range?.To - range?.From + 1;
        bool isSame = (_asked.Tag is null || _asked.Tag == whole.Tag)
            && (_asked.Length is null || _asked.Length == length);
        if (isPlaced && isToTheEnd && isAsLong && isSame)
        {
            Place = whole with { Offset = _asked.Offset, Length = length };
            return true;
        }

        IsRestRefused = _asked.Offset > 0;
        Failure = new AIImageException(
            ErrorIds.InvalidResponse, "The service sent another part of the file than was requested.")
        {
            StatusCode = (int)response.StatusCode,
            RequestId = _call.RequestId,
        };
        return false;
    }

    private async Task<bool> MoveAsync<T>(IAsyncEnumerator<T> items)
    {
        try
        {
            return await items.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (ServiceFailure.IsInterruption(exception, _deadline))
        {
            Failure = _call.Interrupted(exception, _deadline);
            return false;
        }
    }
}
