using System;

namespace ImageGen.Terminal;

/// <summary>The inline images of iTerm2: a file, fitted into cells.</summary>
internal sealed class ITerm2Painter(CellLayout layout, byte[] file) : IPainter
{
    private const int PartLength = 6 * 1024;

    /// <inheritdoc/>
    public CellLayout Layout => layout;

    /// <inheritdoc/>
    public void Paint(TerminalOutput output, int id)
    {
        output.Put($"\x1b]1337;File=inline=1;size={file.Length};width={layout.Columns};height={layout.Rows}")
            .Put(";preserveAspectRatio=1;doNotMoveCursor=1:");
        for (int at = 0; at < file.Length && !output.IsStopped; at += PartLength)
        {
            output.PutBase64(file.AsSpan(at, Math.Min(PartLength, file.Length - at)));
        }

        output.Put('\a');
    }
}
