using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ImageGen.Commands;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Terminal;

/// <summary>Show-AIImage in the real engine, in a terminal that keeps what is written to it.</summary>
public sealed class ShowTests : IDisposable
{
    private readonly ModuleSession _session = ModuleSession.WithSandbox();
    private readonly byte[] _png = Pngs.Opaque(200, 100);

    public ShowTests() => File.WriteAllBytes(_session.PathOf("fox [1].png"), _png);

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("$image | Show-AIImage")]
    [InlineData("Show-AIImage $image")]
    [InlineData("$partial | Show-AIImage")]
    [InlineData("Show-AIImage $bytes")]
    [InlineData(", $bytes | Show-AIImage")]
    [InlineData("Show-AIImage ([object[]]$bytes)")]
    [InlineData("$file | Show-AIImage")]
    [InlineData("$file.FullName | Show-AIImage")]
    [InlineData("'fox [1].png' | Show-AIImage")]
    [InlineData("Show-AIImage './fox [1].png'")]
    [InlineData("Show-AIImage -Path *.png")]
    [InlineData("Show-AIImage -LiteralPath 'fox [1].png'")]
    [InlineData("[pscustomobject]@{ Path = 'fox [1].png' } | Show-AIImage")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize($text) | Show-AIImage")]
    public void An_image_is_shown_however_it_is_given(string script)
    {
        ScriptedTerminal terminal = Give("kitty");

        RunResult result = _session.Run(
            script,
            ("image", new AIImage(new ImageFacts()).WithBytes(_png)),
            ("partial", new AIImagePartial { Bytes = _png }),
            ("bytes", _png),
            ("file", new FileInfo(_session.PathOf("fox [1].png"))),
            ("text", PSSerializer.Serialize(new AIImage(new ImageFacts()).WithBytes(_png)))).ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Equal(_png, Assert.Single(KittyImage.Read(terminal.Output)).Data);
    }

    [Theory]
    [InlineData("kitty")]
    [InlineData("Windows Terminal")]
    [InlineData("WezTerm")]
    public void The_images_of_a_stream_are_drawn_over_each_other(string name)
    {
        ScriptedTerminal terminal = Give(name);

        _session.Run("Get-AIImageStream 'an owl' -PartialImages 3 -Quality low | Show-AIImage").ThrowIfFailed();

        ScreenTrace trace = ScreenTrace.Of(terminal.Output);
        Assert.Equal([0, 0, 0, 0], trace.ImageRows);
        Assert.Equal(22, trace.Row);
        Assert.True(trace.IsCursorShown);
        Assert.False(terminal.HasInput);
        Assert.True(KittyImage.Read(terminal.Output).Select(image => image.Control["i"]).Distinct().Count() <= 1);
    }

    [Fact]
    public void Streams_that_come_between_each_other_have_a_place_each()
    {
        ScriptedTerminal terminal = Give("kitty");
        object[] images =
        [
            Partial(0, "resp_a"), Partial(1, "resp_b"), Partial(0, "resp_a"), Final(1, "resp_b"), Final(0, "resp_a"),
            Final(0, "resp_a"),
        ];

        _session.Run("$images | Show-AIImage", ("images", images)).ThrowIfFailed();

        Assert.Equal([0, 5, 0, 5, 0, 10], ScreenTrace.Of(terminal.Output).ImageRows);
    }

    [Fact]
    public void What_has_left_the_window_is_drawn_anew()
    {
        ScriptedTerminal terminal = Give("kitty");
        object[] others = [.. Enumerable.Range(1, 5).Select(at => Partial(at, $"resp_{at}"))];
        object[] images = [Partial(0, "resp_a"), .. others, Final(0, "resp_a")];

        _session.Run("$images | Show-AIImage", ("images", images)).ThrowIfFailed();

        Assert.Equal(30, ScreenTrace.Of(terminal.Output).ImageRows[^1]);
    }

    [Fact]
    public void PassThru_emits_the_input_and_draws_nothing_over()
    {
        ScriptedTerminal terminal = Give("kitty");
        object[] images = [Partial(0, "resp_a"), Final(0, "resp_a")];

        RunResult result = _session.Run("$images | Show-AIImage -PassThru", ("images", images)).ThrowIfFailed();

        Assert.Equal(images, result.Output.Select(item => item.BaseObject));
        Assert.Equal([0, 5], ScreenTrace.Of(terminal.Output).ImageRows);
    }

    [Fact]
    public void An_input_that_is_no_image_is_one_error_and_the_rest_goes_on()
    {
        ScriptedTerminal terminal = Give("Windows Terminal");
        File.WriteAllText(_session.PathOf("note.txt"), "hello");
        File.WriteAllBytes(_session.PathOf("broken.png"), _png[..60]);

        RunResult result = _session.Run("'note.txt', 'gone.png', 'broken.png', 'fox [1].png' | Show-AIImage");

        Assert.Equal(3, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("ImageReadFailed,", error.FullyQualifiedErrorId));
        Assert.Equal(["note.txt", "gone.png", "broken.png"], result.Errors.Select(error => error.TargetObject));
        Assert.Equal(200, SixelReader.Read(terminal.Output).Width);
    }

    [Fact]
    public void An_image_that_is_not_finished_says_so()
    {
        Give("kitty");
        AIImage queued = new(new ImageFacts { Status = "queued", ResponseId = "resp_1" });

        RunResult result = _session.Run("$image | Show-AIImage", ("image", queued));

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains("queued", result.Error.ToString());
    }

    /// <summary>No decoder here reads it; a terminal may.</summary>
    [Fact]
    public void WebP_is_shown_where_the_terminal_takes_it_and_named_elsewhere()
    {
        byte[] webp = [.. "RIFF"u8, 30, 0, 0, 0, .. "WEBPVP8X"u8, 10, 0, 0, 0, 0, 0, 0, 0, 63, 0, 0, 31, 0, 0, 0, 0];
        ScriptedTerminal wezterm = Give("WezTerm");
        _session.Run("Show-AIImage $bytes", ("bytes", webp)).ThrowIfFailed();
        ScriptedTerminal kitty = Give("kitty");
        _session.Run("Show-AIImage $bytes", ("bytes", webp)).ThrowIfFailed();

        Assert.Contains(Convert.ToBase64String(webp), wezterm.Output);
        Assert.Contains("WEBP, 64x32, ", kitty.Output);
        Assert.DoesNotContain('\u001b', kitty.Output);
    }

    [Theory]
    [InlineData("Kitty", "\x1b_Ga=T")]
    [InlineData("iterm2", "\x1b]1337;")]
    [InlineData("Sixel", "\x1bP0;1;0q")]
    [InlineData("Blocks", "▀")]
    [InlineData("Text", "fox [1].png: PNG, 200x100, ")]
    public void Protocol_overrules_what_was_found_out(string protocol, string sign)
    {
        ScriptedTerminal terminal = Give("xterm");

        _session.Run($"Show-AIImage 'fox [1].png' -Protocol {protocol}").ThrowIfFailed();

        Assert.Contains(sign, terminal.Output, StringComparison.Ordinal);
        Assert.Equal(protocol == "Sixel" ? 1 : 0, terminal.Questions);
    }

    [Theory]
    [InlineData("-Width 4", 40, 20)]
    [InlineData("-Height 2", 80, 40)]
    [InlineData("-Width 40 -Height 1", 40, 20)]
    public void Width_and_height_limit_the_image_and_keep_its_aspect(string limits, int width, int height)
    {
        ScriptedTerminal terminal = Give("Windows Terminal");

        _session.Run($"Show-AIImage 'fox [1].png' {limits}").ThrowIfFailed();

        SixelReader shown = SixelReader.Read(terminal.Output);
        Assert.Equal((width, height), (shown.Width, shown.Height));
    }

    /// <summary>The engine's own host is no terminal; that of a job and of a remote session is none either.</summary>
    [Fact]
    public void Nothing_is_written_where_nobody_sees_it()
    {
        RunResult result = _session.Run("Show-AIImage 'fox [1].png' -Protocol Kitty -Verbose").ThrowIfFailed();

        Assert.Contains(result.Verbose, line => line.Contains("not a terminal"));
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Foreign_text_cannot_steer_the_terminal()
    {
        ScriptedTerminal terminal = Give("a dumb one");
        AIImage image = new AIImage(new ImageFacts { Prompt = "a\u001b[2Jfox\u009b2J\r\nline" }).WithBytes(_png);

        _session.Run("$image | Show-AIImage", ("image", image)).ThrowIfFailed();

        Assert.DoesNotContain('\u001b', terminal.Output);
        Assert.DoesNotContain('\u009b', terminal.Output);
        Assert.Equal(1, ScreenTrace.Of(terminal.Output).Row);
    }

    [Fact]
    public void A_late_answer_is_not_left_for_the_prompt()
    {
        ScriptedTerminal terminal = Give("one that never answers");
        terminal.Written = () =>
        {
            if (terminal.Output.Contains('▀') && !terminal.HasInput) terminal.Type("\x1b[?62;4c");
        };

        _session.Run("Show-AIImage 'fox [1].png'").ThrowIfFailed();

        Assert.False(terminal.HasInput);
    }

    private static AIImagePartial Partial(int index, string id) =>
        new() { Bytes = Pngs.Opaque(200, 100), Index = index, ResponseId = id };

    private static AIImage Final(int index, string id) =>
        new AIImage(new ImageFacts { Index = index, ResponseId = id }).WithBytes(Pngs.Opaque(200, 100));

    private ScriptedTerminal Give(string name)
    {
        ScriptedTerminal terminal = TerminalModels.Named(name);
        TerminalHosts.Give(_session.Runspace, terminal);
        return terminal;
    }
}
