using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis;
using ImageGen.Apis.Files;
using ImageGen.Files;
using ImageGen.Http;

namespace ImageGen.Runs.Batches;

/// <summary>
/// Uploads the images that the rows of a shard start from, each once. Not answered, one is sent again.
/// </summary>
internal sealed class ImageUploads(BatchWork work, ShardState shard)
{
    private const string Purpose = "vision";

    /// <summary>Longer than any batch waits for its turn.</summary>
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(30);

    /// <summary>Why one is not there; null where all are.</summary>
    public AIImageException? Failure { get; private set; }

    public async IAsyncEnumerable<GenerationEvent> RunAsync([EnumeratorCancellation] CancellationToken token = default)
    {
        if (!work.Service.Dialect.TakesImageFiles) yield break;

        List<RecordImage> missing =
        [
            .. work.State.Images.Select(recorded => recorded.Image)
                .Where(image => image.Image <= shard.Shard.ImagesTo && work.State.FileOf(image.Image) is null),
        ];
        for (int done = 0; done < missing.Count && Failure is null; done++)
        {
            RecordImage image = missing[done];
            yield return new Progressed($"uploading image {done + 1} of {missing.Count}");

            DocumentCall<StoredFile> call = work.Files.Upload(SourceOf(image));
            IAsyncEnumerable<GenerationEvent> sent = call.SendAsync(work.Settings, token);
            await foreach (GenerationEvent e in sent.ConfigureAwait(false)) yield return e;
            if (call.Value?.Id is string { Length: > 0 } id)
            {
                work.Record.Append(
                    new RecordStep { Step = StepName.ImageUploaded, Image = image.Image, File = id });
            }
            else
            {
                Failure = call.Failure ?? StoredFiles.WithoutId();
            }
        }
    }

    private FileSource SourceOf(RecordImage image)
    {
        EncodedImage content = new RecordedImage(work.State, image.Image).Open();
        string extension = ImageFormats.ExtensionOf(image.MediaType.Substring("image/".Length));
        return new FileSource
        {
            Purpose = Purpose,
            Name = $"imagegen-{work.Record.Header.Record}-{image.Sha256.Substring(0, 16)}{extension}",
            MediaType = image.MediaType,
            Length = image.Length,
            Lifetime = s_lifetime,
            WriteAsync = target => FormBody.WriteFileAsync(content, target),
        };
    }
}
