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

    private readonly object _gate = new();
    private TerminalAnswer? _answer;
    private bool _isAsked;
    private bool _isAnswerDue;
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
            if (protocol is null && guess.IsInTmux && IsKittyAroundTmux(guess)) protocol = AIImageProtocol.Kitty;

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
            if (!_isAnswerDue) return;

            string text = terminal.ReadUntil(TerminalAnswer.IsWhole, TimeSpan.Zero);
            if (!TerminalAnswer.IsWhole(text)) return;

            _isAnswerDue = false;
            _answer = TerminalAnswer.Read(text);
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
        string text = terminal.ReadUntil(TerminalAnswer.IsWhole, guess.IsRemote ? s_remoteWait : s_wait);
        _isAnswerDue = !TerminalAnswer.IsWhole(text);
        return _isAnswerDue ? null : _answer = TerminalAnswer.Read(text);
    }

    /// <summary>
    /// tmux lets images of kitty through where its user allows it, and knows which terminal it is in.
    /// </summary>
    private bool IsKittyAroundTmux(EnvironmentGuess guess)
    {
        if (_isKittyAroundTmux is bool known) return known;

        string answer = terminal.AskTmux(TmuxFormat, guess.IsRemote ? s_remoteWait : s_wait) ?? string.Empty;
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
