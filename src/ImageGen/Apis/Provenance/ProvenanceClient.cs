using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Files;
using ImageGen.Http;
using ImageGen.Json;
using ImageGen.Lifting;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Apis.Provenance;

/// <summary>Asks the service what it knows of an image's origin.</summary>
internal sealed class ProvenanceClient(ServiceConnection connection)
{
    private const string Path = "content_provenance_checks";

    /// <summary>Ends with <see cref="ProvenanceChecked"/>, or with why the service does not say.</summary>
    public async IAsyncEnumerable<GenerationEvent> CheckAsync(
        EncodedImage image, CallSettings settings, [EnumeratorCancellation] CancellationToken token = default)
    {
        if (!connection.Dialect.ChecksProvenance)
        {
            yield return new Failed(new AIImageException(
                ErrorIds.ServiceUnsupported,
                $"{connection.Name} cannot check the origin of images; only OpenAI can. Omit -Online, or choose "
                + "a connection to OpenAI with -Service."));
            yield break;
        }

        FormBody form = new();
        form.AddFile("file", image, 0);
        using Deadline deadline = new(settings.Limits, token);
        using ServiceCall call = new(connection, HttpMethod.Post, Path, form, settings);
        await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;

        using LiftedImages lifted = new(() => new MemorySink());
        using AnswerBody body = new(call, deadline, lifted);
        (ProvenanceResults? results, AIImageException? failure) =
            await body.TryReadAsync<ProvenanceResults>().ConfigureAwait(false);
        if (results is null)
        {
            yield return new Failed(failure!);
            yield break;
        }

        if (settings.Trace) yield return new Traced($"{call.Status}", call.Describe(body.Received.Span));

        yield return call.ToAnswered(tokens: null);
        yield return new ProvenanceChecked(Read(results));
    }

    private static List<AIImageProvenanceCheck> Read(ProvenanceResults results)
    {
        List<AIImageProvenanceCheck> checks = [];
        foreach (ProvenanceResult result in results.Results ?? [])
        {
            if (result.Type is not { Length: > 0 } type) continue;

            checks.Add(new AIImageProvenanceCheck(PlainText.Line(type), Clean(result.Outcome))
            {
                Model = Clean(result.Model),
                GeneratedAt = UnixTime.Read(result.GeneratedAt),
                ValidationState = Clean(result.ValidationState),
                Issuer = Clean(result.Issuer),
            });
        }

        return checks;
    }

    private static string? Clean(string? text) => text is null ? null : PlainText.Line(text);
}
