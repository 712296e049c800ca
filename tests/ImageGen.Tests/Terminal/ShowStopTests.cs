using System;
using System.IO;
using System.Management.Automation;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Commands;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Terminal;

/// <summary>Ctrl+C while a terminal takes nothing, and while it has not read all yet.</summary>
public sealed class ShowStopTests : IDisposable
{
    private const string Restored = "\x1b\\\x1b[0m\x1b[?25h";

    private readonly ModuleSession _session = ModuleSession.WithSandbox();

    public ShowStopTests() => File.WriteAllBytes(_session.PathOf("fox.png"), Pngs.Large(400, 400));

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("kitty", 1)]
    [InlineData("kitty", 3)]
    [InlineData("Windows Terminal", 3)]
    [InlineData("WezTerm", 2)]
    public async Task A_terminal_that_blocks_gets_its_sequence_ended_and_its_cursor_when_it_reads_again(
        string name, int blocks)
    {
        using ManualResetEventSlim isFull = new();
        using ManualResetEventSlim isStopped = new();
        ScriptedTerminal terminal = Give(name);
        int before = 0;
        int written = 0;
        terminal.Written = () =>
        {
            if (!terminal.Output.Contains("\x1b[?25l", StringComparison.Ordinal) || ++written != blocks) return;

            before = terminal.Bytes.Length;
            isFull.Set();
            isStopped.Wait();
        };
        using PowerShell shell = Create("Show-AIImage 'fox.png' | Wait-StopSignal $stopped", isStopped, isFull);
        Task running = shell.InvokeAsync();
        await Task.Run(isFull.Wait).Soon();

        await Task.Run(shell.Stop).Soon();

        await Assert.ThrowsAnyAsync<RuntimeException>(() => running.Soon());
        byte[] rest = terminal.Bytes[before..];
        Assert.EndsWith(Restored, Encoding.UTF8.GetString(rest), StringComparison.Ordinal);
        Assert.InRange(rest.Length, Restored.Length, 20_000);
        Assert.True(ScreenTrace.Of(terminal.Output).IsCursorShown);
    }

    [Fact]
    public async Task What_the_system_threw_away_is_written_again()
    {
        using ManualResetEventSlim isDrawn = new();
        using ManualResetEventSlim isStopped = new();
        ScriptedTerminal terminal = Give("kitty");
        using PowerShell shell =
            Create("Show-AIImage 'fox.png' -PassThru | Wait-StopSignal $stopped $reached", isStopped, isDrawn);
        Task running = shell.InvokeAsync();
        await Task.Run(isDrawn.Wait).Soon();
        int before = terminal.Bytes.Length;

        await Task.Run(shell.Stop).Soon();

        await Assert.ThrowsAnyAsync<RuntimeException>(() => running.Soon());
        Assert.Equal(Restored, Encoding.ASCII.GetString(terminal.Bytes[before..]));
    }

    [Fact]
    public void Without_a_stop_nothing_is_written_twice()
    {
        ScriptedTerminal terminal = Give("kitty");

        _session.Run("Show-AIImage 'fox.png'").ThrowIfFailed();

        Assert.DoesNotContain(Restored, terminal.Output, StringComparison.Ordinal);
    }

    private PowerShell Create(string script, ManualResetEventSlim stopped, ManualResetEventSlim reached)
    {
        _session.Run(
            "Import-Module -Assembly $assembly",
            ("assembly", typeof(WaitStopSignalCommand).Assembly), ("stopped", stopped), ("reached", reached))
            .ThrowIfFailed();
        return _session.Create(script);
    }

    private ScriptedTerminal Give(string name)
    {
        ScriptedTerminal terminal = TerminalModels.Named(name);
        TerminalHosts.Give(_session.Runspace, terminal);
        return terminal;
    }
}
