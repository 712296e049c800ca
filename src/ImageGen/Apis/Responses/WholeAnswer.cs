using System;
using System.Collections.Generic;
using ImageGen.Http;
using ImageGen.Lifting;

namespace ImageGen.Apis.Responses;

/// <summary>
/// Reads an answer that is one JSON document: a response with its images, or one that is not finished. The id of that
/// comes before all else, for until it is known elsewhere the work could be lost.
/// </summary>
internal sealed class WholeAnswer(
    ServiceCall call, ResponseMapper mapper, Deadline deadline, Func<IImageSink> createSink, bool trace)
{
    /// <summary>The response, where it has no image yet; known when the events are at their end.</summary>
    public Response? Unfinished { get; private set; }

    public async IAsyncEnumerable<GenerationEvent> ReadAsync()
    {
        using LiftedImages lifted = new(createSink);
        using AnswerBody body = new(call, deadline, lifted);
        (Response? read, AIImageException? failure) =
            await body.TryReadAsync(ResponsesContext.Default.Response).ConfigureAwait(false);
        if (read is not Response response)
        {
            foreach (GenerationEvent e in Rescue(lifted, body, failure!)) yield return e;
            yield break;
        }

        ReadOnlyMemory<byte> text = body.Received;
        if (response.IsUnderWay && response.Id is string id) yield return new Started(id, response.Status);
        if (trace) yield return new Traced($"{call.Status}", call.Describe(text.Span));

        yield return new Answered(
            call.Method, call.Path, call.Status, call.RequestId, call.Elapsed,
            response.IsUnderWay ? null : response.ToolUsage?.ImageGen?.TotalTokens ?? response.Usage?.TotalTokens);

        bool isEmpty = true;
        foreach (GenerationEvent e in mapper.Images(
            response, lifted, call.RequestId, call.MayBeBilled ? call.Elapsed : null))
        {
            isEmpty = false;
            yield return e;
        }

        if (!isEmpty) yield break;
        if (response.IsUnderWay) Unfinished = response;
        else yield return new Failed(mapper.Failure(response, call.RequestId));
    }

    /// <summary>The images that were whole before the answer broke; without one, the failure.</summary>
    private IEnumerable<GenerationEvent> Rescue(LiftedImages lifted, AnswerBody body, AIImageException failure)
    {
        string? responseId = BrokenAnswer.IdOf(body.Received.Span);
        bool isEmpty = true;
        foreach (ReceivedImage image in lifted.TakeRest())
        {
            if (isEmpty) yield return new Warned(BrokenAnswer.Warning(failure));
            isEmpty = false;
            yield return mapper.Rescued(responseId, image, call.RequestId, call.Elapsed);
        }

        if (!isEmpty) yield break;

        failure.ResponseId ??= responseId;
        yield return new Failed(failure);
    }
}
