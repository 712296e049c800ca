using System;
using System.IO;
using System.Net.Http;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Tasks;
using ImageGen.Client.Lifting;

namespace ImageGen.Client.Http;

/// <summary>Opens the body of an answer below all parsers, where its images are lifted out.</summary>
internal sealed class AnswerBody(ServiceCall call, Deadline deadline, LiftedImages lifted)
{
    private const int LongestText = 32 * 1024 * 1024;

    /// <exception cref="AIImageException">The call failed, or the connection did.</exception>
    public async Task<Stream> OpenAsync()
    {
        if (call.Failure is AIImageException failure) throw failure;

        try
        {
            HttpContent content = call.Response!.Content;
            Stream body = await content.OpenStreamAsync(deadline.Token).ConfigureAwait(false);
            return new ImageLiftingStream(body, lifted, () => deadline.Enter(Phase.NextByte));
        }
        catch (Exception exception) when (ServiceCall.IsInterruption(exception, deadline))
        {
            throw ServiceFailure.Interrupted(exception, deadline, call.MayBeBilled, call.RequestId);
        }
    }

    /// <summary>The whole text, without its images.</summary>
    /// <exception cref="AIImageException">The call failed, the connection did, or the text has no end.</exception>
    public async Task<byte[]> ReadAsync()
    {
        using Stream stream = await OpenAsync().ConfigureAwait(false);
        using MemoryStream text = new();
        byte[] piece = new byte[4096];
        try
        {
            int read;
            while ((read = await stream.ReadAsync(piece, 0, piece.Length, deadline.Token).ConfigureAwait(false)) > 0)
            {
                text.Write(piece, 0, read);
                if (text.Length > LongestText) throw Invalid(null);
            }
        }
        catch (Exception exception) when (ServiceCall.IsInterruption(exception, deadline))
        {
            throw ServiceFailure.Interrupted(exception, deadline, call.MayBeBilled, call.RequestId);
        }

        return text.ToArray();
    }

    /// <exception cref="AIImageException">The text is not what the service answers.</exception>
    public T Parse<T>(byte[] text, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(text, type) ?? throw Invalid(null);
        }
        catch (JsonException exception)
        {
            throw Invalid(exception);
        }
    }

    private AIImageException Invalid(Exception? exception) => new(
        ErrorIds.InvalidResponse,
        "The service's answer is not what its API describes. "
        + (call.MayBeBilled ? "The request was accepted, so the image may have been made and billed. " : string.Empty)
        + "Check the base address and any proxy between.",
        exception)
    {
        StatusCode = (int)call.Response!.StatusCode,
        RequestId = call.RequestId,
    };
}
