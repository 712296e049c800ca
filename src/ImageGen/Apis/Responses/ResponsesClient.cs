using System;
using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Lifting;
using ImageGen.Orders;
using ImageGen.Service;

namespace ImageGen.Apis.Responses;

/// <summary>Makes and edits images over the Responses API.</summary>
internal sealed class ResponsesClient : IImageClient
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        ImageOrder order, Func<IImageSink> createSink, [EnumeratorCancellation] CancellationToken token = default)
    {
        ServiceConnection service = order.Service;
        using Deadline deadline = new(order.Settings.Limits, token);
        InputPlan plan = InputPlan.Create(order.Inputs, order.Mask, service);
        ServiceCall call = Create(order, plan);
        try
        {
            await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;
            if (call.Failure is { ErrorId: ErrorIds.ItemNotFound } gone
                && plan.UsesIds
                && InputPlan.CreateWithBytes(order.Inputs, order.Mask, service) is InputPlan second)
            {
                service.KeepsNoResponses |= FailureKinds.IsZeroRetention(gone.Message);
                yield return new Warned(
                    $"The service no longer has the earlier image ({gone.Message}). Its bytes are sent instead. The "
                    + "model does not know the earlier conversation, so the result can differ.");
                call.Dispose();
                call = Create(order, second);
                await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;
            }

            IAsyncEnumerable<GenerationEvent> answer = order.Stream
                ? new StreamedAnswer(order, call, deadline, createSink).ReadAsync()
                : ReadWholeAsync(order, call, deadline, createSink);
            await foreach (GenerationEvent e in answer.ConfigureAwait(false)) yield return e;
        }
        finally
        {
            call.Dispose();
        }
    }

    /// <summary>Reads the answer; one that is still in progress is returned or waited for.</summary>
    private static async IAsyncEnumerable<GenerationEvent> ReadWholeAsync(
        ImageOrder order, ServiceCall call, Deadline deadline, Func<IImageSink> createSink)
    {
        ResponseMapper mapper = new(order.Service, order.Facts);
        using LiftedImages lifted = new(createSink);
        AnswerReader reader = new(call, deadline, lifted, order.Settings.Trace);
        ResponseDocument answer = new(call, mapper);
        await foreach (GenerationEvent e in reader.ReadDocumentAsync(answer).ConfigureAwait(false)) yield return e;
        if (answer.Unfinished is not Response response) yield break;

        if (response.Id is not string id)
        {
            yield return new Failed(WithoutId(call));
        }
        else if (order.Background != BackgroundMode.Follow)
        {
            yield return mapper.Unfinished(response, call.RequestId);
        }
        else
        {
            ResponseWait wait = new(order.Service, id, order.Facts, order.Settings, deadline, createSink)
            {
                IsKnown = true,
            };
            await foreach (GenerationEvent e in wait.ReadAsync().ConfigureAwait(false)) yield return e;
        }
    }

    private static AIImageException WithoutId(ServiceCall call) => new(
        ErrorIds.InvalidResponse,
        "The service accepted the request but returned no id, so its image cannot be retrieved. It may be billed.")
    {
        StatusCode = call.Status,
        RequestId = call.RequestId,
    };

    private static ServiceCall Create(ImageOrder order, InputPlan plan) => new(
        order.Service,
        HttpMethod.Post,
        "responses",
        CreateResponseMapper.ToBody(order, plan),
        order.Settings)
    {
        ImageDeployment = order.Options.ImageModel,
        Images = 1,
        IsAnsweredAtOnce = order.Stream || order.Background != BackgroundMode.None,
    };
}
