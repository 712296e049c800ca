using System;
using System.IO;
using System.Linq;

namespace ImageGen.Trial.Machine;

/// <summary>What must be on the machine.</summary>
internal static class Tools
{
    public const string ProxyLogin = "/usr/lib/squid/basic_ncsa_auth";

    /// <summary>What is not there, and how to get it; null where all is.</summary>
    public static string? Missing()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return "The trial runs on Linux, as root.";

        string[] missing = [.. new[] { "nginx", "squid", "pwsh", "ip", "openssl" }.Where(tool => !IsThere(tool))];
        return missing.Length == 0 && File.Exists(ProxyLogin)
            ? null
            : $"Missing: {string.Join(", ", missing)}. On Debian: apt-get update && apt-get install nginx squid "
                + "iproute2 openssl; PowerShell 7.4 or later from https://aka.ms/powershell. Stop the services that "
                + "the packages start: systemctl disable --now nginx squid";
    }

    private static bool IsThere(string tool) => (Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin")
        .Split(':')
        .Any(folder => File.Exists(Path.Combine(folder, tool)));
}
