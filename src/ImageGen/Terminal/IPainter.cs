namespace ImageGen.Terminal;

/// <summary>An image in the form of one protocol, made when it is known where it goes.</summary>
internal interface IPainter
{
    CellLayout Layout { get; }

    /// <summary>
    /// Draws with the upper left corner at the cursor, within its layout. When the output is stopped, it ends at once,
    /// with its sequences whole.
    /// </summary>
    /// <param name="output">Where to.</param>
    /// <param name="id">Number of the place: what is drawn with the same replaces what was there.</param>
    void Paint(TerminalOutput output, int id);
}
