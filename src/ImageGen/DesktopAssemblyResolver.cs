#if !NET
using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace ImageGen;

/// <summary>
/// Finds the module's own dependencies on Windows PowerShell, which has no binding redirects: by simple name, for a
/// fixed list, from the module's folder alone.
/// </summary>
public sealed class DesktopAssemblyResolver : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly string[] s_names =
    [
        "ImageGen.Sandbox", "Microsoft.Bcl.AsyncInterfaces", "StbImageSharp", "StbImageWriteSharp", "System.Buffers", "System.Memory",
        "System.Numerics.Vectors", "System.Runtime.CompilerServices.Unsafe", "System.Text.Encodings.Web",
        "System.Text.Json", "System.Threading.Tasks.Extensions",
    ];

    private static readonly string s_folder = Path.GetDirectoryName(typeof(DesktopAssemblyResolver).Assembly.Location)!;

    /// <summary>Starts to resolve when the module is imported.</summary>
    public void OnImport() => AppDomain.CurrentDomain.AssemblyResolve += Resolve;

    /// <summary>Stops to resolve when the module is removed.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo) => AppDomain.CurrentDomain.AssemblyResolve -= Resolve;

    private static Assembly? Resolve(object sender, ResolveEventArgs arguments)
    {
        string name = new AssemblyName(arguments.Name).Name;
        string path = Path.Combine(s_folder, name + ".dll");
        return s_names.Contains(name, StringComparer.OrdinalIgnoreCase) && File.Exists(path)
            ? Assembly.LoadFrom(path)
            : null;
    }
}
#endif
