using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Client.Http;
using ImageGen.Client.Lifting;
using ImageGen.Wire;

namespace ImageGen.Client.Images;

/// <summary>
/// Reads a stream of the Images API: previews and images as they arrive, in whatever order. Its events carry no number
/// of the image, so the images of one request are told apart only by coming one after the other.
/// </summary>
internal sealed class StreamedImages(
    ServiceConnection connection, GenerationRequest request, ServiceCall call, Deadline deadline)
{
    private readonly ImagesMapper _mapper = new(connection, request);
    private AIImageException? _failure;
    private long? _tokens;
    private int _images;

    public async IAsyncEnumerable<GenerationEvent> ReadAsync()
    {
        using LiftedImages lifted = new(request.CreateSink);
        EventStream stream = new(call, deadline, lifted);
        await foreach ((ImagesResponse e, string? name, ReadOnlyMemory<byte> json) in
            stream.ReadAsync(WireContext.Default.ImagesResponse).ConfigureAwait(false))
        {
            string type = e.Type ?? name ?? string.Empty;
            if (request.Settings.Trace) yield return new Traced(call.Show(type), call.Describe(json.Span));
            if (Handle(e, type, lifted) is GenerationEvent handled) yield return handled;
            if (_failure is not null) break;
        }

        yield return new Answered(call.Method, call.Path, call.Status, call.RequestId, call.Elapsed, _tokens);

        foreach (ReceivedImage image in lifted.TakeRest())
        {
            if (_images >= request.Count) break;

            _images++;
            yield return new Warned(BrokenAnswer.Warning(_failure ?? stream.Broken ?? EventStream.Incomplete(call)));
            yield return new Completed(_mapper.Rescued(image, call.RequestId, call.Elapsed));
        }

        bool isComplete = _failure is null && _images >= request.Count;
        if (!isComplete && (_failure ?? stream.Broken) is AIImageException failure) throw failure;
        if (_images == 0) throw EventStream.Incomplete(call);
    }

    private GenerationEvent? Handle(ImagesResponse e, string type, LiftedImages lifted)
    {
        if (type.EndsWith(".partial_image", StringComparison.Ordinal))
        {
            return request.Options.PartialImages > 0
                && _mapper.Partial(e, lifted) is AIImagePartial partial
                ? new Previewed(partial)
                : null;
        }

        if (type.EndsWith(".completed", StringComparison.Ordinal))
        {
            if (_mapper.Image(e, lifted, call.RequestId, call.Elapsed) is not AIImage image) return null;

            _images++;
            _tokens = e.Usage?.TotalTokens ?? _tokens;
            return new Completed(image);
        }

        bool isError = type == "error" || e.Error.ValueKind is JsonValueKind.Object or JsonValueKind.String;
        if (isError)
        {
            _failure = ServiceFailure.FromEvent(e.Error, e.Message, e.Code, e.Param, connection, call.RequestId);
        }

        return null;
    }
}
