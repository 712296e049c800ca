using System.Management.Automation;

namespace ImageGen.Commands;

/// <summary>What a common parameter, or else its preference variable, asks of a cmdlet.</summary>
internal static class CmdletPreferences
{
    /// <summary>True where nothing is done, only described.</summary>
    public static bool IsWhatIf(this PSCmdlet cmdlet) =>
        Switch(cmdlet, "WhatIf") ?? LanguagePrimitives.IsTrue(cmdlet.GetVariableValue("WhatIfPreference"));

    /// <summary>True where requests and answers are shown.</summary>
    public static bool IsDebug(this PSCmdlet cmdlet) =>
        Switch(cmdlet, "Debug")
        ?? (cmdlet.GetVariableValue("DebugPreference") is ActionPreference preference
            && preference is not (ActionPreference.SilentlyContinue or ActionPreference.Ignore));

    private static bool? Switch(PSCmdlet cmdlet, string name) =>
        cmdlet.MyInvocation.BoundParameters.TryGetValue(name, out object? given)
            ? given is SwitchParameter { IsPresent: true }
            : null;
}
