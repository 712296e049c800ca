using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Lifting;

namespace ImageGen.Apis.Responses;

/// <summary>An answer that is one JSON document: a response with its images, or one that is not finished.</summary>
internal sealed class ResponseDocument(ServiceCall call, ResponseMapper mapper) : IDocumentGrammar<Response>
{
    private string? _brokenId;

    /// <summary>The response, where it has no image yet; known when the events are at their end.</summary>
    public Response? Unfinished { get; private set; }

    public bool HasNoPreviews => false;

    public int MissingImages => 1;

    public Received DescribeRescued(ReceivedImage image) =>
        mapper.Rescued(_brokenId, image, call.RequestId, call.Elapsed);

    public Started? Start(Response document) =>
        document is { IsUnderWay: true, Id: string id } ? new Started(id, document.Status) : null;

    public long? CountTokens(Response document) => document.IsUnderWay
        ? null
        : document.ToolUsage?.ImageGen?.TotalTokens ?? document.Usage?.TotalTokens;

    public void Break(ReadOnlySpan<byte> text, AIImageException failure)
    {
        _brokenId = BrokenAnswer.IdOf(text);
        failure.ResponseId ??= _brokenId;
    }

    public async IAsyncEnumerable<GenerationEvent> ReadAsync(Response document, LiftedImages lifted)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        bool isEmpty = true;
        foreach (GenerationEvent e in mapper.Images(
            document, lifted, call.RequestId, call.MayBeBilled ? call.Elapsed : null))
        {
            isEmpty = false;
            yield return e;
        }

        if (!isEmpty) yield break;
        if (document.IsUnderWay) Unfinished = document;
        else yield return new Failed(mapper.Failure(document, call.RequestId));
    }
}
