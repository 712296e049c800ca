using System;

namespace ImageGen.Terminal;

/// <summary>The place that an image takes in a terminal.</summary>
internal sealed class CellLayout
{
    private const int UsualColumns = 80;
    private const int UsualRows = 24;

    /// <summary>Rows of the window that stay free below an image, for what comes next.</summary>
    private const int FreeRows = 2;

    public int Columns { get; private init; }

    public int Rows { get; private init; }

    /// <summary>The height is what limits it, not the width.</summary>
    public bool IsHeightBound { get; private init; }

    public int PixelWidth { get; private init; }

    public int PixelHeight { get; private init; }

    /// <summary>The image as large as it is, or as was asked for, but within the window; aspect kept.</summary>
    /// <param name="image">Its size in pixels.</param>
    /// <param name="terminal">The terminal.</param>
    /// <param name="cell">The size of a character.</param>
    /// <param name="wanted">Columns and rows that were asked for; null where any will do.</param>
    public static CellLayout Fit(
        (int Width, int Height) image, ITerminal terminal, CellSize cell, (int? Columns, int? Rows) wanted)
    {
        int columns = terminal.Columns > 0 ? terminal.Columns : UsualColumns;
        int rows = terminal.Rows > 0 ? terminal.Rows : UsualRows;
        int width = Math.Min(wanted.Columns ?? columns, columns) * cell.Width;
        int height = Math.Min(wanted.Rows ?? Math.Max(1, rows - FreeRows), Math.Max(1, rows - 1)) * cell.Height;

        bool isHeightBound = (double)height / image.Height < (double)width / image.Width;
        double scale = isHeightBound ? (double)height / image.Height : (double)width / image.Width;
        if (wanted is (null, null)) scale = Math.Min(1, scale);

        int pixelWidth = Clamp(image.Width * scale, width);
        int pixelHeight = Clamp(image.Height * scale, height);
        return new CellLayout
        {
            IsHeightBound = isHeightBound,
            PixelWidth = pixelWidth,
            PixelHeight = pixelHeight,
            Columns = (pixelWidth + cell.Width - 1) / cell.Width,
            Rows = (pixelHeight + cell.Height - 1) / cell.Height,
        };
    }

    private static int Clamp(double value, int most) => Math.Max(1, Math.Min(most, (int)Math.Round(value)));
}
