using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Service;

namespace ImageGen.Apis.Responses;

/// <summary>What can be done with a response that the service keeps, by its id. None of it is billed.</summary>
internal sealed class StoredResponses(ServiceConnection connection)
{
    private static readonly TimeSpan s_abandonLimit = TimeSpan.FromSeconds(10);

    /// <summary>A request for the state of a response.</summary>
    public static ServiceCall Get(
        ServiceConnection connection, string responseId, CallSettings settings, string query = "") =>
        new(connection, HttpMethod.Get, PathOf(responseId) + query, body: null, settings);

    /// <summary>Gets a response with all its images, or with its state.</summary>
    public async IAsyncEnumerable<GenerationEvent> GetAsync(
        string responseId,
        ImageFacts known,
        CallSettings settings,
        [EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline deadline = new(settings.Limits, token);
        using ServiceCall call = Get(connection, responseId, settings);
        await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;

        ResponseMapper mapper = new(connection, known);
        using LiftedImages lifted = new(() => new MemorySink());
        AnswerReader reader = new(call, deadline, lifted, settings.Trace);
        ResponseDocument answer = new(call, mapper);
        await foreach (GenerationEvent e in reader.ReadDocumentAsync(answer).ConfigureAwait(false)) yield return e;
        if (answer.Unfinished is not null) yield return mapper.Unfinished(answer.Unfinished, call.RequestId);
    }

    /// <summary>Waits until a response is finished, and gets its images.</summary>
    /// <param name="responseId">The response.</param>
    /// <param name="known">What is known of its image.</param>
    /// <param name="settings">How long to wait, and what is reported.</param>
    /// <param name="createSink">Creates the destination of the image; if omitted, memory.</param>
    /// <param name="cancelledIsNotAnError">Yields <see cref="Cancelled"/> for a response that was cancelled.</param>
    /// <param name="token">Ends the wait, not the work.</param>
    public async IAsyncEnumerable<GenerationEvent> WaitAsync(
        string responseId,
        ImageFacts known,
        CallSettings settings,
        Func<IImageSink>? createSink = null,
        bool cancelledIsNotAnError = false,
        [EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline deadline = new(settings.Limits, token);
        ResponseWait wait = new(
            connection, responseId, known, settings, deadline, createSink ?? (() => new MemorySink()))
        {
            CancelledIsNotAnError = cancelledIsNotAnError,
        };
        await foreach (GenerationEvent e in wait.ReadAsync().ConfigureAwait(false)) yield return e;
    }

    /// <summary>Cancels a response that runs in the background. Ends with its state.</summary>
    public async IAsyncEnumerable<GenerationEvent> CancelAsync(
        string responseId,
        ImageFacts known,
        CallSettings settings,
        [EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline deadline = new(settings.Limits, token);
        using ServiceCall call = new(connection, HttpMethod.Post, PathOf(responseId) + "/cancel", body: null, settings);
        await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;
        using LiftedImages lifted = new(() => new MemorySink());
        using AnswerBody body = new(call, deadline, lifted);
        (Response? read, AIImageException? failure) =
            await body.TryReadAsync<Response>().ConfigureAwait(false);
        if (read is not Response response)
        {
            yield return new Failed(failure!);
            yield break;
        }

        if (settings.Trace) yield return new Traced($"{call.Status}", call.Describe(body.Received.Span));
        yield return call.ToAnswered(tokens: null);
        yield return new ResponseMapper(connection, known).Unfinished(response, call.RequestId);
    }

    /// <summary>Deletes a response and its images at the service.</summary>
    public async IAsyncEnumerable<GenerationEvent> DeleteAsync(
        string responseId, CallSettings settings, [EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline deadline = new(settings.Limits, token);
        using ServiceCall call = new(connection, HttpMethod.Delete, PathOf(responseId), body: null, settings);
        await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;
        yield return call.Failure is AIImageException failure
            ? new Failed(failure)
            : call.ToAnswered(tokens: null);
    }

    /// <summary>
    /// Tries to cancel a response that nobody waits for any more. True when the service says that it
    /// is cancelled.
    /// </summary>
    public async Task<bool> AbandonAsync(string responseId)
    {
        bool isCancelled = false;
        CallSettings settings = new() { Limits = TimeLimits.For(s_abandonLimit), MaximumRetries = 1 };
        await foreach (GenerationEvent e in CancelAsync(responseId, new ImageFacts(), settings).ConfigureAwait(false))
        {
            isCancelled |= e is Received { Facts.Status: "cancelled" };
        }

        return isCancelled;
    }

    private static string PathOf(string responseId) => "responses/" + Uri.EscapeDataString(responseId);
}
