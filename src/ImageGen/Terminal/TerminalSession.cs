namespace ImageGen.Terminal;

/// <summary>A terminal, and what was found out about it.</summary>
internal sealed class TerminalSession(ITerminal terminal)
{
    public ITerminal Terminal { get; } = terminal;

    public TerminalDetector Detector { get; } = new(terminal);
}
