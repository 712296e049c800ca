using System;
using System.Collections.Generic;
using ImageGen.Client.Http;
using ImageGen.Client.Lifting;
using ImageGen.Wire;

namespace ImageGen.Client.Responses;

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
        ReadOnlyMemory<byte> text = await body.ReadAsync().ConfigureAwait(false);
        Response response = body.Parse(text, WireContext.Default.Response);
        if (response.IsUnderWay && response.Id is string id) yield return new Started(id, response.Status);
        if (trace) yield return new Traced($"{call.Status}", call.Describe(text.Span));

        yield return new Answered(
            call.Method, call.Path, call.Status, call.RequestId, call.Elapsed,
            response.IsUnderWay ? null : response.ToolUsage?.ImageGen?.TotalTokens ?? response.Usage?.TotalTokens);

        bool isEmpty = true;
        foreach (AIImage image in mapper.Images(
            response, lifted, call.RequestId, call.MayBeBilled ? call.Elapsed : null))
        {
            isEmpty = false;
            yield return new Completed(image);
        }

        if (!isEmpty) yield break;
        if (!response.IsUnderWay) throw mapper.Failure(response, call.RequestId);

        Unfinished = response;
    }
}
