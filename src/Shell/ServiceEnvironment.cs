using System;

namespace ImageGen.Shell;

/// <summary>The environment variables by which the module chooses its service, for this process only.</summary>
internal static class ServiceEnvironment
{
    private const string Sandbox = "IMAGEGEN_SANDBOX";
    private static readonly string[] s_keys = ["OPENAI_API_KEY", "AZURE_OPENAI_API_KEY"];

    /// <summary>Import-Module of the NuGet engine reports module names to Microsoft unless told not to.</summary>
    internal static void SilenceTelemetry() => Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

    /// <summary>Whatever the user has set: after this nothing here can reach a paid service.</summary>
    internal static void ForceSandbox()
    {
        foreach (string key in s_keys) Environment.SetEnvironmentVariable(key, null);
        Environment.SetEnvironmentVariable(Sandbox, "1");
    }

    /// <summary>Turns to the sandbox when no key is set and says whether it did.</summary>
    internal static bool UseSandboxWithoutKey()
    {
        if (IsSet(Sandbox) || Array.Exists(s_keys, IsSet)) return false;

        Environment.SetEnvironmentVariable(Sandbox, "1");
        return true;
    }

    private static bool IsSet(string name) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name));
}
