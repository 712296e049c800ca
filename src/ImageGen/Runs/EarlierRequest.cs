using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Apis.Responses;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Orders;
using ImageGen.Runs.Spending;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Runs;

/// <summary>
/// What an earlier run requested for a file and did not receive: it is asked for by its id, and not sent again.
/// </summary>
internal sealed class EarlierRequest
{
    private readonly OutputSlot _slot;
    private readonly PendingDocument _noted;

    /// <param name="slot">The place of the image, with the record of the earlier run.</param>
    /// <param name="usual">The service of a record that names none.</param>
    /// <param name="services">Finds the service that the record names.</param>
    public EarlierRequest(OutputSlot slot, ServiceConnection usual, ServiceDirectory services)
    {
        _slot = slot;
        _noted = slot.Earlier!;
        Service = _noted.Service is not string name || name == usual.Name ? usual : services.Find(name);
    }

    /// <summary>The service that it was sent to; null where there is no connection to it.</summary>
    public ServiceConnection? Service { get; }

    /// <summary>The response that will hold its image; null where the earlier run did not see it.</summary>
    public string? ResponseId => _noted.ResponseId;

    /// <summary>Its reservation in the ledger; null without a ledger.</summary>
    public string? LedgerId => _noted.LedgerId;

    /// <summary>Why it cannot be asked for; null where it can.</summary>
    public AIImageException? Obstacle
    {
        get
        {
            if (_noted.ResponseId is null) return Unknown();
            return Service is null ? NotConnected() : null;
        }
    }

    /// <summary>Waits for its image. <see cref="Cancelled"/> says that it was cancelled before it was done.</summary>
    public async IAsyncEnumerable<GenerationEvent> WaitAsync(
        ImageOrder order,
        Func<IImageSink> createSink,
        [EnumeratorCancellation] CancellationToken token = default)
    {
        string id = _noted.ResponseId!;
        yield return new Noted(
            $"An earlier run requested '{PlainText.Line(_slot.Path)}'; waiting for {PlainText.Line(id)}.");
        IAsyncEnumerable<GenerationEvent> events = new StoredResponses(Service!).WaitAsync(
            id,
            order.Facts with { Service = Service!.Name },
            order.Settings,
            createSink,
            cancelledIsNotAnError: true,
            token);
        StoredSettlement settlement = new(Service, id, _noted.LedgerId);
        await foreach (GenerationEvent e in settlement.FollowAsync(events, token).ConfigureAwait(false))
        {
            yield return e is Failed { Exception: { ErrorId: ErrorIds.ItemNotFound } failure }
                ? new Failed(Gone(failure, id))
                : e;
        }
    }

    private AIImageException Unknown() => new(
        ErrorIds.ResultUnknown,
        $"An earlier run ended while it requested '{PlainText.Line(_slot.Path)}', so it is unknown whether the "
        + "image was "
        + $"made. Nothing was sent now. Remove '{PlainText.Line(PendingRecord.PathOf(_slot.Path!))}' or use -Force to "
        + "send it again.");

    private AIImageException NotConnected() => new(
        ErrorIds.InvalidRequest,
        $"An earlier run requested this image from '{PlainText.Line(_noted.Service)}', but there is no "
        + "connection to it. Nothing was sent now. Connect to it, or use -Force to request another image.");

    private static AIImageException Gone(AIImageException failure, string responseId) => new(
        ErrorIds.ItemNotFound,
        $"An earlier run requested this image but did not save it, and the service no longer has it: {failure.Message} "
        + "Nothing was sent now. Use -Force to request another.",
        failure)
    {
        StatusCode = failure.StatusCode,
        RequestId = failure.RequestId,
        ResponseId = responseId,
    };
}
