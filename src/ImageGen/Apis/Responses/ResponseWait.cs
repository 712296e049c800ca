using System;
using System.Collections.Generic;
using System.Net.Http.Headers;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Service;

namespace ImageGen.Apis.Responses;

/// <summary>
/// Waits for a response by its id: asks for its state until it is finished. Asking costs nothing, so that a connection
/// may drop, or a busy service refuse, any number of times within the overall timeout.
/// </summary>
internal sealed class ResponseWait(
    ServiceConnection connection,
    string responseId,
    ImageFacts known,
    CallSettings settings,
    Deadline deadline,
    Func<IImageSink> createSink)
{
    private const int MostBrokenAnswers = 3;

    private static readonly TimeSpan s_shortestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    private readonly ResponseMapper _mapper = new(connection, known);
    private readonly RetryLoop _loop = new(deadline);
    private Look? _look;
    private HttpResponseHeaders? _headers;
    private int _brokenAnswers;

    /// <summary>True once the service has reported the response.</summary>
    public bool IsKnown { get; set; }

    /// <summary>Yields <see cref="Cancelled"/> for a response that was cancelled.</summary>
    public bool CancelledIsNotAnError { get; init; }

    /// <summary>Ends with the images of the response, or with why there are none.</summary>
    public async IAsyncEnumerable<GenerationEvent> ReadAsync()
    {
        await foreach (GenerationEvent e in _loop.RunAsync(_ => AskAsync(), NextAfter).ConfigureAwait(false))
        {
            yield return e;
        }
        if (_loop.IsTimeUp) yield return new Failed(TimedOut(_look!.Failure));
    }

    private async IAsyncEnumerable<GenerationEvent> AskAsync()
    {
        using LiftedImages lifted = new(createSink);
        using ServiceCall call = StoredResponses.Get(connection, responseId, settings with { MaximumRetries = 0 });
        await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;
        _look = await LookAsync(call, lifted).ConfigureAwait(false);
        _headers = call.Headers;
        if (_look.Trace is not null) yield return new Traced($"{call.Status}", _look.Trace);
        if (_look.Response is { IsUnderWay: false } response)
        {
            yield return call.ToAnswered(response.ToolUsage?.ImageGen?.TotalTokens);
            foreach (GenerationEvent e in End(response, _look.Images, call)) yield return e;
        }

        if (_look is not { Failure: AIImageException failure, MayPass: false }) yield break;

        failure.ResponseId ??= responseId;
        yield return new Failed(failure);
    }

    private RetryLoop.NextAttempt? NextAfter(int looks)
    {
        if (_look is { Failure: AIImageException failure })
        {
            TimeSpan delay = RetryPolicy.BearableDelay(_headers, deadline.Clock.UtcNow)
                ?? RetryPolicy.BackOff(_loop.Failures - 1, _loop.Spread);
            return _look.MayPass
                ? new RetryLoop.NextAttempt(new Retrying(_loop.Failures, delay, failure.Message), delay)
                : null;
        }

        return _look is { Response: { IsUnderWay: true } response }
            ? new RetryLoop.NextAttempt(new Progressed(response.Status!), PauseAfter(looks))
            : null;
    }

    private IEnumerable<GenerationEvent> End(Response response, IReadOnlyList<Received> images, ServiceCall call)
    {
        if (images.Count > 0) return images;

        return CancelledIsNotAnError && response.Status == "cancelled"
            ? [new Cancelled()]
            : [new Failed(_mapper.Failure(response, call.RequestId))];
    }

    /// <summary>Reads one answer whole, so that one that breaks can be asked for again.</summary>
    private async Task<Look> LookAsync(ServiceCall call, LiftedImages lifted)
    {
        using AnswerBody body = new(call, deadline, lifted);
        (Response? read, AIImageException? failure) =
            await body.TryReadAsync<Response>().ConfigureAwait(false);
        List<Received> images = [];
        if (read is { IsUnderWay: false })
        {
            foreach (GenerationEvent e in _mapper.Images(read, lifted, call.RequestId, read.Duration))
            {
                if (e is Received received) images.Add(received);
                else failure ??= (e as Failed)?.Exception;
            }

            bool isOther = images.Count == 0 && failure is null && read.Id is null;
            if (isOther) failure = body.Invalid(null);
        }

        if (failure is null)
        {
            _loop.Failures = 0;
            _brokenAnswers = 0;
            IsKnown = true;
            return new Look(read, images, null, false, settings.Trace ? call.Describe(body.Received.Span) : null);
        }

        foreach (Received received in images) received.Image?.Dispose();
        bool mayPass = IsPassing(failure);
        if (mayPass) _loop.Failures++;
        else if (deadline.IsWholeExpired) failure = TimedOut(failure);
        return new Look(null, [], failure, mayPass, null);
    }

    private bool IsPassing(AIImageException failure)
    {
        if (deadline.IsWholeExpired) return false;
        bool isBroken = failure.ErrorId == ErrorIds.InvalidResponse && failure.StatusCode is >= 200 and < 300;
        if (isBroken) return ++_brokenAnswers < MostBrokenAnswers;

        return RetryPolicy.MayPass(failure);
    }

    /// <summary>
    /// How long the service asks to wait, within bounds, else a pause that grows with the number of looks.
    /// </summary>
    private TimeSpan PauseAfter(int looks)
    {
        double? milliseconds = ResponseHeader.GetNumber(_headers, "openai-poll-after-ms");
        TimeSpan pause = milliseconds is double hint
            ? TimeSpan.FromMilliseconds(hint)
            : TimeSpan.FromSeconds(Math.Pow(1.5, Math.Min(looks - 1, 8)) * (1 - _loop.Spread * 0.25));
        if (pause < s_shortestPause) return s_shortestPause;
        return pause < s_longestPause ? pause : s_longestPause;
    }

    /// <summary>The failure of a wait that timed out while the service still works.</summary>
    public static AIImageException TimedOut(Deadline deadline, string responseId, Exception? exception) => new(
        ErrorIds.OperationTimedOut,
        $"{deadline.Reason}. The response is still in progress at the service; nothing is lost.",
        exception)
    {
        ResponseId = responseId,
    };

    /// <summary>The same of this wait. It promises nothing about a response that it has never seen.</summary>
    private AIImageException TimedOut(AIImageException? last) => IsKnown ? TimedOut(deadline, responseId, last) : new(
        ErrorIds.OperationTimedOut,
        $"{deadline.Reason}, and the service did not report the state of the response. {last?.Message}".TrimEnd(),
        last)
    {
        ResponseId = responseId,
    };

    /// <summary>
    /// What one look showed: the response with its images, or a failure, which may pass when it is asked again.
    /// </summary>
    private sealed class Look(
        Response? response, IReadOnlyList<Received> images, AIImageException? failure, bool mayPass, string? trace)
    {
        public Response? Response { get; } = response;

        public IReadOnlyList<Received> Images { get; } = images;

        public AIImageException? Failure { get; } = failure;

        public bool MayPass { get; } = mayPass;

        public string? Trace { get; } = trace;
    }
}
