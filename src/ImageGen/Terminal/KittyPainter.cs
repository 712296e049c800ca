using System;

namespace ImageGen.Terminal;

/// <summary>
/// The graphics protocol of kitty: a PNG as it is, or pixels. In tmux the image is sent through it, and characters that
/// stand for it are drawn, which tmux can scroll and clear.
/// </summary>
/// <param name="layout">Where it goes.</param>
/// <param name="data">The PNG or the pixels.</param>
/// <param name="form">What they are, as the protocol says it: f=100, or f=32 with their size.</param>
/// <param name="traits">Whether it goes through tmux, and with which colours.</param>
internal sealed class KittyPainter(CellLayout layout, byte[] data, string form, TerminalTraits traits) : IPainter
{
    /// <summary>4096 characters of base64.</summary>
    private const int ChunkLength = 3072;

    /// <inheritdoc/>
    public CellLayout Layout => layout;

    /// <inheritdoc/>
    public void Paint(TerminalOutput output, int id)
    {
        // tmux turns a colour into one of 256 for a terminal that it does not know to show more.
        if (traits is { IsInTmux: true, IsTrueColor: false }) id = 1 + id % byte.MaxValue;
        string control = $"a=T,{form},i={id},{Placement},q=2,";
        for (int at = 0; at < data.Length; at += ChunkLength)
        {
            int length = Math.Min(ChunkLength, data.Length - at);
            bool isLast = at + length == data.Length || output.IsStopped;
            Open(output).Put(control).Put(isLast ? "m=0;" : "m=1;").PutBase64(data.AsSpan(at, length));
            Close(output);
            control = "q=2,";
            if (isLast) break;
        }

        if (traits.IsInTmux && !output.IsStopped) KittyPlaceholders.Put(output, layout, id);
    }

    /// <summary>
    /// One side alone has kitty work out the other from the aspect, by the size that its characters really have. What
    /// characters stand for needs both, and is fitted in.
    /// </summary>
    private string Placement => traits.IsInTmux ? $"U=1,c={layout.Columns},r={layout.Rows}"
        : layout.IsHeightBound ? $"p=1,C=1,r={layout.Rows}"
        : $"p=1,C=1,c={layout.Columns}";

    private TerminalOutput Open(TerminalOutput output) =>
        output.Put(traits.IsInTmux ? "\x1bPtmux;\x1b\x1b_G" : "\x1b_G");

    private void Close(TerminalOutput output) => output.Put(traits.IsInTmux ? "\x1b\x1b\\\x1b\\" : "\x1b\\");
}
