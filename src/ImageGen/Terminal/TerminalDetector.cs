using System;
using System.Text;

namespace ImageGen.Terminal;

/// <summary>
/// Finds out what a terminal can do: by the environment where that decides, else by one question, which is put once for
/// all.
/// </summary>
internal sealed class TerminalDetector(ITerminal terminal)
{
    private const string TmuxFormat =
        "#{allow-passthrough}|#{client_termname}|#{client_termtype}|#{client_termfeatures}";

    private static readonly TimeSpan s_wait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_remoteWait = TimeSpan.FromSeconds(1);

    // Many terminals never answer, so that their silence is an answer too. tmux is a program of this machine: it always
    // answers, but on a busy machine it starts late.
    private static readonly TimeSpan s_tmuxWait = TimeSpan.FromSeconds(5);

    private readonly object _gate = new();
    private TerminalAnswer? _answer;
    private string _received = string.Empty;
    private bool _isAsked;
    private bool? _isKittyAroundTmux;
    private bool _isTmuxTrueColor;

    /// <param name="wanted">What the user asked for; Auto for the best there is.</param>
    public TerminalTraits Detect(AIImageProtocol wanted)
    {
        lock (_gate)
        {
            SwallowLateAnswer();
            EnvironmentGuess guess = EnvironmentGuess.Read(terminal);
            AIImageProtocol? protocol = wanted == AIImageProtocol.Auto ? guess.Protocol : wanted;
            if (protocol is null && guess.IsInTmux && IsKittyAroundTmux()) protocol = AIImageProtocol.Kitty;

            // The pixels of a Sixel are those of the screen, so that the size of a character must be known.
            TerminalAnswer? answer = protocol is null or AIImageProtocol.Sixel ? Ask(guess) : _answer;
            return new TerminalTraits
            {
                Protocol = wanted == AIImageProtocol.Auto ? Shown(protocol ?? Best(answer, guess), guess) : wanted,
                IsTrueColor = guess.IsInTmux && _isKittyAroundTmux == true ? _isTmuxTrueColor : guess.IsTrueColor,
                IsInTmux = guess.IsInTmux,
                TakesWebp = guess.TakesWebp,
                Cell = answer?.Cell,
            };
        }
    }

    /// <summary>Takes an answer that came after its time out of the input, so that nobody takes it for keys.</summary>
    public void SwallowLateAnswer()
    {
        lock (_gate)
        {
            bool isAnswerDue = _isAsked && _answer is null;
            if (isAnswerDue) Receive(TimeSpan.Zero);
        }
    }

    private AIImageProtocol Best(TerminalAnswer? answer, EnvironmentGuess guess)
    {
        if (answer is { TakesKitty: true } && !guess.IsInTmux) return AIImageProtocol.Kitty;
        return answer is { TakesSixel: true } ? AIImageProtocol.Sixel : AIImageProtocol.Blocks;
    }

    /// <summary>Blocks need colours, and an encoding that has them.</summary>
    private AIImageProtocol Shown(AIImageProtocol protocol, EnvironmentGuess guess) =>
        protocol == AIImageProtocol.Blocks && (guess.IsPlain || !HasHalfBlocks) ? AIImageProtocol.Text : protocol;

    private bool HasHalfBlocks
    {
        get
        {
            Encoding encoding = terminal.Encoding;
            return encoding.GetString(encoding.GetBytes(BlockPainter.HalfBlock)) == BlockPainter.HalfBlock;
        }
    }

    private TerminalAnswer? Ask(EnvironmentGuess guess)
    {
        // What the user has typed ahead must not be taken for an answer, nor be lost.
        if (_isAsked || !terminal.CanAnswer || terminal.HasInput) return _answer;

        _isAsked = true;
        byte[] question = Encoding.ASCII.GetBytes(TerminalAnswer.Question);
        terminal.Write(question, question.Length);
        Receive(guess.IsRemote ? s_remoteWait : s_wait);
        return _answer;
    }

    /// <summary>An answer may come in parts: what is there of it is kept until the rest comes.</summary>
    private void Receive(TimeSpan limit)
    {
        _received += terminal.ReadUntil(more => TerminalAnswer.IsWhole(_received + more), limit);
        if (TerminalAnswer.IsWhole(_received)) _answer = TerminalAnswer.Read(_received);
    }

    /// <summary>
    /// tmux lets images of kitty through where its user allows it, and knows which terminal it is in.
    /// </summary>
    private bool IsKittyAroundTmux()
    {
        if (_isKittyAroundTmux is bool known) return known;

        string answer = terminal.AskTmux(TmuxFormat, s_tmuxWait) ?? string.Empty;
        string[] facts = answer.Split('|');
        bool isAllowed = facts is ["on" or "all" or "1", ..];
        _isTmuxTrueColor = facts.Length > 3 && facts[3].Contains("RGB");
        _isKittyAroundTmux = isAllowed && Array.Exists(facts, IsKitty);
        return _isKittyAroundTmux.Value;
    }

    private static bool IsKitty(string name) =>
        name.IndexOf("kitty", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("ghostty", StringComparison.OrdinalIgnoreCase) >= 0;
}
