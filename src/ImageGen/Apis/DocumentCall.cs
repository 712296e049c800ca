using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Json;
using ImageGen.Lifting;
using ImageGen.Service;

namespace ImageGen.Apis;

/// <summary>
/// One request whose answer is one JSON document without images. It yields what happens meanwhile; who asked decides
/// what its failure means.
/// </summary>
internal sealed class DocumentCall<T>(ServiceConnection connection, HttpMethod method, string path, RequestBody? body)
    where T : class, IAnswerObject, new()
{
    /// <summary>
    /// True for a request for images: once it was sent, it is not sent again unless the service says that it
    /// did nothing.
    /// </summary>
    public bool OrdersImages { get; init; }

    /// <summary>The answer; null while there is none.</summary>
    public T? Value { get; private set; }

    /// <summary>Why there is no answer; null while nothing failed.</summary>
    public AIImageException? Failure { get; private set; }

    /// <summary>Sends it and reads the answer.</summary>
    public async IAsyncEnumerable<GenerationEvent> SendAsync(
        CallSettings settings, [EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline deadline = new(settings.Limits, token);
        using ServiceCall call = new(connection, method, path, body, settings)
        {
            Images = OrdersImages ? 1 : 0,
            IsSentOnce = OrdersImages,
            IsAnsweredAtOnce = true,
        };
        await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;

        using LiftedImages lifted = new(() => new MemorySink());
        using AnswerBody answer = new(call, deadline, lifted);
        (Value, Failure) = await answer.TryReadAsync<T>().ConfigureAwait(false);
        if (Value is null) yield break;

        if (settings.Trace) yield return new Traced($"{call.Status}", call.Describe(answer.Received.Span));
        yield return new Answered(call.Method, call.Path, call.Status, call.RequestId, call.Elapsed, Tokens: null);
    }
}
