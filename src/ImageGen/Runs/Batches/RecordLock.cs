using System;
using System.IO;
using ImageGen.Files;
using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>
/// Who works with a record holds the file beside it, so that a second process is told. The system frees it when a
/// process dies.
/// </summary>
internal sealed class RecordLock : IDisposable
{
    private readonly FileStream _held;

    private RecordLock(FileStream held) => _held = held;

    /// <summary>The file that is held for a record.</summary>
    public static string PathFor(string record) => record + ".lock";

    /// <exception cref="AIImageException">Another process has it, or it cannot be made.</exception>
    public static RecordLock Take(string record)
    {
        try
        {
            return new RecordLock(new FileStream(
                PathFor(record),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                bufferSize: 1,
                FileOptions.DeleteOnClose));
        }
        catch (IOException exception) when (exception.GetType() == typeof(IOException))
        {
            throw new AIImageException(
                ErrorIds.ImageWriteFailed,
                $"Another command is using the record '{PlainText.Line(record)}'. Nothing was sent.",
                exception)
            {
                Advice = "Wait until the other command has ended, or stop it.",
            };
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw BatchRecord.Unwritable(record, exception);
        }
    }

    public void Dispose() => _held.Dispose();
}
