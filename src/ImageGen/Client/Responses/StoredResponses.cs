using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Client.Files;
using ImageGen.Client.Http;
using ImageGen.Client.Lifting;

namespace ImageGen.Client.Responses;

/// <summary>What can be done with a response that the service keeps, by its id. None of it is billed.</summary>
internal sealed class StoredResponses(ServiceConnection connection)
{
    private static readonly TimeSpan s_abandonLimit = TimeSpan.FromSeconds(10);

    /// <summary>A request for the state of a response.</summary>
    public static ServiceCall Get(ServiceConnection connection, string responseId, CallSettings settings, string query = "") =>
        new(connection, HttpMethod.Get, PathOf(responseId) + query, body: null, settings);

    /// <summary>Gets a response with all its images, or with its state.</summary>
    /// <exception cref="AIImageException">The response is gone, or failed.</exception>
    public async IAsyncEnumerable<GenerationEvent> GetAsync(
        string responseId,
        ImageOrigin origin,
        CallSettings settings,
        [EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline deadline = new(settings.Limits, token);
        using ServiceCall call = Get(connection, responseId, settings);
        await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;

        ResponseMapper mapper = new(connection, origin);
        WholeAnswer answer = new(call, mapper, deadline, () => new MemorySink(), settings.Trace);
        await foreach (GenerationEvent e in answer.ReadAsync().ConfigureAwait(false)) yield return e;
        if (answer.Unfinished is not null) yield return new Completed(mapper.Unfinished(answer.Unfinished, call.RequestId));
    }

    /// <summary>Waits until a response is finished, and gets its images.</summary>
    /// <exception cref="AIImageException">The response is gone, or failed, or the time is up.</exception>
    public async IAsyncEnumerable<GenerationEvent> WaitAsync(
        string responseId,
        ImageOrigin origin,
        CallSettings settings,
        [EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline deadline = new(settings.Limits, token);
        ResponseWait wait = new(
            connection, responseId, origin, settings, deadline, () => new MemorySink());
        await foreach (GenerationEvent e in wait.ReadAsync().ConfigureAwait(false)) yield return e;
    }

    /// <summary>Cancels a response that is worked on in the background. Ends with its state.</summary>
    /// <exception cref="AIImageException">It is gone, or was not started in the background.</exception>
    public async IAsyncEnumerable<GenerationEvent> CancelAsync(
        string responseId,
        ImageOrigin origin,
        CallSettings settings,
        [EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline deadline = new(settings.Limits, token);
        using ServiceCall call = new(connection, HttpMethod.Post, PathOf(responseId) + "/cancel", body: null, settings);
        await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;

        using LiftedImages lifted = new(() => new MemorySink());
        using AnswerBody body = new(call, deadline, lifted);
        ReadOnlyMemory<byte> text = await body.ReadAsync().ConfigureAwait(false);
        Wire.Response response = body.Parse(text, Wire.WireContext.Default.Response);
        if (settings.Trace) yield return new Traced($"{call.Status}", call.Describe(text.Span));

        yield return new Answered(call.Method, call.Path, call.Status, call.RequestId, call.Elapsed, Tokens: null);
        yield return new Completed(new ResponseMapper(connection, origin).Unfinished(response, call.RequestId));
    }

    /// <summary>Deletes a response and its images at the service.</summary>
    /// <exception cref="AIImageException">It is gone already, or cannot be deleted.</exception>
    public async IAsyncEnumerable<GenerationEvent> DeleteAsync(
        string responseId, CallSettings settings, [EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline deadline = new(settings.Limits, token);
        using ServiceCall call = new(connection, HttpMethod.Delete, PathOf(responseId), body: null, settings);
        await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;

        if (call.Failure is AIImageException failure) throw failure;

        yield return new Answered(call.Method, call.Path, call.Status, call.RequestId, call.Elapsed, Tokens: null);
    }

    /// <summary>
    /// Cancels a response that nobody waits for any more, as well as it can be done and without being waited for. When the
    /// service says that it is cancelled, its record goes; else a later run still finds it.
    /// </summary>
    public void Abandon(string responseId, PendingFile? record) => _ = AbandonAsync(responseId, record);

    private async Task AbandonAsync(string responseId, PendingFile? record)
    {
        CallSettings settings = new() { Limits = TimeLimits.For(s_abandonLimit), MaximumRetries = 1 };
        try
        {
            await foreach (GenerationEvent e in CancelAsync(responseId, new ImageOrigin(), settings).ConfigureAwait(false))
            {
                if (e is Completed { Image.Status: "cancelled" }) record?.Dismiss();
            }
        }
        catch (AIImageException)
        {
            // The response goes on by itself; its id is known to whoever kept it.
        }
    }

    private static string PathOf(string responseId) => "responses/" + Uri.EscapeDataString(responseId);
}
