using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
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
    [InlineData(@"kitty=\x1b_Gi=31;OK\x1b\\|cell=\x1b[6;20;10t|device=\x1b[?62;c", "\x1b_Ga=T", "TERM=xterm-256color")]
    [InlineData(@"cell=\x1b[6;20;10t|device=\x1b[?61;4;6;7;22;42c", "\x1bP0;1;0q", "WT_SESSION=1")]
    [InlineData(@"device=\x1b[?64;1;2c", "▀", "TERM=xterm-256color")]
    [InlineData("none", "▀", "TERM=xterm-256color")]
    [InlineData("none", "\x1b_Ga=T", "TERM=xterm-kitty")]
    [InlineData("none", "\x1b]1337;", "TERM=xterm-256color", "TERM_PROGRAM=WezTerm")]
    public async Task A_terminal_is_asked_at_most_once_and_nothing_is_left_unread(
        string answers, string sign, params string[] variables)
    {
        File.WriteAllBytes(_folder.At("fox.png"), Pngs.Opaque(64, 64));
        string script = _folder.At("show.ps1");
        File.WriteAllText(script, $"""
            Import-Module '{ModuleSession.ModulePath}'
            Show-AIImage '{_folder.At("fox.png")}'
            Show-AIImage '{_folder.At("fox.png")}'
            "left: $([Console]::KeyAvailable)"
            """);

        string output = await RunAsync(answers, script, variables);

        Assert.True(output.Split(sign).Length > 2, output);
        Assert.True(output.Split("\x1b[c").Length <= 2, output);
        Assert.Contains("left: False", output);
        Assert.EndsWith(
            "\x1b[?25h", output[..output.IndexOf("left:", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(string answers, string script, string[] variables)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pseudo terminals of this kind.");
        ProcessStartInfo start = new("env")
        {
            ArgumentList = { "-u", "TMUX", "-u", "STY", "-u", "NO_COLOR", "-u", "COLORTERM", "-u", "SSH_TTY" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string variable in variables) start.ArgumentList.Add(variable);
        string driver = Repository.PathOf("tests/ImageGen.Tests/Terminal/pseudo_terminal.py");
        string[] command = ["LC_ALL=C.UTF-8", "python3", driver, answers, "pwsh", "-NoProfile", "-File", script];
        foreach (string argument in command) start.ArgumentList.Add(argument);
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> error = process.StandardError.ReadToEndAsync();
            string text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            string reason = await error;
            Assert.SkipWhen(process.ExitCode == 127, "There is no python3 or no pwsh in PATH.");
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
