using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace ImageGen.Smoke;

/// <summary>
/// Loads the module as Windows PowerShell does and runs images with it: <c>ImageGen.Smoke.exe folder [unresolved]</c>.
/// Each line of its output is the name of a scene and what came of it. With the second word the module's resolver is
/// not started, to show what it is for.
/// </summary>
internal static class Program
{
    private static readonly List<string> s_unresolved = [];

    private static string s_folder = string.Empty;

    private static int Main(string[] arguments)
    {
        s_folder = Path.GetFullPath(arguments[0]);
        Assembly module = Assembly.LoadFrom(Path.Combine(s_folder, "ImageGen.dll"));
        AppDomain.CurrentDomain.AssemblyResolve += ResolveForThisProgram;
        module.GetExportedTypes();
        if (arguments.Length == 1) StartResolver();
        AppDomain.CurrentDomain.AssemblyResolve += NoteUnresolved;
        RunScenes();
        Console.WriteLine($"unresolved: {string.Join("; ", s_unresolved)}");
        Console.WriteLine(
            $"defaults: {ServicePointManager.DefaultConnectionLimit} {ServicePointManager.SecurityProtocol}");
        ListAssemblies();
        return 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StartResolver() => new DesktopAssemblyResolver().OnImport();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void RunScenes() => Scenes.RunAsync().GetAwaiter().GetResult();

    /// <summary>The program's own references. What the module refers to is left to the module's resolver.</summary>
    private static Assembly? ResolveForThisProgram(object sender, ResolveEventArgs arguments)
    {
        if (arguments.RequestingAssembly != typeof(Program).Assembly) return null;

        string path = Path.Combine(s_folder, new AssemblyName(arguments.Name).Name + ".dll");
        return File.Exists(path) ? Assembly.LoadFrom(path) : null;
    }

    private static Assembly? NoteUnresolved(object sender, ResolveEventArgs arguments)
    {
        s_unresolved.Add($"{arguments.Name} for {arguments.RequestingAssembly?.GetName().Name ?? "?"}");
        return null;
    }

    private static void ListAssemblies()
    {
        foreach (Assembly assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            bool isOurs = !assembly.IsDynamic && Path.GetDirectoryName(assembly.Location) == s_folder;
            if (isOurs) Console.WriteLine($"loaded: {assembly.GetName().Name} {assembly.GetName().Version}");
        }
    }
}
