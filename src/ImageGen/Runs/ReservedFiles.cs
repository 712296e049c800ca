using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Files;
using ImageGen.Lifting;
using ImageGen.Text;

namespace ImageGen.Runs;

/// <summary>
/// The temporary files of the images to come, made before anything is sent: a target that cannot be written to is found
/// before it is paid for.
/// </summary>
internal sealed class ReservedFiles(IReadOnlyList<OutputSlot?> slots) : IDisposable
{
    private readonly Queue<TemporaryFile> _files = new();
    private bool _isReserved;

    /// <summary>Creates the files, once.</summary>
    /// <exception cref="AIImageException"><c>ImageWriteFailed</c>: nothing may be sent.</exception>
    public void Reserve()
    {
        if (_isReserved) return;

        _isReserved = true;
        foreach (OutputSlot slot in slots.OfType<OutputSlot>()) Reserve(slot);
    }

    /// <summary>Creates the destination of the next image.</summary>
    public IImageSink CreateSink()
    {
        if (slots[0]?.Path is not string target) return new MemorySink();

        lock (_files) return new FileSink(target, open: null, _files.Count > 0 ? _files.Dequeue() : null);
    }

    /// <summary>Removes the files that received no image.</summary>
    public void Dispose()
    {
        lock (_files)
        {
            while (_files.Count > 0) _files.Dequeue().Dispose();
        }
    }

    private void Reserve(OutputSlot slot)
    {
        try
        {
            TemporaryFile file = new(slot.Path ?? slot.PossiblePath);
            if (slot.Path is null) file.Dispose();
            else _files.Enqueue(file);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw new AIImageException(
                ErrorIds.ImageWriteFailed,
                $"Nothing was sent because '{PlainText.Line(slot.Path ?? slot.PossiblePath)}' cannot be written: "
                + PlainText.Line(exception.Message),
                exception);
        }
    }
}
