using System;
using System.Linq;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using ImageGen.Terminal;

namespace ImageGen.Commands;

/// <summary>
/// The terminal that a session is seen in. Jobs, remote sessions and programs that host PowerShell have none, though
/// their process may.
/// </summary>
internal static class TerminalHosts
{
    private static readonly string[] s_names = ["ConsoleHost", "Visual Studio Code Host", "ImageGen.Shell"];
    private static readonly ConditionalWeakTable<Runspace, TerminalSession> s_given = new();

    /// <summary>One for the process, for it knows whether the terminal was asked.</summary>
    private static readonly Lazy<TerminalSession?> s_console = new(() =>
        ConsoleTerminal.Current is ConsoleTerminal terminal && !IsNonInteractive
            ? new TerminalSession(terminal)
            : null);

    private static bool IsNonInteractive => Environment.GetCommandLineArgs().Skip(1).Any(argument =>
        argument.Length > 4 && "-NonInteractive".StartsWith(argument, StringComparison.OrdinalIgnoreCase));

    /// <summary>The terminal; null where nobody sees it.</summary>
    public static TerminalSession? Find(PSHost host)
    {
        if (Runspace.DefaultRunspace is Runspace runspace && s_given.TryGetValue(runspace, out TerminalSession? given))
        {
            return given;
        }

        return s_names.Contains(host.Name) ? s_console.Value : null;
    }

    /// <summary>Gives a runspace a terminal of its own.</summary>
    public static void Give(Runspace runspace, ITerminal terminal)
    {
        s_given.Remove(runspace);
        s_given.Add(runspace, new TerminalSession(terminal));
    }
}
