using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Client.Http;
using ImageGen.Client.Images;

namespace ImageGen.Client.Responses;

/// <summary>Makes and edits images over the Responses API.</summary>
internal sealed class ResponsesClient(ServiceConnection connection) : IImageClient
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline deadline = new(request.Settings.Limits, token);
        await foreach (GenerationEvent e in WatchAsync(RunAsync(request, deadline), request).ConfigureAwait(false))
        {
            yield return e;
        }
    }

    /// <summary>
    /// Gets the image that an earlier run sent for, without sending again. Only where that work was cancelled before it
    /// was done is the request sent.
    /// </summary>
    /// <exception cref="AIImageException">The response is gone or failed, or the time is up.</exception>
    public async IAsyncEnumerable<GenerationEvent> RecoverAsync(
        string responseId, GenerationRequest request, [EnumeratorCancellation] CancellationToken token = default)
    {
        using (Deadline deadline = new(request.Settings.Limits, token))
        {
            ResponseWait wait = new(connection, responseId, request, deadline) { LeavesCancelled = true };
            IAsyncEnumerable<GenerationEvent> events = WatchAsync(wait.ReadAsync(), request, responseId).MapFailure(
                failure => failure.ErrorId == ErrorIds.ItemNotFound ? Gone(failure, responseId) : failure);
            await foreach (GenerationEvent e in events.ConfigureAwait(false)) yield return e;
            if (!wait.WasCancelled) yield break;
        }

        yield return new Warned("The work of the earlier run was cancelled before it was done; it is sent again.");
        IImageClient client = request.Model is null ? new ImagesClient(connection) : this;
        await foreach (GenerationEvent e in client.GenerateAsync(request, token).ConfigureAwait(false)) yield return e;
    }

    /// <summary>
    /// Keeps the record of work that goes on in the background, and cancels that work when it is left before its end.
    /// </summary>
    private async IAsyncEnumerable<GenerationEvent> WatchAsync(
        IAsyncEnumerable<GenerationEvent> source, GenerationRequest request, string? responseId = null)
    {
        bool isLeft = true;
        try
        {
            IAsyncEnumerable<GenerationEvent> events = source.MapFailure(failure =>
            {
                isLeft = false;
                if (IsOver(failure)) request.Pending?.Dismiss();
                else if (responseId is null && failure.ResponseId is string known) request.Pending?.Submitted(known);
                return failure;
            });
            await foreach (GenerationEvent e in events.ConfigureAwait(false))
            {
                if (e is Started started)
                {
                    responseId = started.ResponseId;
                    request.Pending?.Submitted(responseId);
                }

                if (e is Completed) isLeft = false;
                yield return e;
            }

            isLeft = false;
        }
        finally
        {
            bool isOrphan = isLeft && responseId is not null && request.Background == BackgroundMode.Follow;
            if (isOrphan) new StoredResponses(connection).Abandon(responseId!, request.Pending);
        }
    }

    private static AIImageException Gone(AIImageException failure, string responseId) => new(
        ErrorIds.ItemNotFound,
        $"An earlier run sent for this image and did not save it, and the service no longer has it: {failure.Message} "
        + "Nothing was sent now. Use -Force to send for another.",
        failure)
    {
        StatusCode = failure.StatusCode,
        RequestId = failure.RequestId,
        ResponseId = responseId,
    };

    private async IAsyncEnumerable<GenerationEvent> RunAsync(GenerationRequest request, Deadline deadline)
    {
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
                : ReadWholeAsync(request, call, deadline);
            await foreach (GenerationEvent e in answer.ConfigureAwait(false)) yield return e;
        }
        finally
        {
            if (request.Pending is { IsSubmitted: false } pending && !call.IsOutcomeUnknown) pending.Refused();
            call.Dispose();
        }
    }

    /// <summary>Reads the answer; one that has only begun to be worked on is handed out or waited for.</summary>
    private async IAsyncEnumerable<GenerationEvent> ReadWholeAsync(
        GenerationRequest request, ServiceCall call, Deadline deadline)
    {
        ResponseMapper mapper = new(connection, request.Origin);
        WholeAnswer answer = new(call, mapper, deadline, request.CreateSink, request.Settings.Trace);
        await foreach (GenerationEvent e in answer.ReadAsync().ConfigureAwait(false)) yield return e;

        if (answer.Unfinished is not Wire.Response response) yield break;

        if (response.Id is not string id) throw WithoutId(call);

        if (request.Background != BackgroundMode.Follow)
        {
            yield return new Completed(mapper.Unfinished(response, call.RequestId));
            yield break;
        }

        ResponseWait wait = new(connection, id, request, deadline);
        await foreach (GenerationEvent e in wait.ReadAsync().ConfigureAwait(false)) yield return e;
    }

    private static AIImageException WithoutId(ServiceCall call) => new(
        ErrorIds.InvalidResponse,
        "The service took the request over but gave it no id, so that its image cannot be asked for. It may be billed.")
    {
        StatusCode = call.Status,
        RequestId = call.RequestId,
    };

    /// <summary>True when the response is at its end without an image, so that nothing will come of it.</summary>
    private static bool IsOver(AIImageException failure) => failure.StatusCode == 200
        && failure.ErrorId is not (ErrorIds.InvalidResponse or ErrorIds.StreamIncomplete or ErrorIds.ResultUnknown);

    private ServiceCall Create(GenerationRequest request, InputPlan plan) => new(
        connection,
        HttpMethod.Post,
        "responses",
        CreateResponseMapper.ToBody(request, plan, connection.Dialect),
        request.Settings)
        {
            ImageDeployment = request.Options.ImageModel,
            Images = 1,
            IsAnsweredAtOnce = request.Stream || request.Background != BackgroundMode.None,
            Record = request.Pending,
        };
}
