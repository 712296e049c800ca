using System;
using System.IO;
using System.Linq;
using ImageGen.Files;
using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>An image of a record, as it is sent.</summary>
internal sealed class RecordedImage(RecordState state, int number)
{
    /// <exception cref="AIImageException">It cannot be read, or is another one by now.</exception>
    public EncodedImage Open()
    {
        (RecordImage image, long offset) = state.Images.First(recorded => recorded.Image.Image == number);
        try
        {
            return image.Path is string path ? OpenFile(image, path) : ReadData(image, offset);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw FileFailure.CannotRead(image.Path ?? state.Path, exception);
        }
    }

    private static EncodedImage OpenFile(RecordImage image, string path)
    {
        FileInfo file = new(path);
        return file.Length == image.Length && file.LastWriteTimeUtc.Ticks == image.WrittenAt
            ? new EncodedImage(path, image.Length, image.MediaType)
            : throw new AIImageException(
                ErrorIds.ImageReadFailed,
                $"'{PlainText.Line(path)}' was changed after the batch was prepared; it was not uploaded.")
            {
                Advice = "Restore the file, or prepare a new batch with another record.",
            };
    }

    private EncodedImage ReadData(RecordImage image, long offset)
    {
        using FileStream file = RecordState.OpenRead(state.Path);
        file.Position = offset;
        RecordLineReader lines = new(file);
        RecordImage? whole =
            lines.Read() ? RecordState.Parse(lines.Line.Span, BatchRecordContext.Default.RecordImage) : null;
        return whole?.Data is byte[] bytes
            ? new EncodedImage(bytes, image.MediaType)
            : throw new InvalidDataException("An image is missing from the record.");
    }
}
