using System;
using System.IO;
using System.Threading;
using ImageGen.Terminal;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Terminal;

/// <summary>Whatever happens, the terminal gets its cursor and colours back.</summary>
public sealed class ScreenTests
{
    [Fact]
    public void After_Ctrl_C_in_the_middle_cursor_and_colours_are_right()
    {
        using CancellationTokenSource stop = new();
        ScriptedTerminal terminal = new() { Written = stop.Cancel };
        TerminalScreen screen = new(terminal, new TerminalOutput(terminal, stop.Token));

        screen.Draw(new KittyPainter(Layout(), new byte[1_000_000], "f=100", new()), key: null, isFinal: true);

        Assert.InRange(terminal.Bytes.Length, 8_000, 20_000);
        Assert.EndsWith("\x1b[?25h", terminal.Output, StringComparison.Ordinal);
        Assert.Single(KittyImage.Read(terminal.Output));
        Assert.Equal(Layout().Rows, ScreenTrace.Of(terminal.Output).Row);
    }

    [Fact]
    public void When_drawing_fails_they_are_right_too()
    {
        ScriptedTerminal terminal = new();
        TerminalScreen screen = new(terminal, new TerminalOutput(terminal, CancellationToken.None));

        Assert.Throws<InvalidDataException>(() => screen.Draw(new Failing(Layout()), key: null, isFinal: true));

        Assert.EndsWith("\x1b[?25h", terminal.Output, StringComparison.Ordinal);
        Assert.Contains("\x1b[0m\u001b8", terminal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_is_cut_to_the_window()
    {
        ScriptedTerminal terminal = new() { Columns = 10 };

        new TerminalScreen(terminal, new TerminalOutput(terminal, CancellationToken.None)).WriteLine("0123456789abc");

        Assert.Equal("\r012345678\r\n", terminal.Output);
    }

    private static CellLayout Layout() =>
        CellLayout.Fit((100, 100), new ScriptedTerminal(), CellSize.Usual, (null, null));

    private sealed class Failing(CellLayout layout) : IPainter
    {
        public CellLayout Layout => layout;

        public void Paint(TerminalOutput output, int id) => throw new InvalidDataException();
    }
}
