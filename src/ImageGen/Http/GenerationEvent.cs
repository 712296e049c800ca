using System;
using ImageGen.Service;

namespace ImageGen.Http;

/// <summary>
/// What happens while a request is under way. Whatever must reach the user meanwhile is one of these; the set is
/// closed. The caller decides when the next one may happen: nothing is sent before it is asked for.
/// </summary>
internal abstract record GenerationEvent;

/// <summary>
/// A request that makes something is sent when the next event is asked for; from then on it may be billed.
/// </summary>
internal sealed record Sending : GenerationEvent;

/// <summary>The request was not sent, or was refused: nothing was made.</summary>
internal sealed record Refused : GenerationEvent;

/// <summary>
/// The access token was refused. Where it is renewed before the next event is asked for, the request is sent again.
/// </summary>
internal sealed record TokenRefused(ServiceKey? Token) : GenerationEvent;

/// <summary>The request was refused and will be sent again after a delay.</summary>
internal sealed record Retrying(int Attempt, TimeSpan Delay, string Reason) : GenerationEvent;

/// <summary>A rate limit of the service, or the pace that the user set, holds the request back for this time.</summary>
internal sealed record Waiting(TimeSpan Delay) : GenerationEvent;

/// <summary>The answer to a request has ended, or the request was refused; the status tells which.</summary>
internal sealed record Answered(
    string Method, string Path, int Status, string? RequestId, TimeSpan Duration, long? Tokens) : GenerationEvent;

/// <summary>Something that the user should know, although the work continues.</summary>
/// <param name="Text">The warning.</param>
/// <param name="Topic">A command warns of it once; null warns each time.</param>
internal sealed record Warned(string Text, string? Topic = null) : GenerationEvent;

/// <summary>Something that is shown with <c>-Verbose</c>.</summary>
internal sealed record Noted(string Text) : GenerationEvent;

/// <summary>JSON that was sent or received, without keys and with image data shown as its length.</summary>
internal sealed record Traced(string Direction, string Json) : GenerationEvent;

/// <summary>Why there is no image, or why one could not be saved. It is the last event of its image.</summary>
internal sealed record Failed(AIImageException Exception) : GenerationEvent;
