using System;
using System.Collections.Generic;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Orders;

namespace ImageGen.Apis.Images;

/// <summary>
/// Reads a stream of the Images API: previews and images as they arrive, in whatever order. Its events carry no number
/// of the image, so the images of one request are told apart only by coming one after the other.
/// </summary>
internal sealed class StreamedImages(ImageOrder order, ServiceCall call, Deadline deadline, Func<IImageSink> createSink)
{
    private readonly ImagesMapper _mapper = new(order);
    private AIImageException? _failure;
    private long? _tokens;
    private int _images;

    public async IAsyncEnumerable<GenerationEvent> ReadAsync()
    {
        if (call.Failure is AIImageException refused)
        {
            yield return new Failed(refused);
            yield break;
        }

        using LiftedImages lifted = new(createSink);
        EventStream stream = new(call, deadline, lifted);
        await foreach ((ImagesResponse e, string? name, ReadOnlyMemory<byte> json) in
            stream.ReadAsync(ImagesContext.Default.ImagesResponse).ConfigureAwait(false))
        {
            string type = e.Type ?? name ?? string.Empty;
            if (order.Settings.Trace) yield return new Traced(call.Show(type), call.Describe(json.Span));
            if (Handle(e, type, lifted) is GenerationEvent handled) yield return handled;
            if (_failure is not null) break;
        }

        yield return new Answered(call.Method, call.Path, call.Status, call.RequestId, call.Elapsed, _tokens);

        foreach (ReceivedImage image in lifted.TakeRest())
        {
            if (_images >= order.Count) break;

            _images++;
            yield return new Warned(BrokenAnswer.Warning(_failure ?? stream.Broken ?? EventStream.Incomplete(call)));
            yield return _mapper.Rescued(image, call.RequestId, call.Elapsed);
        }

        bool isComplete = _failure is null && _images >= order.Count;
        AIImageException? broken = isComplete ? null : _failure ?? stream.Broken;
        if (broken is null && _images == 0) broken = EventStream.Incomplete(call);
        if (broken is not null) yield return new Failed(broken);
    }

    private GenerationEvent? Handle(ImagesResponse e, string type, LiftedImages lifted)
    {
        if (type.EndsWith(".partial_image", StringComparison.Ordinal))
        {
            return order.Options.PartialImages > 0
                && _mapper.Partial(e, lifted) is AIImagePartial partial
                ? new Previewed(partial)
                : null;
        }

        if (type.EndsWith(".completed", StringComparison.Ordinal))
        {
            switch (_mapper.Image(e, lifted, call.RequestId, call.Elapsed))
            {
                case Received received:
                    _images++;
                    _tokens = e.Usage?.TotalTokens ?? _tokens;
                    return received;
                case Failed failed:
                    _failure = failed.Exception;
                    return null;
                default:
                    return null;
            }
        }

        bool isError = type == "error" || e.Error.ValueKind is JsonValueKind.Object or JsonValueKind.String;
        if (isError)
        {
            _failure = ServiceFailure.FromEvent(e.Error, e.Message, e.Code, e.Param, order.Service, call.RequestId);
        }

        return null;
    }
}
