using System;
using System.IO;
using ImageGen.Wire;

namespace ImageGen.Client.Files;

/// <summary>The place that one image will take on disk.</summary>
internal sealed class OutputSlot
{
    private readonly OutputPlan _plan;

    public OutputSlot(OutputPlan plan, FileNameValues values, string? path)
    {
        _plan = plan;
        Values = values;
        Path = path;
        Existing = path is null ? null : OutputPlan.FindExisting(path);
        Record = path is null ? null : PendingFile.Find(path);
    }

    public FileNameValues Values { get; }

    /// <summary>Full path, perhaps without extension; null when it needs the image's id.</summary>
    public string? Path { get; }

    /// <summary>The file that stands there already, or null.</summary>
    public string? Existing { get; }

    /// <summary>What an earlier run noted of a request for this place, or null.</summary>
    public PendingDocument? Record { get; }

    /// <summary>True where a record is kept until the image is here.</summary>
    public bool KeepsRecord { get; set; }

    /// <summary>Refuses a place that is taken.</summary>
    /// <exception cref="AIImageException"><c>FileExists</c>.</exception>
    public void Refuse()
    {
        if (Existing is not null) throw TakenBy(Existing);
        if (Record is not null)
        {
            throw new AIImageException(
                ErrorIds.FileExists,
                $"An earlier run sent for '{PlainText.Line(Path)}' and did not save it. Nothing was sent now. Use -Resume to "
                + "get that image, or -Force to send for another.");
        }
    }

    /// <summary>Full path of the file that the image will be.</summary>
    public string TargetOf(AIImage image) => _plan.PathOf(this, image);

    /// <summary>Writes the image to its place and notes the path on it.</summary>
    /// <exception cref="AIImageException">
    /// <c>FileExists</c> or <c>ImageWriteFailed</c>; it carries the image, which is not lost.
    /// </exception>
    public void Write(AIImage image, bool overwrite, bool sidecar)
    {
        string target = TargetOf(image);
        try
        {
            if (!overwrite && File.Exists(target))
            {
                image.Recall();
                throw TakenBy(target, image);
            }

            if (image.Pending is { IsThere: false }) image.Recall();
            if (image.Pending is TemporaryFile file) file.Publish(target, overwrite);
            else AtomicFile.Write(target, image.RequireBytes(), overwrite);
            image.Published(target);
            if (KeepsRecord || Record is not null) PendingFile.Remove(Path!);
            if (sidecar) Sidecar.Write(image);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            image.Recall();
            if (!overwrite && image.Path is null && File.Exists(target)) throw TakenBy(target, image);

            string what = image.Path is null
                ? $"The image could not be written to '{PlainText.Line(target)}'"
                : $"The image is saved as '{PlainText.Line(target)}', but its sidecar could not be written";
            throw new AIImageException(ErrorIds.ImageWriteFailed, $"{what}: {PlainText.Line(exception.Message)}", exception)
            {
                ResponseId = image.ResponseId,
                Image = image,
            };
        }
    }

    private static AIImageException TakenBy(string path, AIImage? image = null) => new(
        ErrorIds.FileExists,
        $"The file '{PlainText.Line(path)}' exists already.{(image is null ? " Nothing was sent." : string.Empty)}")
    {
        ResponseId = image?.ResponseId,
        Image = image,
    };
}
