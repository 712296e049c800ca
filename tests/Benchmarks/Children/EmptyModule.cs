using System;
using System.IO;
using System.Management.Automation;
using System.Reflection;
using System.Reflection.Emit;

namespace ImageGen.Benchmarks.Children;

/// <summary>A binary module with one cmdlet that does nothing: what any import costs.</summary>
internal static class EmptyModule
{
    /// <summary>Writes it into a folder and returns its manifest.</summary>
    public static string Create(string folder)
    {
        const string Name = "EmptyModule";
        PersistedAssemblyBuilder assembly = new(new AssemblyName(Name), typeof(object).Assembly);
        TypeBuilder cmdlet = assembly.DefineDynamicModule(Name).DefineType(
            "TestEmptyCommand", TypeAttributes.Public | TypeAttributes.Sealed, typeof(PSCmdlet));
        ConstructorInfo attribute = typeof(CmdletAttribute).GetConstructor([typeof(string), typeof(string)])!;
        cmdlet.SetCustomAttribute(new CustomAttributeBuilder(attribute, ["Test", "Empty"]));
        cmdlet.CreateType();
        assembly.Save(Path.Combine(folder, Name + ".dll"));

        string manifest = Path.Combine(folder, Name + ".psd1");
        File.WriteAllText(
            manifest,
            $$"""
            @{
                RootModule        = '{{Name}}.dll'
                ModuleVersion     = '1.0.0'
                GUID              = '{{Guid.NewGuid()}}'
                FunctionsToExport = @()
                VariablesToExport = @()
                AliasesToExport   = @()
                CmdletsToExport   = @('Test-Empty')
            }
            """);
        return manifest;
    }
}
