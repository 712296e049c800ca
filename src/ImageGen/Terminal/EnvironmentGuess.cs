using System;
using System.Globalization;
using System.Linq;

namespace ImageGen.Terminal;

/// <summary>What the environment says of a terminal, without a question to it.</summary>
internal sealed class EnvironmentGuess
{
    private const int KonsoleWithGraphics = 220400;

    private static readonly string[] s_remote = ["SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT"];
    private static readonly string[] s_trueColorPrograms =
        ["vscode", "WezTerm", "iTerm.app", "ghostty", "Hyper", "rio", "mintty", "WarpTerminal", "Tabby"];

    private static readonly string[] s_trueColorTerms = ["kitty", "ghostty", "alacritty", "foot", "contour", "direct"];
    private static readonly string[] s_trueColorSigns = ["WT_SESSION", "KONSOLE_VERSION", "VTE_VERSION", "ConEmuANSI"];

    private EnvironmentGuess()
    {
    }

    /// <summary>How to draw; null where only the terminal can tell.</summary>
    public AIImageProtocol? Protocol { get; private init; }

    public bool IsInTmux { get; private init; }

    /// <summary>The answer takes long, as over SSH.</summary>
    public bool IsRemote { get; private init; }

    public bool IsTrueColor { get; private init; }

    /// <summary>It has no colours, or the user wants none (https://no-color.org).</summary>
    public bool IsPlain { get; private init; }

    public bool TakesWebp { get; private init; }

    public static EnvironmentGuess Read(ITerminal terminal)
    {
        string term = terminal.Variable("TERM") ?? string.Empty;
        string program = terminal.Variable("TERM_PROGRAM") ?? string.Empty;
        bool isDumb = term == "dumb";
        bool isInTmux = terminal.Variable("TMUX") is not null || term.StartsWith("tmux", StringComparison.Ordinal);
        AIImageProtocol? protocol = isDumb ? AIImageProtocol.Text
            : isInTmux ? null
            : IsInScreen(terminal, term) ? AIImageProtocol.Blocks
            : FromTerm(term) ?? FromProgram(program) ?? FromSigns(terminal, program);
        return new EnvironmentGuess
        {
            Protocol = protocol,
            IsInTmux = isInTmux,
            IsRemote = s_remote.Any(name => terminal.Variable(name) is not null),
            IsTrueColor = HasTrueColor(terminal, term, program),
            IsPlain = isDumb || terminal.Variable("NO_COLOR") is not null,
            TakesWebp = protocol == AIImageProtocol.ITerm2,
        };
    }

    private static bool IsInScreen(ITerminal terminal, string term) =>
        terminal.Variable("STY") is not null || term.StartsWith("screen", StringComparison.Ordinal);

    /// <summary>TERM names the terminal that is seen; others may be those of the one it was started from.</summary>
    private static AIImageProtocol? FromTerm(string term) => term switch
    {
        "xterm-kitty" or "xterm-ghostty" or "ghostty" => AIImageProtocol.Kitty,
        "wezterm" => AIImageProtocol.ITerm2,
        "alacritty" or "alacritty-direct" or "linux" => AIImageProtocol.Blocks,
        _ => null,
    };

    private static AIImageProtocol? FromProgram(string program) => program switch
    {
        "kitty" or "ghostty" => AIImageProtocol.Kitty,
        "WezTerm" or "iTerm.app" => AIImageProtocol.ITerm2,
        "Apple_Terminal" or "Hyper" => AIImageProtocol.Blocks,
        _ => null,
    };

    private static AIImageProtocol? FromSigns(ITerminal terminal, string program)
    {
        // VS Code and others set their name; what else is set then is inherited.
        if (program.Length > 0) return null;
        if (terminal.Variable("LC_TERMINAL") == "iTerm2") return AIImageProtocol.ITerm2;
        if (terminal.Variable("WT_SESSION") is not null) return null;
        if (terminal.Variable("KITTY_WINDOW_ID") is not null) return AIImageProtocol.Kitty;
        if (terminal.Variable("GHOSTTY_RESOURCES_DIR") is not null) return AIImageProtocol.Kitty;
        if (terminal.Variable("WEZTERM_PANE") is not null) return AIImageProtocol.ITerm2;
        if (terminal.Variable("ALACRITTY_WINDOW_ID") is not null) return AIImageProtocol.Blocks;

        bool isKonsole = int.TryParse(
            terminal.Variable("KONSOLE_VERSION"), NumberStyles.None, CultureInfo.InvariantCulture, out int konsole);
        return isKonsole && konsole >= KonsoleWithGraphics ? AIImageProtocol.Kitty : null;
    }

    private static bool HasTrueColor(ITerminal terminal, string term, string program)
    {
        if (terminal.Variable("COLORTERM") is "truecolor" or "24bit") return true;
        if (program == "Apple_Terminal") return false;

        // A console of Windows names no TERM.
        return term.Length == 0
            || s_trueColorPrograms.Contains(program)
            || s_trueColorTerms.Any(name => term.IndexOf(name, StringComparison.Ordinal) >= 0)
            || s_trueColorSigns.Any(name => terminal.Variable(name) is not null);
    }
}
