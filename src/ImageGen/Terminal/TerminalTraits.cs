namespace ImageGen.Terminal;

/// <summary>What a terminal can do.</summary>
internal sealed class TerminalTraits
{
    /// <summary>How images are drawn there; never Auto.</summary>
    public AIImageProtocol Protocol { get; init; }

    /// <summary>It shows 24-bit colours, not 256 of them.</summary>
    public bool IsTrueColor { get; init; }

    /// <summary>Images of kitty go through tmux, to where tmux shows characters that stand for them.</summary>
    public bool IsInTmux { get; init; }

    /// <summary>It takes WebP as it is.</summary>
    public bool TakesWebp { get; init; }

    /// <summary>Pixels of a character; null where the terminal did not say.</summary>
    public CellSize? Cell { get; init; }
}
