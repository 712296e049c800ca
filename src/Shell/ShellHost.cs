using System;
using System.Globalization;
using System.Management.Automation.Host;

namespace ImageGen.Shell;

internal sealed class ShellHost(ShellUserInterface screen) : PSHost
{
    public override string Name => "ImageGen.Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI => screen;

    internal ShellUserInterface Screen => screen;

    /// <summary>What the script gave to <c>exit</c>, if it did.</summary>
    internal int? ExitCode { get; private set; }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() =>
        throw new HostException("This shell has no nested prompt. Answer the question or press Ctrl+C.");

    public override void ExitNestedPrompt()
    {
    }

    // Native programs write where they like; the line below the progress is theirs.
    public override void NotifyBeginApplication() => screen.Progress.Hide();

    public override void NotifyEndApplication()
    {
    }
}
