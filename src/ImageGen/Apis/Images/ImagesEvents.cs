using System;
using System.Collections.Generic;
using System.Text.Json;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Orders;

namespace ImageGen.Apis.Images;

/// <summary>
/// A stream of the Images API: previews and images as they arrive, in whatever order. Its events carry no number of the
/// image, so the images of one request are told apart only by coming one after the other.
/// </summary>
internal sealed class ImagesEvents(ImageOrder order, ServiceCall call) : IEventGrammar<ImagesResponse>
{
    private readonly ImagesMapper _mapper = new(order);
    private int _images;
    private bool _isBroken;

    public bool HasNoPreviews => false;

    public bool HasEnded => Failure is not null;

    /// <summary>A stream that ends in order with some of the images is no failure.</summary>
    public int MissingImages => Failure is not null ? int.MaxValue
        : _isBroken ? order.Count - _images
        : _images == 0 ? 1 : 0;

    /// <summary>What the service gave as an error.</summary>
    public AIImageException? Failure { get; private set; }

    public long? Tokens { get; private set; }

    public Received DescribeRescued(ReceivedImage image) => _mapper.Rescued(image, call.RequestId, call.Elapsed);

    /// <summary>What is left to say at the end of the stream.</summary>
    public IEnumerable<GenerationEvent> Finish(AnswerReader reader)
    {
        _isBroken = reader.Broken is not null;
        bool isComplete = Failure is null && _images >= order.Count;
        return isComplete ? [] : reader.Rescue(this, Failure ?? reader.Broken ?? EventStream.Incomplete(call));
    }

    public string TypeOf(ImagesResponse e, string? name) => e.Type ?? name ?? string.Empty;

    public GenerationEvent? Read(ImagesResponse e, string? type, LiftedImages lifted, ServiceCall call)
    {
        if (type!.EndsWith(".partial_image", StringComparison.Ordinal))
        {
            return order.Options.PartialImages > 0 && _mapper.Partial(e, lifted) is AIImagePartial partial
                ? new Previewed(partial)
                : null;
        }

        if (type.EndsWith(".completed", StringComparison.Ordinal))
        {
            GenerationEvent? image = _mapper.Image(e, lifted, call.RequestId, call.Elapsed);
            Failure = (image as Failed)?.Exception;
            if (image is not Received) return null;

            _images++;
            Tokens = e.Usage?.TotalTokens ?? Tokens;
            return image;
        }

        bool isError = type == "error" || e.Error.ValueKind is JsonValueKind.Object or JsonValueKind.String;
        if (isError)
        {
            Failure = ServiceFailure.FromEvent(e.Error, e.Message, e.Code, e.Param, order.Service, call.RequestId);
        }

        return null;
    }
}
