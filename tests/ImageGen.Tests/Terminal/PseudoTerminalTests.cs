using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ImageGen.Tests.Contract;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Terminal;

/// <summary>pwsh in a pseudo terminal of the system: what it writes, and whether a key is left after it.</summary>
public sealed class PseudoTerminalTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(@"kitty=\x1b_Gi=31;OK\x1b\\~cell=\x1b[6;20;10t~device=\x1b[?62;c", "\x1b_Ga=T", "TERM=xterm-256color")]
    [InlineData(@"cell=\x1b[6;20;10t~device=\x1b[?61;4;6;7;22;42c", "\x1bP0;1;0q", "WT_SESSION=1")]
    [InlineData(@"device=\x1b[?64;1;2c", "▀", "TERM=xterm-256color")]
    [InlineData("none", "▀", "TERM=xterm-256color")]
    [InlineData("none", "\x1b_Ga=T", "TERM=xterm-kitty")]
    [InlineData("none", "\x1b]1337;", "TERM=xterm-256color", "TERM_PROGRAM=WezTerm")]
    [InlineData(@"device=\x1b[?6c", "\x1b]1337;", "TERM=xterm-256color", "LC_TERMINAL=iTerm2", "SSH_TTY=/dev/pts/9")]
    [InlineData(
        @"kitty=\x1b_Gi=31;OK\x1b\\~device=\x1b[?62;c", "\x1b_Ga=T", "TERM=xterm-256color", "SSH_TTY=/dev/pts/9")]
    public async Task A_terminal_is_asked_at_most_once_and_nothing_is_left_unread(
        string answers, string sign, params string[] variables)
    {
        string output = await RunInTimeAsync(
            text => Count(text, sign) >= 2, answers, variables, "pwsh", "-NoProfile", "-File", Script(Show, Show));

        Assert.True(Count(output, sign) >= 2, output);
        Assert.True(Count(output, "\x1b[c") <= 1, output);
        Assert.Contains("left: False", output);
        Assert.EndsWith(
            "\x1b[?25h", output[..output.IndexOf("left:", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    /// <summary>It is drawn with what was known; the answer is then used, and no key.</summary>
    [Fact]
    public async Task A_late_answer_is_taken_out_of_the_input_and_used()
    {
        const string Wait = "'answer now'; while (-not [Console]::KeyAvailable) { Start-Sleep -Milliseconds 5 }";
        string output = await RunAsync(
            @"late=answer now~kitty=\x1b_Gi=31;OK\x1b\\~cell=\x1b[6;20;10t~device=\x1b[?62;c",
            ["TERM=xterm-256color"],
            "pwsh", "-NoProfile", "-File", Script(Show, Wait, Show));

        string[] parts = output.Split("answer now");
        Assert.Contains("▀", parts[0]);
        Assert.DoesNotContain("\x1b_Ga=T", parts[0]);
        Assert.Contains("\x1b_Ga=T", parts[1]);
        Assert.DoesNotContain("▀", parts[1]);
        Assert.Equal(1, Count(output, "\x1b[c"));
        Assert.Contains("left: False", output);
    }

    /// <summary>The program itself, between pwsh and a terminal that says it is kitty.</summary>
    [Theory]
    [InlineData("on", true)]
    [InlineData("off", false)]
    public async Task In_tmux_kitty_is_reached_where_its_user_lets_it(string passthrough, bool isReached)
    {
        string settings = _folder.At("tmux.conf");
        File.WriteAllText(settings, $"set -g allow-passthrough {passthrough}\nset -g status off\n");

        string output = await RunInTimeAsync(
            text => text.Contains("left:") && text.Contains("\U0010EEEE") == isReached,
            @"version=\x1bP>|kitty(0.36.0)\x1b\\~device=\x1b[?62;c",
            ["TERM=xterm-256color"],
            "tmux", "-S", _folder.At("tmux"), "-f", settings, "new-session", $"pwsh -NoProfile -File {Script(Show)}");

        Assert.Equal(isReached, output.Contains("\x1b_Ga=T", StringComparison.Ordinal));
        Assert.Equal(isReached, output.Contains("\U0010EEEE", StringComparison.Ordinal));
        Assert.Equal(!isReached, output.Contains("▀", StringComparison.Ordinal));
        Assert.Contains("left: False", output);
    }

    private string Show => $"Show-AIImage '{_folder.At("fox.png")}'";

    private string Script(params string[] lines)
    {
        File.WriteAllBytes(_folder.At("fox.png"), Pngs.Opaque(64, 64));
        string script = _folder.At("show.ps1");
        File.WriteAllLines(
            script,
            [$"Import-Module '{ModuleSession.ModulePath}'", .. lines, "\"left: $([Console]::KeyAvailable)\""]);
        return script;
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    /// <summary>
    /// The cmdlet waits for an answer by the clock of the system. Where the machine was too busy for the answer to come
    /// in time, which <paramref name="isInTime"/> sees in what was written, the run tells nothing and is repeated.
    /// </summary>
    private static async Task<string> RunInTimeAsync(
        Func<string, bool> isInTime, string answers, string[] variables, params string[] program)
    {
        const int MaxRuns = 4;
        string output = string.Empty;
        for (int run = 0; run < MaxRuns && !isInTime(output); run++)
        {
            output = await RunAsync(answers, variables, program);
        }

        return output;
    }

    private static async Task<string> RunAsync(string answers, string[] variables, params string[] program)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pseudo terminals of this kind.");
        bool hasShell = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "pwsh")));
        Assert.SkipUnless(hasShell, "There is no pwsh in PATH.");
        ProcessStartInfo start = new("env")
        {
            ArgumentList = { "-u", "TMUX", "-u", "STY", "-u", "NO_COLOR", "-u", "COLORTERM", "-u", "SSH_TTY" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string variable in variables) start.ArgumentList.Add(variable);
        string driver = Repository.PathOf("tests/ImageGen.Tests/Terminal/pseudo_terminal.py");
        string[] command = ["LC_ALL=C.UTF-8", "python3", driver, answers, .. program];
        foreach (string argument in command) start.ArgumentList.Add(argument);
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> error = process.StandardError.ReadToEndAsync();
            string text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            string reason = await error;
            Assert.SkipWhen(process.ExitCode == 127, $"There is no python3 or no {program[0]} in PATH.");
            Assert.True(process.ExitCode == 0, reason);
            return Encoding.UTF8.GetString(Convert.FromBase64String(text.Trim()));
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no env in PATH.");
            throw;
        }
    }
}
