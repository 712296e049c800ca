using ImageGen.Apis;
using ImageGen.Http;
using ImageGen.Runs;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>What -Verbose says of an event.</summary>
internal static class VerboseLine
{
    /// <summary>The line of an event, and the input that it is about; null for an event that has none.</summary>
    public static string? For(GenerationEvent e, string? label, ServiceConnection service) =>
        TextOf(e, service) is string text ? With(text, label) : null;

    /// <summary>A line, and the input that it is about where it does not say so itself.</summary>
    public static string With(string text, string? label) => label is null ? text : $"{text} ({label})";

    private static string? TextOf(GenerationEvent e, ServiceConnection service) => e switch
    {
        Noted noted => noted.Text,
        Answered answered => TextOf(answered),
        Retrying retrying =>
            $"Retry {retrying.Attempt} in {retrying.Delay.TotalSeconds:0.0} s: {retrying.Reason}",
        Waiting waiting =>
            $"Waiting {waiting.Delay.TotalSeconds:0.0} s for the rate limit of {service.Name}",
        Started started => $"Response {Redaction.Line(started.ResponseId, service.Secret)} is in progress",
        Completed completed => TextOf(completed.Image.Facts, service),
        Received received => TextOf(received.Facts, service),
        _ => null,
    };

    /// <summary>Why the cost of an image is unknown; null where it is known.</summary>
    private static string? TextOf(ImageFacts facts, ServiceConnection service) =>
        facts is { Status: "completed", Cost: null }
        ? $"The cost is unknown: {service.CostOf(facts.Usage, facts.ImageModel, facts.Model).Reason}"
        : null;

    private static string TextOf(Answered answered)
    {
        string tokens = answered.Tokens is long count ? $", {count} tokens" : string.Empty;
        return $"{answered.Method} {answered.Path}: status {answered.Status}, "
            + $"{answered.Duration.TotalMilliseconds:0} ms{tokens}, request {answered.RequestId ?? "id unknown"}";
    }
}
