using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Service;

namespace ImageGen.Apis.Checks;

/// <summary>One request of a check and what came of it. A refusal is a result like any other.</summary>
internal sealed class Probe(
    ServiceConnection connection,
    HttpMethod method,
    string path,
    RequestBody? body,
    CallSettings settings,
    Func<ServiceCall, Deadline, Task<AIImageException?>>? read = null)
{
    public Uri Address { get; } = new(connection.BaseUri, path);

    /// <summary>HTTP status of the answer; null when there was none.</summary>
    public int? Status { get; private set; }

    /// <summary>Why there was no answer, or what the service refuses, or why its answer cannot be read.</summary>
    public AIImageException? Failure { get; private set; }

    public HttpResponseHeaders? Headers { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    public TimeSpan Elapsed { get; private set; }

    /// <summary>Sends and waits; what happens meanwhile is yielded.</summary>
    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token)
    {
        using Deadline deadline = new(settings.Limits, token);
        using ServiceCall call = new(connection, method, path, body, settings);
        await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;

        ReceivedAt = DateTimeOffset.UtcNow;
        Elapsed = call.Elapsed;
        Headers = call.Headers;
        Failure = call.Failure;
        Status = call.Failure is null ? call.Status : call.Failure.StatusCode;
        if (Failure is null && read is not null) Failure = await read(call, deadline).ConfigureAwait(false);

        if (call.Failure is null)
        {
            yield return call.ToAnswered(tokens: null);
        }
    }
}
