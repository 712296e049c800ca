using System.Collections.Generic;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Terminal;

/// <summary>Terminals as people have them: what they set, and what they answer.</summary>
internal static class TerminalModels
{
    private const string KittyAnswer = "\x1b_Gi=31;OK\x1b\\\x1b[6;18;8t\x1b[?62;c";
    private const string WindowsAnswer = "\x1b[6;20;10t\x1b[?61;4;6;7;14;21;22;23;24;28;32;42c";
    private const string PlainAnswer = "\x1b[?6c";

    public static ScriptedTerminal Named(string name) => name switch
    {
        "kitty" => With(KittyAnswer, ("TERM", "xterm-kitty"), ("KITTY_WINDOW_ID", "1"), ("COLORTERM", "truecolor")),
        "kitty over SSH" => With(KittyAnswer, ("TERM", "xterm-256color"), ("SSH_TTY", "/dev/pts/1")),
        "Ghostty" => With(KittyAnswer, ("TERM", "xterm-ghostty"), ("TERM_PROGRAM", "ghostty")),
        "Konsole" => With("\x1b[?62;1;4c", ("TERM", "xterm-256color"), ("KONSOLE_VERSION", "240802")),
        "WezTerm" => With(WindowsAnswer, ("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")),
        "iTerm2" => With(PlainAnswer, ("TERM", "xterm-256color"), ("TERM_PROGRAM", "iTerm.app")),
        "iTerm2 over SSH" => With(PlainAnswer, ("TERM", "xterm-256color"), ("LC_TERMINAL", "iTerm2"), ("SSH_TTY", "x")),
        "Windows Terminal" => With(WindowsAnswer, ("WT_SESSION", "8e3ad2e4")),
        "an old Windows Terminal" => With("\x1b[?61;6;7;22;23;24;28;32;42c", ("WT_SESSION", "8e3ad2e4")),
        "VS Code" => With(WindowsAnswer, ("TERM", "xterm-256color"), ("TERM_PROGRAM", "vscode")),
        "VS Code started from kitty" => With(
            WindowsAnswer, ("TERM", "xterm-256color"), ("TERM_PROGRAM", "vscode"), ("KITTY_WINDOW_ID", "1")),
        "foot" => With("\x1b[6;24;11t\x1b[?62;4;22;28c", ("TERM", "foot"), ("COLORTERM", "truecolor")),
        "xterm" => With("\x1b[6;13;6t\x1b[?64;1;2;6;9;15;18;21;22c", ("TERM", "xterm-256color")),
        "Alacritty" => With(PlainAnswer, ("TERM", "alacritty"), ("COLORTERM", "truecolor")),
        "Alacritty started from kitty" => With(PlainAnswer, ("TERM", "alacritty"), ("KITTY_WINDOW_ID", "1")),
        "Terminal of macOS" => With(PlainAnswer, ("TERM", "xterm-256color"), ("TERM_PROGRAM", "Apple_Terminal")),
        "one without colours" => With(PlainAnswer, ("TERM", "xterm-256color"), ("NO_COLOR", "1")),
        "Alacritty without colours" => With(PlainAnswer, ("TERM", "alacritty"), ("NO_COLOR", "1")),
        "a dumb one" => With(null, ("TERM", "dumb")),
        "one that never answers" => With(null, ("TERM", "xterm-256color")),
        "screen in kitty" => With(PlainAnswer, ("TERM", "screen-256color"), ("STY", "1.x"), ("KITTY_WINDOW_ID", "1")),
        "tmux in kitty" => InTmux("on|xterm-kitty|kitty(0.36)|256,RGB,title", PlainAnswer),
        "tmux that lets nothing through" => InTmux("off|xterm-kitty|kitty(0.36)|256,RGB,title", PlainAnswer),
        "tmux in a terminal with Sixel" => InTmux("off|foot|foot(1.20)|256,RGB,sixel", "\x1b[?1;2;4c"),
        "tmux that cannot be asked" => InTmux(null, PlainAnswer),
        _ => throw new KeyNotFoundException(name),
    };

    private static ScriptedTerminal InTmux(string? tmux, string answer)
    {
        ScriptedTerminal terminal = new()
        {
            Answer = answer,
            Tmux = tmux,
            Variables = new()
            {
                ["TERM"] = "tmux-256color", ["TMUX"] = "/tmp/tmux-0/default,1,0", ["TERM_PROGRAM"] = "tmux",
            },
        };
        return terminal;
    }

    private static ScriptedTerminal With(string? answer, params (string Name, string Value)[] variables)
    {
        ScriptedTerminal terminal = new() { Answer = answer };
        foreach ((string name, string value) in variables) terminal.Variables[name] = value;
        return terminal;
    }
}
