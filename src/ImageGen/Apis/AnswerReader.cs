using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Json;
using ImageGen.Lifting;

namespace ImageGen.Apis;

/// <summary>
/// Reads an answer, as one document or as a stream of events; what they mean is the grammar's. An image that arrived
/// before the answer broke is paid for, so it is yielded all the same.
/// </summary>
internal sealed class AnswerReader(ServiceCall call, Deadline deadline, LiftedImages lifted, bool trace)
{
    private const string WarningAboutPlace =
        "The answer is not in the form of its API, but there is an image in it. The image is complete; its usage and "
        + "cost are unknown. Check the base URL and any proxy.";

    /// <summary>Why the stream of events broke; null if it came to its end.</summary>
    public AIImageException? Broken { get; private set; }

    /// <summary>Reads an answer that is one document.</summary>
    public async IAsyncEnumerable<GenerationEvent> ReadDocumentAsync<T>(IDocumentGrammar<T> grammar)
        where T : class, IAnswerObject, new()
    {
        using AnswerBody body = new(call, deadline, lifted);
        (T? read, AIImageException? failure) = await body.TryReadAsync<T>().ConfigureAwait(false);
        if (read is not T document)
        {
            grammar.Break(body.Received.Span, failure!);
            foreach (GenerationEvent e in Rescue(grammar, failure!)) yield return e;
            yield break;
        }

        if (grammar.Start(document) is Started started) yield return started;
        if (trace) yield return new Traced($"{call.Status}", call.Describe(body.Received.Span));

        yield return call.ToAnswered(grammar.CountTokens(document));
        await foreach (GenerationEvent e in grammar.ReadAsync(document, lifted).ConfigureAwait(false))
        {
            IEnumerable<GenerationEvent> told =
                e is Failed { Exception: { ErrorId: ErrorIds.NoImageReturned } unnamed }
                    ? Rescue(grammar, unnamed, WarningAboutPlace)
                    : [e];
            foreach (GenerationEvent one in told) yield return one;
        }
    }

    /// <summary>Reads a stream of events until one of them ends the answer, or the stream ends or breaks.</summary>
    public async IAsyncEnumerable<GenerationEvent> ReadEventsAsync<T>(IEventGrammar<T> grammar)
        where T : class, IAnswerObject, new()
    {
        EventStream stream = new(call, deadline, lifted);
        await foreach ((T e, string? name, ReadOnlyMemory<byte> json) in
            stream.ReadAsync<T>().ConfigureAwait(false))
        {
            string? type = grammar.TypeOf(e, name);
            if (trace) yield return new Traced(call.Show(type ?? "event"), call.Describe(json.Span));
            if (grammar.Read(e, type, lifted, call) is GenerationEvent seen) yield return seen;
            if (grammar.HasEnded) yield break;
        }

        Broken = stream.Broken;
    }

    /// <summary>
    /// The images that arrived whole and that no part of the answer named before it broke, and the failure if they are
    /// fewer than are missing.
    /// </summary>
    /// <param name="grammar">Describes them.</param>
    /// <param name="failure">How the answer broke.</param>
    /// <param name="warning">What to say of the images; if omitted, that the answer broke.</param>
    public IEnumerable<GenerationEvent> Rescue(
        IAnswerGrammar grammar, AIImageException failure, string? warning = null)
    {
        int missing = grammar.MissingImages;
        foreach (ReceivedImage image in lifted.TakeRest(grammar.HasNoPreviews))
        {
            if (missing-- == grammar.MissingImages) yield return new Warned(warning ?? WarningAbout(failure));
            yield return grammar.DescribeRescued(image);
        }

        if (missing > 0) yield return new Failed(failure);
    }

    /// <summary>The warning for an image that is complete although its answer is not.</summary>
    public static string WarningAbout(AIImageException failure) =>
        "The answer was cut off after the image had arrived. The image is complete; its usage and cost are unknown. "
        + (failure.Reason ?? failure.Message);
}
