using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Client.Http;
using ImageGen.Client.Lifting;
using ImageGen.Wire;

namespace ImageGen.Client.Models;

/// <summary>Lists the models that a service gives to a key.</summary>
internal sealed class ModelsClient(ServiceConnection connection)
{
    public const string Path = "models";

    /// <summary>Ends with <see cref="Listed"/>.</summary>
    /// <exception cref="AIImageException">The service does not list them.</exception>
    public async IAsyncEnumerable<GenerationEvent> ListAsync(
        CallSettings settings, [EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline deadline = new(settings.Limits, token);
        using ServiceCall call = new(connection, HttpMethod.Get, Path, body: null, settings);
        await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;

        (IReadOnlyList<ServiceModel> models, string? trace) =
            await ReadAsync(call, deadline, settings.Trace).ConfigureAwait(false);
        if (trace is not null) yield return new Traced($"{call.Status}", trace);

        yield return new Answered(call.Method, call.Path, call.Status, call.RequestId, call.Elapsed, Tokens: null);
        yield return new Listed(models);
    }

    /// <summary>Reads the answer of a call to <see cref="Path"/>, with its JSON for the debug stream if that is wanted.</summary>
    /// <exception cref="AIImageException">It is a refusal, or no list.</exception>
    public static async Task<(IReadOnlyList<ServiceModel> Models, string? Trace)> ReadAsync(
        ServiceCall call, Deadline deadline, bool trace = false)
    {
        using LiftedImages lifted = new(() => new MemorySink());
        using AnswerBody body = new(call, deadline, lifted);
        ReadOnlyMemory<byte> text = await body.ReadAsync().ConfigureAwait(false);
        return (Read(body.Parse(text, WireContext.Default.ModelList)), trace ? call.Describe(text.Span) : null);
    }

    private static IReadOnlyList<ServiceModel> Read(ModelList list) =>
    [
        .. from item in list.Data ?? []
           where item?.Id is { Length: > 0 }
           select new ServiceModel(
               PlainText.Line(item.Id),
               UnixTime.Read(item.Created),
               item.OwnedBy is string owner ? PlainText.Line(owner) : null,
               Date(item.ShutdownDate)),
    ];

    private static DateTime? Date(JsonElement date)
    {
        if (date.ValueKind == JsonValueKind.Number) return UnixTime.Read(date.GetDouble())?.UtcDateTime.Date;

        return date.ValueKind == JsonValueKind.String
            && DateTimeOffset.TryParse(
                date.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset day)
            ? day.UtcDateTime.Date
            : null;
    }
}
