using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Client.Http;
using ImageGen.Client.Lifting;

namespace ImageGen.Client.Responses;

/// <summary>Makes, edits and fetches images over the Responses API.</summary>
internal sealed class ResponsesClient(ServiceConnection connection) : IImageClient
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline deadline = new(request.Settings.Timeout, token);
        InputPlan plan = InputPlan.Create(request.Inputs, request.Mask, connection.Name);
        ServiceCall call = Create(request, plan);
        try
        {
            await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;

            if (call.Failure is { ErrorId: ErrorIds.ItemNotFound } gone
                && plan.UsesIds
                && InputPlan.CreateWithBytes(request.Inputs, request.Mask, connection.Name) is InputPlan second)
            {
                yield return new Warned(
                    $"The service no longer has the earlier image ({gone.Message}). Its bytes are sent instead; the "
                    + "conversation before it is not known to the model, so the result can differ.");
                call.Dispose();
                call = Create(request, second);
                await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;
            }

            IAsyncEnumerable<GenerationEvent> answer = request.Stream
                ? new StreamedAnswer(connection, request, call, deadline).ReadAsync()
                : new WholeAnswer(
                    call, new ResponseMapper(connection, request), deadline, request.CreateSink, request.Settings.Trace)
                    .ReadAsync();
            await foreach (GenerationEvent e in answer.ConfigureAwait(false)) yield return e;
        }
        finally
        {
            call.Dispose();
        }
    }

    /// <summary>
    /// Gets a stored response again, with all its images or with its state. The service does not repeat the prompt; who
    /// knows it passes it on.
    /// </summary>
    /// <exception cref="AIImageException">The response is gone, or failed.</exception>
    public async IAsyncEnumerable<GenerationEvent> GetAsync(
        string responseId,
        string? prompt,
        CallSettings settings,
        [EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline deadline = new(settings.Timeout, token);
        using ServiceCall call = new(
            connection, HttpMethod.Get, "responses/" + Uri.EscapeDataString(responseId), body: null, settings);
        await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;

        WholeAnswer answer = new(call, new ResponseMapper(connection, prompt), deadline, () => new MemorySink(), settings.Trace);
        await foreach (GenerationEvent e in answer.ReadAsync().ConfigureAwait(false)) yield return e;
    }

    private ServiceCall Create(GenerationRequest request, InputPlan plan) => new(
        connection, HttpMethod.Post, "responses", CreateResponseMapper.ToBody(request, plan, connection.Dialect), request.Settings)
        {
            ImageDeployment = request.Options.ImageModel,
        };
}
