using System.Collections.Generic;
using System.Net.Http;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Client.Http;

namespace ImageGen.Client.Images;

/// <summary>Makes and edits images over the Images API.</summary>
internal sealed class ImagesClient(ServiceConnection connection) : IImageClient
{
    /// <summary>The most images that one request makes.</summary>
    public const int MostImages = 10;

    /// <inheritdoc/>
    public async IAsyncEnumerable<GenerationEvent> GenerateAsync(
        GenerationRequest request, [EnumeratorCancellation] CancellationToken token = default)
    {
        using Deadline deadline = new(request.Settings.Limits, token);
        using ServiceCall call = new(
            connection,
            HttpMethod.Post,
            request.IsEdit ? "images/edits" : "images/generations",
            CreateImagesMapper.ToBody(request, connection.Dialect),
            request.Settings)
        {
            Images = request.Count,
            IsAnsweredAtOnce = request.Stream,
        };
        await foreach (GenerationEvent e in call.SendAsync(deadline).ConfigureAwait(false)) yield return e;

        IAsyncEnumerable<GenerationEvent> answer = request.Stream
            ? new StreamedImages(connection, request, call, deadline).ReadAsync()
            : new WholeImages(connection, request, call, deadline).ReadAsync();
        await foreach (GenerationEvent e in answer.ConfigureAwait(false)) yield return e;
    }
}
