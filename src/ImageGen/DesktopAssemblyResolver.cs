#if !NET
using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace ImageGen;

/// <summary>
/// Finds the module's own dependencies on Windows PowerShell, which has no binding redirects: for a fixed list, from
/// the module's folder alone, and only for what lies in that folder. No other module ever gets an assembly from here.
/// </summary>
public sealed class DesktopAssemblyResolver : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly string[] s_names =
    [
        "ImageGen.Sandbox", "Microsoft.Bcl.AsyncInterfaces", "StbImageSharp", "StbImageWriteSharp", "System.Buffers",
        "System.Memory", "System.Numerics.Vectors", "System.Runtime.CompilerServices.Unsafe",
        "System.Text.Encodings.Web", "System.Text.Json", "System.Threading.Tasks.Extensions",
    ];

    private static readonly string s_folder = Path.GetDirectoryName(typeof(DesktopAssemblyResolver).Assembly.Location)!;

    /// <summary>Starts to resolve when the module is imported.</summary>
    public void OnImport() => AppDomain.CurrentDomain.AssemblyResolve += Resolve;

    /// <summary>Stops to resolve when the module is removed.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

    /// <summary>
    /// The file to load for an assembly that was not found, or null where it is not for this module to say.
    /// </summary>
    /// <param name="asked">Full name of the assembly.</param>
    /// <param name="requesting">File of the assembly that needs it; null when it is not known.</param>
    /// <param name="folder">The module's folder.</param>
    internal static string? FileFor(string asked, string? requesting, string folder)
    {
        if (string.IsNullOrEmpty(requesting) || !IsSame(Path.GetDirectoryName(requesting), folder)) return null;

        AssemblyName name = new(asked);
        if (!Array.Exists(s_names, known => IsSame(known, name.Name))) return null;

        string path = Path.Combine(folder, name.Name + ".dll");
        if (!File.Exists(path)) return null;

        AssemblyName found = AssemblyName.GetAssemblyName(path);
        bool isKept = name.Version is null || name.Version <= found.Version;
        return isKept && HaveSameKey(name, found) ? path : null;
    }

    private static Assembly? Resolve(object sender, ResolveEventArgs arguments)
    {
        Assembly? requesting = arguments.RequestingAssembly;
        string? file = requesting is null || requesting.IsDynamic ? null : requesting.Location;
        return FileFor(arguments.Name, file, s_folder) is string path ? Assembly.LoadFrom(path) : null;
    }

    /// <summary>
    /// On arrays the compiler would take SequenceEqual from System.Memory, which is one of the assemblies to be found
    /// here.
    /// </summary>
    private static bool HaveSameKey(AssemblyName one, AssemblyName other) =>
        Enumerable.SequenceEqual(one.GetPublicKeyToken() ?? [], other.GetPublicKeyToken() ?? []);

    private static bool IsSame(string? one, string? other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
#endif
