using System;
using System.Text;

namespace ImageGen.Terminal;

/// <summary>A terminal: what is written to it, what it answers, and what the environment says of it.</summary>
internal interface ITerminal
{
    /// <summary>Columns of the window; 0 when it is not known.</summary>
    int Columns { get; }

    /// <summary>Rows of the window; 0 when it is not known.</summary>
    int Rows { get; }

    /// <summary>How characters become bytes.</summary>
    Encoding Encoding { get; }

    /// <summary>An answer of the terminal can be read.</summary>
    bool CanAnswer { get; }

    /// <summary>Something is waiting to be read.</summary>
    bool HasInput { get; }

    /// <summary>A variable of the environment; null when it is not set, or empty.</summary>
    string? Variable(string name);

    /// <exception cref="System.IO.IOException">The terminal is gone.</exception>
    void Write(byte[] bytes, int count);

    /// <summary>Reads what comes in until it is whole, or the time is over.</summary>
    string ReadUntil(Func<string, bool> isWhole, TimeSpan limit);

    /// <summary>What tmux says of itself and of the terminal around it; null when it does not answer.</summary>
    /// <param name="format">The format of <c>tmux display-message</c>.</param>
    /// <param name="limit">How long to wait.</param>
    string? AskTmux(string format, TimeSpan limit);
}
