using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace ImageGen.Shell;

internal static class ModuleLocation
{
    internal static string FindManifest()
    {
        string folder = typeof(ModuleLocation).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(attribute => attribute.Key == "ModuleFolder").Value!;
        string manifest = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, folder, "ImageGen.psd1"));
        return File.Exists(manifest) ? manifest : throw new ModuleNotBuiltException(manifest);
    }
}
