using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Service;

namespace ImageGen.Apis.Files;

/// <summary>The content of a file, as it comes. A download of any length has no limit but that of its silence.</summary>
internal sealed class FileDownload : IDisposable
{
    private readonly Deadline _deadline;
    private readonly ServiceCall _call;

    public FileDownload(ServiceConnection connection, string fileId, CallSettings settings, CancellationToken token)
    {
        _deadline = new Deadline(settings.Limits with { Whole = TimeSpan.Zero }, token);
        string path = $"files/{Uri.EscapeDataString(fileId)}/content";
        _call = new ServiceCall(connection, HttpMethod.Get, path, body: null, settings) { IsAnsweredAtOnce = true };
    }

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
        if (Failure is not null || _call.Response is not HttpResponseMessage response) yield break;

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
        Func<Stream, CancellationToken, IAsyncEnumerable<T>> read, [EnumeratorCancellation] CancellationToken token = default)
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
