using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Apis.Images;
using ImageGen.Apis.Responses;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Models;
using ImageGen.Orders;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Runs;

/// <summary>
/// Sends an order. Where the service refuses a default model, the next one of the connection's chain is taken, and the
/// user is told when it has worked.
/// </summary>
internal sealed class OrderSubmission(ImageOrder order, Func<IImageSink> createSink)
{
    private AIImageException? _firstRefusal;

    /// <summary>Yields what happens; a refusal that another model makes good is not among it.</summary>
    public async IAsyncEnumerable<GenerationEvent> SendAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        for (ImageOrder? next = order.WithCurrentDefaults(); next is not null;)
        {
            ImageOrder sent = next;
            next = null;
            IImageClient client = sent.Model is null ? new ImagesClient() : new ResponsesClient();
            await foreach (GenerationEvent e in client.GenerateAsync(sent, createSink, token).ConfigureAwait(false))
            {
                if (e is Failed failed && ModelRefusal.Find(failed.Exception, sent) is ModelKind kind)
                {
                    next = After(failed.Exception, kind, sent);
                    if (next is null) yield return new Failed(_firstRefusal!);
                    else yield return new Noted($"{failed.Exception.Message} Trying '{next.ModelOf(kind)}'.");
                    break;
                }

                bool isAccepted = e is Started or Answered { Status: < 300 } or Previewed or Received;
                if (isAccepted && News(sent) is Warned news) yield return news;
                yield return e;
            }
        }
    }

    /// <summary>The order with the next model; null when no other can do it.</summary>
    private ImageOrder? After(AIImageException refusal, ModelKind kind, ImageOrder sent)
    {
        _firstRefusal ??= refusal;
        sent.Service.Defaults.MarkUnavailable(kind, sent.ModelOf(kind), refusal.Message);
        ImageOrder next = sent.WithCurrentDefaults();
        return next.ModelOf(kind) == sent.ModelOf(kind) ? null : next;
    }

    /// <summary>What was learned about the default models since the last call; null if nothing.</summary>
    private static Warned? News(ImageOrder accepted)
    {
        IEnumerable<string> news =
            from kind in new[] { ModelKind.Mainline, ModelKind.Image }
            where accepted.IsDefault(kind)
            let refused = accepted.Service.Defaults.TakeNews(kind)
            where refused.Count > 0
            select Sentence(refused, accepted.ModelOf(kind));
        string text = string.Join(" ", news);
        return text.Length == 0 ? null : new Warned(
            $"{text} To prevent this, choose a model with -Model or -ImageModel, or in Connect-AIImageService.");
    }

    private static string Sentence(IReadOnlyList<RefusedModel> refused, string used)
    {
        IEnumerable<string> models = refused.Select(model => $"'{model.Name}' ({PlainText.Line(model.Reason)})");
        return $"The default {(refused.Count == 1 ? "model" : "models")} {string.Join(", ", models)} cannot be used; "
            + $"'{used}' is used instead on this connection.";
    }
}
