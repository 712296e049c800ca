using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis.Models;
using ImageGen.Http;
using ImageGen.Models;
using ImageGen.Service;

namespace ImageGen.Apis.Checks;

/// <summary>
/// Checks a service from the network up to its APIs. Three requests are sent, none of which can make or cost anything:
/// the list of models, and an empty object to each API, which is refused where there is one.
/// </summary>
internal sealed class ServiceCheckup(
    ServiceConnection connection, CallSettings settings, Func<string, Task<IPAddress[]>>? resolve = null)
{
    private const string NoConnection = "There is no connection.";
    private const string NoKey = "The service rejects the key.";

    private IReadOnlyList<ServiceModel>? _models;

    /// <summary>Yields one <see cref="Checked"/> for each check, as it is done.</summary>
    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        NameResolution name = new(connection, settings.Limits.Whole, resolve);
        Verdict named = await name.RunAsync(token).ConfigureAwait(false);
        bool isKnown = named.Status != AIImageServiceCheckStatus.Failed;
        if (isKnown) yield return Row("NameResolution", named, name.Elapsed);

        Probe list = new(connection, HttpMethod.Get, ModelsClient.Path, body: null, settings, ReadModelsAsync);
        await foreach (GenerationEvent e in list.RunAsync(token).ConfigureAwait(false)) yield return e;

        if (!isKnown)
        {
            yield return Row("NameResolution", list.Status is null ? named : BehindProxy(named), name.Elapsed);
        }

        Verdict connected = ProbeVerdict.Connection(connection, list);
        yield return Row("Connection", connected, list.Elapsed);

        if (connected.Status == AIImageServiceCheckStatus.Failed)
        {
            string[] others = ["Key", "Clock", "Model", "ImageModel", "ResponsesApi", "ImagesApi", "RateLimits"];
            foreach (string check in others)
            {
                yield return Row(check, Verdict.Skipped(NoConnection));
            }

            yield break;
        }

        yield return Row("Key", ProbeVerdict.Key(connection, list));
        yield return Row("Clock", ProbeVerdict.Clock(list));

        bool isRefused = list.Status == 401;
        yield return Row("Model", isRefused ? Verdict.Skipped(NoKey) : VerdictFor(connection.Model, "-Model"));
        yield return Row(
            "ImageModel", isRefused ? Verdict.Skipped(NoKey) : VerdictFor(connection.ImageModel, "-ImageModel"));

        if (isRefused)
        {
            foreach (string check in new[] { "ResponsesApi", "ImagesApi", "RateLimits" })
            {
                yield return Row(check, Verdict.Skipped(NoKey));
            }

            yield break;
        }

        Probe responses = Empty("responses");
        await foreach (GenerationEvent e in responses.RunAsync(token).ConfigureAwait(false)) yield return e;

        yield return Row(
            "ResponsesApi",
            ProbeVerdict.Api(responses, "Responses API", "Use -Api Images, or an image model in -Model."),
            responses.Elapsed);

        Probe images = Empty("images/generations");
        await foreach (GenerationEvent e in images.RunAsync(token).ConfigureAwait(false)) yield return e;

        Verdict drawn = ProbeVerdict.Api(images, "Images API", "Use -Api Responses.");
        yield return Row(
            "ImagesApi",
            ProbeVerdict.IsMissing(images) && ProbeVerdict.IsMissing(responses) ? Neither : drawn,
            images.Elapsed);

        yield return Row("RateLimits", ProbeVerdict.RateLimits([list, responses, images]));
    }

    private static Verdict Neither => Verdict.Failed(
        "The service has neither API. Check that the base URL ends with its version, such as "
        + "https://api.openai.com/v1.");

    private static Verdict BehindProxy(Verdict failed) =>
        Verdict.Warning($"{failed.Message} The service still answers, through a proxy that resolves the name.");

    private Verdict VerdictFor(string model, string parameter) =>
        ModelVerdict.ForModel(connection, model, parameter, _models, DateTime.UtcNow.Date);

    private async Task<AIImageException?> ReadModelsAsync(ServiceCall call, Deadline deadline)
    {
        (IReadOnlyList<ServiceModel> models, _, AIImageException? failure) =
            await ModelsClient.ReadAsync(call, deadline).ConfigureAwait(false);
        if (failure is null) _models = models;
        return failure;
    }

    private Probe Empty(string path) => new(
        connection, HttpMethod.Post, path, new JsonBody(Encoding.ASCII.GetBytes("{}"), new Uploads()), settings);

    private Checked Row(string check, Verdict verdict, TimeSpan duration = default) =>
        new(new AIImageServiceCheck(connection.Name, check, verdict.Status, verdict.Message, duration));
}
