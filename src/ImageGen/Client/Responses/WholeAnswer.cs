using System;
using System.Collections.Generic;
using ImageGen.Client.Http;
using ImageGen.Client.Lifting;
using ImageGen.Wire;

namespace ImageGen.Client.Responses;

/// <summary>Reads an answer that is one JSON document.</summary>
internal sealed class WholeAnswer(
    ServiceCall call, ResponseMapper mapper, Deadline deadline, Func<IImageSink> createSink, bool trace)
{
    public async IAsyncEnumerable<GenerationEvent> ReadAsync()
    {
        using LiftedImages lifted = new(createSink);
        AnswerBody body = new(call, deadline, lifted);
        byte[] text = await body.ReadAsync().ConfigureAwait(false);
        Response response = body.Parse(text, WireContext.Default.Response);
        if (trace) yield return new Traced($"{call.Status}", call.Describe(text));

        yield return new Answered(
            call.Method, call.Path, call.Status, call.RequestId, call.Elapsed,
            response.ToolUsage?.ImageGen?.TotalTokens ?? response.Usage?.TotalTokens);

        bool isEmpty = true;
        foreach (AIImage image in mapper.Images(
            response, lifted, call.RequestId, call.MayBeBilled ? call.Elapsed : null))
        {
            isEmpty = false;
            yield return new Completed(image);
        }

        if (isEmpty)
        {
            if (response.Status is not ("queued" or "in_progress")) throw mapper.Failure(response, call.RequestId);

            yield return new Completed(mapper.Unfinished(response, call.RequestId));
        }
    }
}
