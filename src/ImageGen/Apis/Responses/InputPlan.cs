using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Service;

namespace ImageGen.Apis.Responses;

/// <summary>
/// How the images of an edit are sent: which earlier result is continued by its response, which are named by the id of
/// their call, and which are sent as data.
/// </summary>
internal sealed class InputPlan
{
    private readonly List<ImageReference> _images = [];
    private readonly List<string> _callIds = [];

    private InputPlan(ImageInput? mask) => Mask = ImageReference.For(mask, Uploads);

    public Uploads Uploads { get; } = new();

    public string? PreviousResponseId { get; private set; }

    public ImageReference? Mask { get; }

    /// <summary>The images that are sent with the message.</summary>
    public IReadOnlyList<ImageReference> Images => _images;

    /// <summary>The earlier images that are named by the id of their call.</summary>
    public IReadOnlyList<string> CallIds => _callIds;

    /// <summary>True when something is carried by an id that the service may have forgotten.</summary>
    public bool UsesIds => PreviousResponseId is not null || _callIds.Count > 0;

    /// <exception cref="AIImageException">An image cannot be sent as requested.</exception>
    public static InputPlan Create(ImageInputs inputs, ImageInput? mask, ServiceConnection service)
    {
        inputs.CheckCount();
        InputPlan plan = new(mask);
        bool isOnlyEarlier = inputs.Items.Count(item => item is EarlierImage) == 1;
        foreach (ImageInput item in inputs.Items) plan.Add(item, inputs.Context, service, isOnlyEarlier);
        return plan;
    }

    /// <summary>The same inputs with the bytes of all earlier results, or null when some have none.</summary>
    public static InputPlan? CreateWithBytes(ImageInputs inputs, ImageInput? mask, ServiceConnection service) =>
        inputs.Context == AIImageContext.Auto
        && inputs.Items.All(item => item is not EarlierImage { Load: null })
            ? Create(inputs with { Context = AIImageContext.Data }, mask, service)
            : null;

    private void Add(ImageInput item, AIImageContext context, ServiceConnection service, bool isOnlyEarlier)
    {
        if (item is EarlierImage earlier) Add(earlier, Resolve(earlier, context, service, isOnlyEarlier));
        else Add(item);
    }

    private void Add(ImageInput image) => _images.Add(ImageReference.For(image, Uploads)!);

    private void Add(EarlierImage earlier, AIImageContext context)
    {
        switch (context)
        {
            case AIImageContext.Response:
                if (PreviousResponseId is not null && PreviousResponseId != earlier.ResponseId)
                {
                    throw Invalid("An edit can continue only one response. Use -Context Call or Data for several "
                        + "images.");
                }

                PreviousResponseId = Require(earlier.ResponseId, "response id", "Response");
                break;
            case AIImageContext.Call:
                _callIds.Add(Require(earlier.Id, "image call id", "Call"));
                break;
            default:
                Func<ImageData> load = earlier.Load ?? throw Invalid(
                    "The earlier image has no bytes to send. Get it again with Get-AIImage, or use -Context Response.");
                Add(load());
                break;
        }
    }

    private static AIImageContext Resolve(
        EarlierImage earlier, AIImageContext context, ServiceConnection service, bool isOnlyEarlier)
    {
        if (context != AIImageContext.Auto) return context;

        bool isHere = earlier.Stored && !service.KeepsNoResponses
            && (earlier.Service is null || earlier.Service == service.Name);
        if (!isHere && earlier.Load is not null) return AIImageContext.Data;
        if (isOnlyEarlier && earlier.ResponseId is not null) return AIImageContext.Response;
        return earlier.Id is not null ? AIImageContext.Call
            : earlier.ResponseId is not null ? AIImageContext.Response
            : AIImageContext.Data;
    }

    private static string Require(string? id, string what, string context) =>
        id ?? throw Invalid($"The earlier image has no {what}, which -Context {context} needs.");

    private static AIImageException Invalid(string message) => new(ErrorIds.InvalidRequest, message);
}
