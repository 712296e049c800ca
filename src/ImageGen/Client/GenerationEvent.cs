using System;
using System.Collections.Generic;
using ImageGen.Client.Models;

namespace ImageGen.Client;

/// <summary>
/// What happens while a request is under way. Whatever must reach the user meanwhile is one of these; the set is
/// closed.
/// </summary>
internal abstract record GenerationEvent;

/// <summary>The service works on a response that has this id.</summary>
internal sealed record Started(string ResponseId, string? Status) : GenerationEvent;

/// <summary>The service is at another stage of the work.</summary>
internal sealed record Progressed(string Stage) : GenerationEvent;

/// <summary>A preview is complete.</summary>
internal sealed record Previewed(AIImagePartial Partial) : GenerationEvent;

/// <summary>An image is complete, or the state of an unfinished response is known.</summary>
internal sealed record Completed(AIImage Image) : GenerationEvent;

/// <summary>The models of a service are known.</summary>
internal sealed record Listed(IReadOnlyList<ServiceModel> Models) : GenerationEvent;

/// <summary>One check of a service is done.</summary>
internal sealed record Checked(AIImageServiceCheck Check) : GenerationEvent;

/// <summary>The request was refused and will be sent again after a delay.</summary>
internal sealed record Retrying(int Attempt, TimeSpan Delay, string Reason) : GenerationEvent;

/// <summary>A rate limit of the service, or the pace that the user set, holds the request back for so long.</summary>
internal sealed record Waiting(TimeSpan Delay) : GenerationEvent;

/// <summary>A request was answered to its end.</summary>
internal sealed record Answered(string Method, string Path, int Status, string? RequestId, TimeSpan Duration, long? Tokens)
    : GenerationEvent;

/// <summary>Something that the user should know, though the work goes on.</summary>
internal sealed record Warned(string Text) : GenerationEvent;

/// <summary>JSON that was sent or received, without keys and with image data shown as its length.</summary>
internal sealed record Traced(string Direction, string Json) : GenerationEvent;
