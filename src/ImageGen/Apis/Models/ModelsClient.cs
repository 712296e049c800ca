using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Json;
using ImageGen.Lifting;
using ImageGen.Models;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Apis.Models;

/// <summary>Lists the models that a service gives to a key.</summary>
internal sealed class ModelsClient(ServiceConnection connection)
{
    public const string Path = "models";

    /// <summary>Ends with <see cref="Listed"/>, or with why the service does not list them.</summary>
    public async IAsyncEnumerable<GenerationEvent> ListAsync(
        CallSettings settings, [EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline deadline = new(settings.Limits, token);
        using ServiceCall call = new(connection, HttpMethod.Get, Path, body: null, settings);
        await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;

        (IReadOnlyList<ServiceModel> models, string? trace, AIImageException? failure) =
            await ReadAsync(call, deadline, settings.Trace).ConfigureAwait(false);
        if (failure is not null)
        {
            yield return new Failed(failure);
            yield break;
        }

        if (trace is not null) yield return new Traced($"{call.Status}", trace);

        yield return call.ToAnswered(tokens: null);
        yield return new Listed(models);
    }

    /// <summary>
    /// Reads the answer of a call to <see cref="Path"/>, with its JSON for the debug stream if that is wanted; or says
    /// why it is no list.
    /// </summary>
    public static async Task<(IReadOnlyList<ServiceModel> Models, string? Trace, AIImageException? Failure)> ReadAsync(
        ServiceCall call, Deadline deadline, bool trace = false)
    {
        using LiftedImages lifted = new(() => new MemorySink());
        using AnswerBody body = new(call, deadline, lifted);
        (ModelList? list, AIImageException? failure) =
            await body.TryReadAsync<ModelList>().ConfigureAwait(false);
        return list is null
            ? ([], null, failure)
            : (Read(list), trace ? call.Describe(body.Received.Span) : null, null);
    }

    private static IReadOnlyList<ServiceModel> Read(ModelList list) =>
    [
        .. from item in list.Data ?? []
           where item.Id is { Length: > 0 }
           select new ServiceModel(
               PlainText.Line(item.Id),
               UnixTime.Read(item.Created),
               item.OwnedBy is string owner ? PlainText.Line(owner) : null,
               UnixTime.Read(item.ShutdownDate)?.UtcDateTime.Date),
    ];
}
