using System;
using System.Linq;
using ImageGen.Terminal;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Terminal;

/// <summary>What a terminal can do is found out with at most one question, and nothing of the answer is left.</summary>
public sealed class DetectionTests
{
    [Theory]
    [InlineData("kitty", AIImageProtocol.Kitty, 0)]
    [InlineData("kitty over SSH", AIImageProtocol.Kitty, 1)]
    [InlineData("Ghostty", AIImageProtocol.Kitty, 0)]
    [InlineData("Konsole", AIImageProtocol.Kitty, 0)]
    [InlineData("WezTerm", AIImageProtocol.ITerm2, 0)]
    [InlineData("iTerm2", AIImageProtocol.ITerm2, 0)]
    [InlineData("iTerm2 over SSH", AIImageProtocol.ITerm2, 0)]
    [InlineData("Windows Terminal", AIImageProtocol.Sixel, 1)]
    [InlineData("an old Windows Terminal", AIImageProtocol.Blocks, 1)]
    [InlineData("VS Code", AIImageProtocol.Sixel, 1)]
    [InlineData("VS Code started from kitty", AIImageProtocol.Sixel, 1)]
    [InlineData("foot", AIImageProtocol.Sixel, 1)]
    [InlineData("xterm", AIImageProtocol.Blocks, 1)]
    [InlineData("Alacritty", AIImageProtocol.Blocks, 0)]
    [InlineData("Alacritty started from kitty", AIImageProtocol.Blocks, 0)]
    [InlineData("Terminal of macOS", AIImageProtocol.Blocks, 0)]
    [InlineData("one without colours", AIImageProtocol.Text, 1)]
    [InlineData("Alacritty without colours", AIImageProtocol.Text, 0)]
    [InlineData("a dumb one", AIImageProtocol.Text, 0)]
    [InlineData("one that never answers", AIImageProtocol.Blocks, 1)]
    [InlineData("screen in kitty", AIImageProtocol.Blocks, 0)]
    [InlineData("tmux in kitty", AIImageProtocol.Kitty, 0)]
    [InlineData("tmux that lets nothing through", AIImageProtocol.Blocks, 1)]
    [InlineData("tmux in a terminal with Sixel", AIImageProtocol.Sixel, 1)]
    [InlineData("tmux that cannot be asked", AIImageProtocol.Blocks, 1)]
    public void A_terminal_gets_the_best_it_can_show(string name, AIImageProtocol protocol, int questions)
    {
        ScriptedTerminal terminal = TerminalModels.Named(name);
        TerminalDetector detector = new(terminal);

        Assert.Equal(protocol, detector.Detect(AIImageProtocol.Auto).Protocol);
        Assert.Equal(protocol, detector.Detect(AIImageProtocol.Auto).Protocol);

        Assert.Equal(questions, terminal.Questions);
        Assert.True(terminal.TmuxCalls <= 1);
        Assert.False(terminal.HasInput);
    }

    [Theory]
    [InlineData("xterm", 250)]
    [InlineData("kitty over SSH", 1000)]
    [InlineData("tmux in kitty", 5000)]
    [InlineData("tmux that lets nothing through", 5000, 250)]
    public void The_answer_is_waited_for_longer_where_it_is_sure_or_has_a_long_way(
        string name, params int[] milliseconds)
    {
        ScriptedTerminal terminal = TerminalModels.Named(name);

        new TerminalDetector(terminal).Detect(AIImageProtocol.Auto);

        Assert.Equal(milliseconds, terminal.Waits.Select(wait => (int)wait.TotalMilliseconds));
    }

    [Theory]
    [InlineData("kitty", true)]
    [InlineData("Windows Terminal", true)]
    [InlineData("Alacritty", true)]
    [InlineData("Terminal of macOS", false)]
    [InlineData("xterm", false)]
    public void Colours_are_those_that_the_environment_tells(string name, bool isTrueColor) => Assert.Equal(
        isTrueColor, new TerminalDetector(TerminalModels.Named(name)).Detect(AIImageProtocol.Auto).IsTrueColor);

