using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Orders;

namespace ImageGen.Apis.Responses;

/// <summary>
/// Reads an answer that is a stream of events: previews as they arrive, the images when the response is complete.
/// </summary>
/// <remarks>
/// <para>An image that was received is never lost: when the stream breaks after it, the image is yielded all the same,
/// only without the usage that the end would have reported.</para>
/// <para>When it breaks before, the response is looked for by its id: a stream of background work is resumed after the
/// last event, as often as it breaks; any other response that the service keeps is asked for.</para>
/// </remarks>
internal sealed class StreamedAnswer(
    ImageOrder order, ServiceCall first, Deadline deadline, Func<IImageSink> createSink)
{
    private readonly ResponseMapper _mapper = new(order.Service, order.Facts);
    private readonly LiftedImages _lifted = new(createSink);
    private ResponseEvents _events = default!;
    private AnswerReader _reader = default!;
    private bool _isAtEnd;

    public async IAsyncEnumerable<GenerationEvent> ReadAsync()
    {
        using LiftedImages lifted = _lifted;
        if (first.Failure is AIImageException refused)
        {
            yield return new Failed(refused);
            yield break;
        }

        _events = new ResponseEvents(order.Service, _mapper, order.Options.PartialImages > 0)
        {
            Elapsed = () => first.Elapsed,
        };
        await foreach (GenerationEvent e in ReadAndResumeAsync().ConfigureAwait(false)) yield return e;
        if (!CanBeLookedFor())
        {
            foreach (GenerationEvent e in Finish()) yield return e;
            yield break;
        }

        AIImageException broken = Broken;
        yield return new Retrying(1, TimeSpan.Zero, $"{Reason(broken)} The response is retrieved by its id.");
        ResponseWait wait = new(
            order.Service, _events.ResponseId!, order.Facts, order.Settings, deadline, createSink)
        {
            IsKnown = true,
        };
        await foreach (GenerationEvent e in wait.ReadAsync().ConfigureAwait(false))
        {
            yield return e is Failed failed && !IsAboutTheResponse(failed.Exception)
                ? new Failed(failed.Exception.ErrorId == ErrorIds.OperationTimedOut ? Kept(broken) : broken)
                : e;
        }
    }

    /// <summary>Why there is no image, where the stream itself did not say.</summary>
    private AIImageException Broken
    {
        get
        {
            bool goesOn = order.Background == BackgroundMode.Follow && deadline.IsWholeExpired && !_events.HasEnded;
            if (goesOn && _events.ResponseId is string id) return ResponseWait.TimedOut(deadline, id, _events.Failure);

            AIImageException broken = _events.Failure ?? EventStream.Incomplete(_events.Call, _events.ResponseId);
            broken.ResponseId ??= _events.ResponseId;
            return IsKept && deadline.IsWholeExpired ? Kept(broken) : broken;
        }
    }

    /// <summary>True where the service keeps the response, so that it can be fetched by its id.</summary>
    private bool IsKept => _events.ResponseId is not null && (_events.Response.Store ?? order.Store) != false;

    private async IAsyncEnumerable<GenerationEvent> ReadAsync(ServiceCall source)
    {
        _events.Call = source;
        _reader = new AnswerReader(source, deadline, _lifted, order.Settings.Trace);
        await foreach (GenerationEvent e in _reader.ReadEventsAsync(_events).ConfigureAwait(false)) yield return e;
        if (!_events.HasEnded) _events.Break(_reader.Broken);
    }

    /// <summary>
    /// Resumes after the last event until the stream ends or cannot be resumed: it is refused, or what
    /// comes ends in order and has nothing new.
    /// </summary>
    private IAsyncEnumerable<GenerationEvent> ReadAndResumeAsync()
    {
        RetryLoop loop = new(deadline);
        return loop.RunAsync(made => made == 0 ? ReadAsync(first) : ResumeAsync(loop), _ => NextAfter(loop));
    }

    private RetryLoop.NextAttempt? NextAfter(RetryLoop loop)
    {
        bool isLost = _events.HasEnded || _events.ResponseId is null || deadline.IsWholeExpired || _isAtEnd;
        if (isLost || order.Background != BackgroundMode.Follow) return null;

        int drops = ++loop.Failures;
        TimeSpan pause = drops == 1 ? TimeSpan.Zero : RetryPolicy.BackOff(Math.Min(drops - 2, 4), loop.Spread);
        return new RetryLoop.NextAttempt(new Retrying(drops, pause, Reason(Broken)), pause);
    }

    private async IAsyncEnumerable<GenerationEvent> ResumeAsync(RetryLoop loop)
    {
        int last = _events.LastNumber;
        string query = last < 0 ? "?stream=true" : $"?stream=true&starting_after={last}";
        using ServiceCall again = StoredResponses.Get(
            order.Service, _events.ResponseId!, order.Settings with { MaximumRetries = 0 }, query);
        await foreach (GenerationEvent e in again.SendAsync(deadline).ConfigureAwait(false)) yield return e;

        if (again.Failure is AIImageException failure)
        {
            _isAtEnd = failure.StatusCode == 501 || !RetryPolicy.MayPass(failure);
            yield break;
        }

        await foreach (GenerationEvent e in ReadAsync(again).ConfigureAwait(false)) yield return e;
        if (_events.LastNumber > last) loop.Failures = 0;
        else _isAtEnd = _events.Failure is null;
    }

    /// <summary>
    /// True when no image came although the service keeps the response. In the background an error may be the stream's
    /// alone.
    /// </summary>
    private bool CanBeLookedFor() =>
        (!_events.HasEnded || (order.Background == BackgroundMode.Follow && _events.Failure is not null))
        && !_events.HasImage
        && !_lifted.HasRest
        && IsKept
        && !deadline.IsWholeExpired;

    /// <summary>What happened to the stream. It says nothing of the bill: the response is not lost with it.</summary>
    private static string Reason(AIImageException broken) => broken.Reason ?? broken.Message;

    /// <summary>The failure of a stream whose response is stored but was not fetched in time.</summary>
    private static AIImageException Kept(AIImageException broken) => new(
        broken.ErrorId, $"{Reason(broken).TrimEnd('.')}. The service still has the response.", broken.InnerException)
    {
        StatusCode = broken.StatusCode,
        Code = broken.Code,
        Type = broken.Type,
        RequestId = broken.RequestId,
        ResponseId = broken.ResponseId,
    };

    /// <summary>What the service says of the response itself goes before the break of the stream.</summary>
    private static bool IsAboutTheResponse(AIImageException failure) =>
        failure.StatusCode == 200 && failure.ErrorId != ErrorIds.InvalidResponse;

    private IEnumerable<GenerationEvent> Finish()
    {
        Response response = _events.Merge();
        yield return first.ToAnswered(response.ToolUsage?.ImageGen?.TotalTokens, _events.Call.RequestId);

        bool isAnswered = _events.HasEnded && _events.Failure is null;
        bool isEmpty = true;
        foreach (GenerationEvent e in _mapper.Images(response, _lifted, _events.Call.RequestId, first.Elapsed))
        {
            if (isEmpty && e is Received && !isAnswered) yield return new Warned(AnswerReader.WarningAbout(Broken));

            isEmpty = false;
            yield return e;
        }

        if (!isEmpty) yield break;

        AIImageException failure = isAnswered ? _mapper.Failure(response, _events.Call.RequestId) : Broken;
        foreach (GenerationEvent e in _reader.Rescue(_events, failure)) yield return e;
    }
}
