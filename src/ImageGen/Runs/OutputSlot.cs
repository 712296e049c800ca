using System;
using System.IO;
using ImageGen.Files;
using ImageGen.Text;

namespace ImageGen.Runs;

/// <summary>The place that one image will take on disk.</summary>
internal sealed class OutputSlot
{
    private readonly OutputPlan? _plan;

    public OutputSlot(OutputPlan plan, FileNameValues values, string? path)
    {
        _plan = plan;
        Values = values;
        Path = path;
        Existing = path is null ? null : OutputPlan.FindExisting(path);
        Earlier = path is null ? null : PendingRecord.Find(path);
    }

    /// <summary>A place that an earlier command has claimed.</summary>
    /// <param name="path">Full path, perhaps without extension.</param>
    public OutputSlot(string path)
    {
        Values = new FileNameValues(string.Empty, 0, 1, string.Empty);
        Path = path;
        Existing = OutputPlan.FindExisting(path);
    }

    public FileNameValues Values { get; }

    /// <summary>Full path, perhaps without extension; null when it needs the image's id.</summary>
    public string? Path { get; }

    /// <summary>The file that exists there, or null.</summary>
    public string? Existing { get; }

    /// <summary>What an earlier run noted of a request for this place, or null.</summary>
    public PendingDocument? Earlier { get; }

    /// <summary>Refuses a place that is taken.</summary>
    /// <exception cref="AIImageException"><c>FileExists</c>.</exception>
    public void ThrowIfTaken()
    {
        if (Existing is not null) throw TakenBy(Existing);
        if (Earlier is not null)
        {
            throw new AIImageException(
                ErrorIds.FileExists,
                $"An earlier run requested '{PlainText.Line(Path)}' and did not save it. Nothing was sent now. Use "
                + "-Resume to get that image, or -Force to request another.");
        }
    }

    /// <summary>A path as the image's may be, where its own is not known yet.</summary>
    public string PossiblePath => Path ?? _plan!.PossiblePathOf(this);

    /// <summary>Full path of the file that the image will be.</summary>
    public string TargetOf(AIImage image) =>
        _plan?.PathOf(this, image) ?? ImageFormats.WithExtension(Path!, image.Format);

    /// <summary>Puts the image in its place and notes the path on it.</summary>
    /// <param name="image">The image; its bytes are in memory, or in <paramref name="received"/>.</param>
    /// <param name="received">The temporary file that holds the image; null for one in memory.</param>
    /// <param name="overwrite">Replaces an existing file.</param>
    /// <param name="sidecar">Writes a sidecar beside it.</param>
    /// <param name="open">Opens a file for an image in memory; the usual way if omitted.</param>
    /// <exception cref="AIImageException">
    /// <c>FileExists</c> or <c>ImageWriteFailed</c>; it carries the image, which is not lost.
    /// </exception>
    public void Save(
        AIImage image,
        TemporaryFile? received,
        bool overwrite,
        bool sidecar,
        Func<string, FileStream>? open = null)
    {
        string target = TargetOf(image);
        bool isSaved = false;
        try
        {
            if (!overwrite && File.Exists(target)) throw TakenBy(target, InMemory(image, received));

            if (received is { IsThere: true }) received.Publish(target, overwrite);
            else AtomicFile.Write(target, BytesOf(InMemory(image, received)), overwrite, open: open);
            isSaved = true;
            image.SavedAs(target);
            if (sidecar) Sidecar.Write(image);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            if (!isSaved) InMemory(image, received);
            if (!isSaved && !overwrite && File.Exists(target)) throw TakenBy(target, image);
            string what = isSaved
                ? $"The image is saved as '{PlainText.Line(target)}', but its sidecar could not be written"
                : $"The image could not be written to '{PlainText.Line(target)}'";
            throw new AIImageException(
                ErrorIds.ImageWriteFailed, $"{what}: {PlainText.Line(exception.Message)}", exception)
            {
                ResponseId = image.ResponseId,
                Image = image,
            };
        }
    }

    /// <exception cref="AIImageException">The file that holds the image is gone or cannot be read.</exception>
    private static byte[] BytesOf(AIImage image)
    {
        try
        {
            return image.RequireBytes();
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw new AIImageException(
                ErrorIds.ImageReadFailed,
                $"'{PlainText.Line(image.FullName)}', which holds the image, cannot be read: "
                + PlainText.Line(exception.Message),
                exception)
            {
                ResponseId = image.ResponseId,
            };
        }
    }

    /// <summary>Takes the bytes of a file that can get no name into memory, so that they are not lost.</summary>
    private static AIImage InMemory(AIImage image, TemporaryFile? received)
    {
        if (received is null || image.IsInMemory) return image;

        using (received) return image.WithBytes(received.ReadAll());
    }

    private static AIImageException TakenBy(string path, AIImage? image = null) => new(
        ErrorIds.FileExists,
        $"The file '{PlainText.Line(path)}' already exists.{(image is null ? " Nothing was sent." : string.Empty)}")
    {
        ResponseId = image?.ResponseId,
        Image = image,
    };
}
