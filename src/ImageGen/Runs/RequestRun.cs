using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Apis.Responses;
using ImageGen.Files;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Runs.Spending;
using ImageGen.Service;

namespace ImageGen.Runs;

/// <summary>
/// One request of an order from its record to its images: an image is saved before it is reported, and what has
/// arrived is saved even if the caller has stopped.
/// </summary>
/// <param name="order">What is asked for in this request.</param>
/// <param name="plan">Where images go; null keeps them in memory.</param>
/// <param name="slots">The claimed place of each image.</param>
/// <param name="budget">What limits the cost of all requests; if omitted, nothing does.</param>
/// <param name="earlier">What an earlier run requested; null sends.</param>
internal sealed class RequestRun(
    ImageOrder order,
    OutputPlan? plan,
    IReadOnlyList<OutputSlot?> slots,
    Budget? budget = null,
    EarlierRequest? earlier = null)
{
    private readonly ImageArrivals _arrivals = new(order, plan, slots);
    private readonly ReservedFiles _files = new(slots);
    private readonly RequestBudget _budget = new(order, budget ?? new Budget(null));
    private readonly PendingRecord? _record = RecordOf(order, slots[0]);
    private ServiceConnection _asked = earlier?.Service ?? order.Service;
    private string? _responseId = earlier?.ResponseId;
    private bool _isSettled;

    public int Count => slots.Count;

    /// <summary>What is asked for in it.</summary>
    public ImageOrder Order => order;

    /// <summary>The places of its images as they were claimed, perhaps without extension.</summary>
    public IReadOnlyList<OutputSlot> Slots => [.. slots.OfType<OutputSlot>()];

    /// <summary>True where an earlier run requested it already.</summary>
    public bool IsRequested => earlier is not null;

    /// <summary>What sending it will cost; null where it was sent already.</summary>
    public AIImageCost? Cost => earlier is null ? CostEstimate.For(order) : null;

    /// <summary>What the request is about.</summary>
    public string Prompt => order.Prompt;

    /// <summary>
    /// The files that its images go to; the extension is that of a PNG where neither the name nor the order says it.
    /// </summary>
    public IEnumerable<string> Targets => slots.OfType<OutputSlot>().Select(
        slot => ImageFormats.WithExtension(slot.PossiblePath, order.Options.OutputFormat ?? "png"));

    /// <summary>The services that it may go to: the order's service, and the one that an earlier run sent to.</summary>
    public IReadOnlyList<ServiceConnection> Services =>
        earlier?.Service is ServiceConnection other && other != order.Service
            ? [other, order.Service]
            : [order.Service];

    /// <summary>Sends, or waits for what was sent, and yields what happens. It is run once.</summary>
    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        using CancellationTokenSource leaving = CancellationTokenSource.CreateLinkedTokenSource(token);
        IAsyncEnumerator<GenerationEvent> events = Events(leaving.Token).GetAsyncEnumerator(leaving.Token);
        bool isOver = false;
        try
        {
            while (!isOver && await NextAsync(events).ConfigureAwait(false) is GenerationEvent e)
            {
                AIImageException? refusal =
                    e is Sending ? await _budget.ReserveAsync(token).ConfigureAwait(false) : null;
                if (refusal is not null) e = new Failed(refusal);
                isOver = Note(ref e) || refusal is not null;
                IReadOnlyList<GenerationEvent> told = _arrivals.Tell(e);
                Warned? doubt = await _budget.NoteAsync(e, FilesOf(told), token).ConfigureAwait(false);
                if (doubt is not null) yield return doubt;
                foreach (GenerationEvent heard in told) yield return heard;
            }

            isOver = true;
            if (_arrivals.Missing is Warned missing) yield return missing;
            Warned? unsettled = await _budget.CloseAsync(isLeft: false, token).ConfigureAwait(false);
            if (unsettled is not null) yield return unsettled;
        }
        finally
        {
            if (!isOver) await LeaveAsync(events, leaving).ConfigureAwait(false);
            await events.DisposeAsync().ConfigureAwait(false);
            await _budget.CloseAsync(isLeft: true, leaving.Token).ConfigureAwait(false);
            _files.Dispose();
        }
    }

    private async IAsyncEnumerable<GenerationEvent> Events([EnumeratorCancellation] CancellationToken token)
    {
        if (earlier?.Obstacle is AIImageException obstacle)
        {
            _isSettled = true;
            yield return new Failed(obstacle);
            yield break;
        }

        if (earlier is not null)
        {
            bool isCancelled = false;
            IAsyncEnumerable<GenerationEvent> waited = earlier.WaitAsync(order, _files.CreateSink, token);
            await foreach (GenerationEvent e in waited.ConfigureAwait(false))
            {
                isCancelled = e is Cancelled;
                if (!isCancelled) yield return e;
            }

            if (!isCancelled) yield break;

            _asked = order.Service;
            yield return new Warned("The request of the earlier run was cancelled before it finished; it is sent "
                + "again.");
        }

        // The order in which requests are created decides whose turn it is, not the order in which they get to send.
        if (await _budget.ReserveAsync(token).ConfigureAwait(false) is AIImageException refusal)
        {
            _isSettled = true;
            yield return new Failed(refusal);
            yield break;
        }

        OrderSubmission submission = new(order, _files.CreateSink);
        await foreach (GenerationEvent e in submission.SendAsync(token).ConfigureAwait(false)) yield return e;
    }

    /// <summary>Writes the record of the request. True when it must not be sent.</summary>
    private bool Note(ref GenerationEvent e)
    {
        switch (e)
        {
            case Sending:
                return !TryRecord(ref e);
            case Refused:
                _record?.Remove();
                break;
            case Started started:
                _responseId = started.ResponseId;
                _record?.NoteResponse(started.ResponseId);
                break;
            case Received received:
                _isSettled = true;
                e = received with { Facts = received.Facts with { LedgerId = _budget.LedgerId ?? earlier?.LedgerId } };
                break;
            case Failed failed:
                _isSettled = true;
                if (IsOver(failed.Exception)) _record?.Remove();
                else if (earlier is null && failed.Exception.ResponseId is string id) _record?.NoteResponse(id);
                break;
        }

        return false;
    }

    private bool TryRecord(ref GenerationEvent e)
    {
        try
        {
            _files.Reserve();
            _record?.NoteSending(_budget.LedgerId);
            return true;
        }
        catch (AIImageException exception)
        {
            e = new Failed(exception);
            return false;
        }
    }

    /// <summary>Saves what has arrived, and cancels at the service what nobody waits for any more.</summary>
    private async Task LeaveAsync(IAsyncEnumerator<GenerationEvent> events, CancellationTokenSource leaving)
    {
        leaving.Cancel();
        try
        {
            while (await NextAsync(events).ConfigureAwait(false) is GenerationEvent e)
            {
                Note(ref e);
                await _budget.NoteAsync(e, FilesOf(_arrivals.Tell(e)), leaving.Token).ConfigureAwait(false);
            }
        }
        catch (Exception) when (leaving.IsCancellationRequested)
        {
            // A request that is cut off may fail in any way. There is nobody left to tell.
        }

        bool isOrphan = !_isSettled && _responseId is not null && order.Background == BackgroundMode.Follow;
        if (isOrphan) _ = AbandonAsync(_responseId!);
    }

    /// <summary>
    /// The record is removed when the service says that the work is cancelled; else a later run still finds it.
    /// </summary>
    private async Task AbandonAsync(string responseId)
    {
        bool isCancelled = await new StoredResponses(_asked).AbandonAsync(responseId).ConfigureAwait(false);
        if (!isCancelled) return;

        _record?.Remove();
        await _budget.ReleaseAsync().ConfigureAwait(false);
    }

    /// <summary>
    /// The next event, or null at the end. An order that cannot be put into a request fails like any other.
    /// </summary>
    private static async ValueTask<GenerationEvent?> NextAsync(IAsyncEnumerator<GenerationEvent> events)
    {
        try
        {
            return await events.MoveNextAsync().ConfigureAwait(false) ? events.Current : null;
        }
        catch (AIImageException exception)
        {
            return new Failed(exception);
        }
    }

    private static IEnumerable<string> FilesOf(IEnumerable<GenerationEvent> told) =>
        told.OfType<Completed>().Select(completed => completed.Image.FullName).OfType<string>();

    /// <summary>True when the response has ended without an image.</summary>
    private static bool IsOver(AIImageException failure) => failure.StatusCode == 200
        && failure.ErrorId is not (ErrorIds.InvalidResponse or ErrorIds.StreamIncomplete or ErrorIds.ResultUnknown);

    /// <summary>The record to keep until the file is there; null where none would help.</summary>
    private static PendingRecord? RecordOf(ImageOrder order, OutputSlot? slot) =>
        slot?.Path is string path && PendingRecord.IsKept(order, slot)
            ? new PendingRecord(path, order.Prompt, order.Service.Name)
            : null;
}
