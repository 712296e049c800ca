using System;
using System.Management.Automation.Host;

namespace ImageGen.Shell;

/// <summary>The console's measures. Where there is no console (a file, a pipe) they are those of a page.</summary>
internal sealed class ShellRawUserInterface : PSHostRawUserInterface
{
    private const int PageHeight = 50;
    private string _windowTitle = string.Empty;

    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override int CursorSize { get; set; } = 25;

    public override Coordinates CursorPosition { get; set; }

    public override Coordinates WindowPosition { get; set; }

    public override Size BufferSize
    {
        get => new(Terminal.Width, Console.IsOutputRedirected ? PageHeight : Math.Max(1, Console.WindowHeight));
        set { }
    }

    public override Size WindowSize
    {
        get => BufferSize;
        set { }
    }

    public override Size MaxWindowSize => BufferSize;

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override string WindowTitle
    {
        get => _windowTitle;
        set
        {
            _windowTitle = value;
            if (!Console.IsOutputRedirected) Console.Title = value;
        }
    }

    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (Console.IsInputRedirected)
        {
            throw new HostException("A key is needed, but the standard input is not a keyboard.");
        }

        ConsoleKeyInfo key = Console.ReadKey(intercept: options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, controlKeyState: 0, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable) Console.ReadKey(intercept: true);
    }

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw NoScreenBuffer();

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw NoScreenBuffer();

    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => throw NoScreenBuffer();

    public override void ScrollBufferContents(
        Rectangle source,
        Coordinates destination,
        Rectangle clip,
        BufferCell fill) => throw NoScreenBuffer();

    private static HostException NoScreenBuffer() => new("This shell cannot access the screen buffer.");
}
