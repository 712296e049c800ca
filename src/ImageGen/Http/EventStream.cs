using System;
using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Json;
using ImageGen.Lifting;

namespace ImageGen.Http;

/// <summary>
/// The events of a streamed answer. It ends where the stream ends or the connection broke;
/// <see cref="Broken"/> says which.
/// </summary>
internal sealed class EventStream(ServiceCall call, Deadline deadline, LiftedImages lifted)
{
    private const string EndedEarly = "The stream ended without a final image.";

    /// <summary>Why the stream broke, or null.</summary>
    public AIImageException? Broken { get; private set; }

    /// <summary>
    /// Parses each event. What cannot be parsed is skipped like an unknown event: an image that is missing is noticed
    /// at the end.
    /// </summary>
    /// <exception cref="AIImageException">The call failed.</exception>
    public async IAsyncEnumerable<(T Event, string? Name, ReadOnlyMemory<byte> Json)> ReadAsync<T>()
        where T : class, IAnswerObject, new()
    {
        using AnswerBody body = new(call, deadline, lifted);
        using Stream stream = await body.OpenAsync().ConfigureAwait(false);
        ServerSentEventReader reader = new(stream);
        while (await NextAsync(reader).ConfigureAwait(false) is ServerSentEvent raw)
        {
            if (raw.Data.Span.SequenceEqual("[DONE]"u8)) yield break;
            if (Parse<T>(raw) is T parsed) yield return (parsed, raw.Name, raw.Data);
        }
    }

    /// <summary>The failure of a stream that came to its end without a final image.</summary>
    public static AIImageException Incomplete(ServiceCall call, string? responseId = null) => new(
        ErrorIds.StreamIncomplete,
        $"{EndedEarly} The image may have been made and billed.")
    {
        Reason = EndedEarly,
        StatusCode = call.Status,
        RequestId = call.RequestId,
        ResponseId = responseId,
    };

    private async ValueTask<ServerSentEvent?> NextAsync(ServerSentEventReader reader)
    {
        try
        {
            return await reader.ReadAsync(deadline.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (ServiceFailure.IsInterruption(exception, deadline))
        {
            Broken = call.Interrupted(exception, deadline);
            return null;
        }
    }

    private static T? Parse<T>(ServerSentEvent raw)
        where T : class, IAnswerObject, new()
    {
        try
        {
            return FieldReader.Parse<T>(raw.Data.Span);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
