using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ImageGen.Shell;

/// <summary>
/// The console. Output goes to standard output; errors, warnings, progress and questions go to standard error, so that
/// a redirected output holds output only.
/// </summary>
internal sealed class ShellUserInterface : PSHostUserInterface
{
    private readonly bool _colorsOutput = Terminal.HasColor && !Console.IsOutputRedirected;
    private readonly bool _colorsError = Terminal.HasColor && !Console.IsErrorRedirected;
    private readonly ShellPrompt _prompt;

    internal ShellUserInterface() => _prompt = new ShellPrompt(this);

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface();

    public override bool SupportsVirtualTerminal => _colorsOutput;

    internal ProgressLine Progress { get; } = new();

    internal int ErrorCount { get; private set; }

    internal bool TakesOutputForError { get; set; }

    internal bool AwaitsInput => _prompt.AwaitsInput;

    public override void Write(string value)
    {
        Progress.Hide();
        Console.Out.Write(GetOutputString(value, _colorsOutput));
        Progress.NoteWritten(value);
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Paint(foregroundColor, backgroundColor, value));

    public override void WriteLine(string value)
    {
        if (TakesOutputForError)
        {
            if (!string.IsNullOrWhiteSpace(value)) WriteErrorLine(value);
            return;
        }

        Write(value);
        WriteLine();
    }

    public override void WriteLine() => Write(Environment.NewLine);

    public override void WriteErrorLine(string value)
    {
        ErrorCount++;
        WriteToError(PSStyle.Instance.Formatting.Error, value);
    }

    public override void WriteWarningLine(string message) =>
        WriteToError(PSStyle.Instance.Formatting.Warning, "WARNING: " + message);

    public override void WriteVerboseLine(string message) =>
        WriteToError(PSStyle.Instance.Formatting.Verbose, "VERBOSE: " + message);

    public override void WriteDebugLine(string message) =>
        WriteToError(PSStyle.Instance.Formatting.Debug, "DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => Progress.Show(record);

    public override string ReadLine() => _prompt.ReadLine();

    public override SecureString ReadLineAsSecureString() => _prompt.ReadSecret();

    public override Dictionary<string, PSObject> Prompt(
        string caption,
        string message,
        Collection<FieldDescription> descriptions) => _prompt.Ask(caption, message, descriptions);

    public override int PromptForChoice(
        string caption,
        string message,
        Collection<ChoiceDescription> choices,
        int defaultChoice) => _prompt.Choose(caption, message, choices, defaultChoice);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName) => _prompt.AskCredential(caption, message, userName);

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => _prompt.AskCredential(caption, message, userName);

    /// <summary>Writes what is no output but has a place on the screen: a question, the line's end after ^C.</summary>
    internal void WriteAside(string text)
    {
        Progress.Hide();
        Console.Error.Write(text);
        Progress.NoteWritten(text);
    }

    internal static string Style(string style, string text) => style + text + PSStyle.Instance.Reset;

    private void WriteToError(string style, string text)
    {
        Progress.Hide();
        Console.Error.WriteLine(GetOutputString(style + text + PSStyle.Instance.Reset, _colorsError));
        Progress.NoteWritten(Environment.NewLine);
    }

    private static string Paint(ConsoleColor foreground, ConsoleColor background, string value) =>
        PSStyle.MapForegroundColorToEscapeSequence(foreground)
        + PSStyle.MapBackgroundColorToEscapeSequence(background)
        + value
        + PSStyle.Instance.Reset;
}
