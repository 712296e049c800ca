using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using ImageGen.Client.Http;
using ImageGen.Client.Lifting;
using ImageGen.Wire;

namespace ImageGen.Client.Responses;

/// <summary>
/// Waits for a response by its id: asks for its state until it is finished. Asking costs nothing, so that a connection
/// may drop, or a busy service refuse, any number of times within the limit of the whole.
/// </summary>
internal sealed class ResponseWait(
    ServiceConnection connection,
    string responseId,
    ImageOrigin origin,
    CallSettings settings,
    Deadline deadline,
    Func<IImageSink> createSink)
{
    private const int MostBrokenAnswers = 3;

    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);

    private readonly ResponseMapper _mapper = new(connection, origin);
    private readonly Random _random = new();
    private int _failures;
    private int _brokenAnswers;

    /// <summary>For the image of a request, which knows all but the id.</summary>
    public ResponseWait(ServiceConnection connection, string responseId, GenerationRequest request, Deadline deadline)
        : this(connection, responseId, request.Origin, request.Settings, deadline, request.CreateSink)
    {
    }

    /// <summary>After so many answers in a row that did not come, it gives up.</summary>
    public int MostFailures { get; init; } = int.MaxValue;

    /// <summary>True takes a response that was cancelled for an end without a failure.</summary>
    public bool LeavesCancelled { get; init; }

    /// <summary>True when it ended so.</summary>
    public bool WasCancelled { get; private set; }

    /// <summary>Ends with the images of the response.</summary>
    /// <exception cref="AIImageException">The response failed or is gone, or the time is up.</exception>
    public async IAsyncEnumerable<GenerationEvent> ReadAsync()
    {
        for (int look = 0; ; look++)
        {
            using LiftedImages lifted = new(createSink);
            using ServiceCall call = StoredResponses.Get(connection, responseId, settings with { MaximumRetries = 0 });
            await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;

            Look seen = await LookAsync(call, lifted).ConfigureAwait(false);
            if (seen.Trace is not null) yield return new Traced($"{call.Status}", seen.Trace);
            if (seen.Response is Response response && !response.IsUnderWay)
            {
                yield return new Answered(
                    call.Method, call.Path, call.Status, call.RequestId, call.Elapsed,
                    response.ToolUsage?.ImageGen?.TotalTokens);
                WasCancelled = LeavesCancelled && response.Status == "cancelled" && seen.Images.Count == 0;
                if (WasCancelled) yield break;
                if (seen.Images.Count == 0) throw _mapper.Failure(response, call.RequestId);

                foreach (AIImage image in seen.Images) yield return new Completed(image);
                yield break;
            }

            TimeSpan pause = Pause(look, call);
            yield return seen.Failure is null
                ? new Progressed(seen.Response!.Status!)
                : new Retrying(_failures, pause, seen.Failure.Message);
            if (!await deadline.DelayAsync(pause).ConfigureAwait(false)) throw TimedOut(deadline, responseId, seen.Failure);
        }
    }

    /// <summary>Reads one answer whole, so that one that breaks can be asked for again.</summary>
    /// <exception cref="AIImageException">Asking again does not help.</exception>
    private async Task<Look> LookAsync(ServiceCall call, LiftedImages lifted)
    {
        List<AIImage> images = [];
        try
        {
            using AnswerBody body = new(call, deadline, lifted);
            ReadOnlyMemory<byte> text = await body.ReadAsync().ConfigureAwait(false);
            Response response = body.Parse(text, WireContext.Default.Response);
            if (!response.IsUnderWay)
            {
                images.AddRange(_mapper.Images(response, lifted, call.RequestId, response.Duration));
                bool isOther = images.Count == 0 && response.Id is null;
                if (isOther) throw body.Invalid(null);
            }

            _failures = 0;
            _brokenAnswers = 0;
            return new Look(response, images, null, settings.Trace ? call.Describe(text.Span) : null);
        }
        catch (AIImageException failure) when (IsPassing(failure))
        {
            foreach (AIImage image in images) image.Discard();
            _failures++;
            return new Look(null, [], failure, null);
        }
        catch (AIImageException failure)
        {
            foreach (AIImage image in images) image.Discard();
            throw deadline.IsWholeExpired ? TimedOut(deadline, responseId, failure) : WithId(failure);
        }
    }

    private bool IsPassing(AIImageException failure)
    {
        if (deadline.IsWholeExpired || _failures >= MostFailures) return false;
        bool isBroken = failure.ErrorId == ErrorIds.InvalidResponse && failure.StatusCode is >= 200 and < 300;
        if (isBroken) return ++_brokenAnswers < MostBrokenAnswers;

        return RetryPolicy.MayPass(failure);
    }

    /// <summary>What the service asks for, else a pause that grows.</summary>
    private TimeSpan Pause(int look, ServiceCall call)
    {
        if (_failures > 0)
        {
            return RetryPolicy.BearableDelay(call.Headers, DateTimeOffset.UtcNow)
                ?? RetryPolicy.BackOff(_failures - 1, _random.NextDouble());
        }

        double? milliseconds = ResponseHeader.GetNumber(call.Headers, "openai-poll-after-ms");
        TimeSpan pause = milliseconds is double hint
            ? TimeSpan.FromMilliseconds(hint)
            : TimeSpan.FromSeconds(Math.Pow(1.5, Math.Min(look, 8)) * (1 - _random.NextDouble() * 0.25));
        return pause < s_longestPause ? pause : s_longestPause;
    }

    /// <summary>The failure of a wait whose time is up while the service works on.</summary>
    public static AIImageException TimedOut(Deadline deadline, string responseId, Exception? exception) => new(
        ErrorIds.OperationTimedOut,
        $"{deadline.Reason}, and the response is not finished. The service works on; nothing is lost.",
        exception)
    {
        ResponseId = responseId,
    };

    private AIImageException WithId(AIImageException failure)
    {
        failure.ResponseId ??= responseId;
        return failure;
    }

    private sealed record Look(
        Response? Response, IReadOnlyList<AIImage> Images, AIImageException? Failure, string? Trace);
}
