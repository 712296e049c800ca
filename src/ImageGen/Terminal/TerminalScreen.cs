using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace ImageGen.Terminal;

/// <summary>
/// What one command has drawn, and where: so that a preview is drawn over by the next, also when others have come
/// between. The cursor is left below, at the beginning of a line.
/// </summary>
internal sealed class TerminalScreen(ITerminal terminal, TerminalOutput output)
{
    private const int IdMask = 0xFFFFFF;
    private const int IdStride = 7919;

    private readonly List<Place> _places = [];
    private int _line;

    /// <summary>Ids in one terminal are those of all its processes.</summary>
    private int _lastId = NewSeed();

    /// <summary>Draws an image.</summary>
    /// <param name="painter">The image.</param>
    /// <param name="key">What it is a state of; null for what is drawn for itself.</param>
    /// <param name="isFinal">Nothing will be drawn over it.</param>
    public void Draw(IPainter painter, ImageKey? key, bool isFinal)
    {
        CellLayout layout = painter.Layout;
        Place? place = FindPlace(key, layout);
        output.Put("\x1b[?25l\r");
        if (place is null)
        {
            place = new Place(key, _line, layout.Rows, NextId());
            for (int row = 0; row < layout.Rows; row++) output.Put("\r\n");
            _line += layout.Rows;
            if (!isFinal) _places.Add(place);
        }
        else if (isFinal)
        {
            _places.Remove(place);
        }

        int above = _line - place.Line;
        try
        {
            output.Put("\x1b[").Put(above).Put("A\x1b\x37");
            painter.Paint(output, place.Id);
        }
        finally
        {
            output.Put("\x1b[0m\x1b\x38\x1b[").Put(above).Put("B\r\x1b[?25h");
            output.Flush();
        }
    }

    /// <summary>Writes one line, cut to the width of the window.</summary>
    public void WriteLine(string text)
    {
        int columns = terminal.Columns;
        if (columns > 1 && text.Length >= columns) text = text.Substring(0, columns - 1);
        output.Put('\r').PutText(text).Put("\r\n");
        output.Flush();
        _line++;
    }

    /// <summary>
    /// Ends whatever is open. With Ctrl+C the system throws away what the terminal has not read yet: the end of a
    /// sequence may be gone, and what shows the cursor again, although they were written.
    /// </summary>
    public void Restore()
    {
        output.Put("\x1b\\\x1b[0m\x1b[?25h");
        output.Flush();
    }

    /// <summary>Where an earlier state of it is, still within the window, and large enough.</summary>
    private Place? FindPlace(ImageKey? key, CellLayout layout)
    {
        if (key is null) return null;

        Place? place = _places.Find(known => known.Key is not null && known.Key.IsOfSame(key));
        if (place is null) return null;

        bool isInReach = _line - place.Line < Math.Max(terminal.Rows, 2);
        if (isInReach && layout.Rows <= place.Rows) return place;

        _places.Remove(place);
        return null;
    }

    private int NextId()
    {
        do _lastId = (_lastId + IdStride) & IdMask;
        while (_lastId == 0);
        return _lastId;
    }

    private static int NewSeed()
    {
        using Process process = Process.GetCurrentProcess();
        return (process.Id * 31 + Environment.TickCount) & IdMask;
    }

    private sealed class Place(ImageKey? key, int line, int rows, int id)
    {
        public ImageKey? Key { get; } = key;

        /// <summary>Its first line, counted from where the command began.</summary>
        public int Line { get; } = line;

        public int Rows { get; } = rows;

        public int Id { get; } = id;
    }
}