    [Fact]
    public void The_size_of_a_character_comes_with_the_answer()
    {
        CellSize? cell = new TerminalDetector(TerminalModels.Named("foot")).Detect(AIImageProtocol.Auto).Cell;

        Assert.Equal((11, 24), (cell?.Width, cell?.Height));
    }

    [Theory]
    [InlineData("\x1b[6;0;0t\x1b[?4c")]
    [InlineData("\x1b[6;99999;99999t\x1b[?4c")]
    [InlineData("\x1b[?4c")]
    public void A_size_that_cannot_be_is_none(string answer)
    {
        ScriptedTerminal terminal = new() { Answer = answer };

        TerminalTraits traits = new TerminalDetector(terminal).Detect(AIImageProtocol.Sixel);

        Assert.Equal(AIImageProtocol.Sixel, traits.Protocol);
        Assert.Null(traits.Cell);
    }

    /// <summary>.NET takes the escape character and the one after it for one key with Alt.</summary>
    [Fact]
    public void An_answer_is_understood_without_its_escape_characters()
    {
        ScriptedTerminal terminal = new() { Answer = "_Gi=31;OK\\[6;20;10t[?62;4c" };

        TerminalTraits traits = new TerminalDetector(terminal).Detect(AIImageProtocol.Auto);

        Assert.Equal((AIImageProtocol.Kitty, 20), (traits.Protocol, traits.Cell?.Height));
    }

    [Theory]
    [InlineData("", "\x1b[6;20;10t\x1b[?62;4c")]
    [InlineData("", "\x1b[6;20;", "10t\x1b[?6", "2;4c")]
    [InlineData("\x1b[6;20;10t\x1b[?62;4", "c")]
    public void A_late_answer_is_swallowed_and_used(string inTime, params string[] late)
    {
        ScriptedTerminal terminal = TerminalModels.Named("one that never answers");
        terminal.Written = () => terminal.Type(inTime);
        TerminalDetector detector = new(terminal);
        Assert.Equal(AIImageProtocol.Blocks, detector.Detect(AIImageProtocol.Auto).Protocol);

        foreach (string part in late)
        {
            terminal.Type(part);
            detector.SwallowLateAnswer();
        }

        Assert.False(terminal.HasInput);
        TerminalTraits traits = detector.Detect(AIImageProtocol.Auto);
        Assert.Equal((AIImageProtocol.Sixel, 20), (traits.Protocol, traits.Cell?.Height));
        Assert.Equal(1, terminal.Questions);
    }

    [Fact]
    public void What_is_typed_is_never_taken_for_a_late_answer_when_none_is_due()
    {
        ScriptedTerminal terminal = TerminalModels.Named("foot");
        TerminalDetector detector = new(terminal);
        detector.Detect(AIImageProtocol.Auto);

        terminal.Type("dir");
        detector.SwallowLateAnswer();

        Assert.True(terminal.HasInput);
    }

    [Fact]
    public void Keys_that_were_typed_ahead_are_kept_and_the_question_comes_another_time()
    {
        ScriptedTerminal terminal = TerminalModels.Named("foot");
        TerminalDetector detector = new(terminal);
        terminal.Type("d");

        Assert.Equal(AIImageProtocol.Blocks, detector.Detect(AIImageProtocol.Auto).Protocol);
        Assert.Equal(0, terminal.Questions);
        Assert.Equal("d", terminal.ReadUntil(_ => false, TimeSpan.Zero));

        Assert.Equal(AIImageProtocol.Sixel, detector.Detect(AIImageProtocol.Auto).Protocol);
    }

    [Fact]
    public void No_question_is_put_where_its_answer_cannot_be_read()
    {
        ScriptedTerminal terminal = new() { Answer = "\x1b[?4c", CanAnswer = false };

        Assert.Equal(AIImageProtocol.Blocks, new TerminalDetector(terminal).Detect(AIImageProtocol.Auto).Protocol);
        Assert.Empty(terminal.Bytes);
    }

    [Fact]
    public void Half_blocks_are_not_used_where_the_encoding_has_none()
    {
        ScriptedTerminal terminal = new() { Encoding = System.Text.Encoding.ASCII };

        Assert.Equal(AIImageProtocol.Text, new TerminalDetector(terminal).Detect(AIImageProtocol.Auto).Protocol);
    }
}
