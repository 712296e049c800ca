using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Contract;

/// <summary>Which assemblies the binary asks for, and when: a context of its own sees each request.</summary>
public sealed class LoadingTests
{
    [Fact]
    public void Import_asks_for_no_assembly_but_those_of_the_platform_and_of_PowerShell()
    {
        Witness witness = new();

        // As PowerShell does on import: every public type with its bases, and the attributes of the cmdlets.
        foreach (Type type in witness.Module.GetExportedTypes())
        {
            for (Type? part = type; part is not null; part = part.BaseType) part.GetInterfaces();
            type.GetCustomAttributes(inherit: false);
        }

        Assert.DoesNotContain(witness.Asked, name => name.StartsWith("Stb", StringComparison.Ordinal));
        Assert.DoesNotContain("ImageGen.Sandbox", witness.Asked);
        Assert.DoesNotContain("System.Text.Json", witness.Asked);
        Assert.DoesNotContain("System.Net.Http", witness.Asked);
    }

    [Fact]
    public void The_table_of_models_asks_for_no_sandbox_and_no_picture_library()
    {
        Witness witness = new();
        Type catalog = witness.Module.GetType("ImageGen.Models.ModelCatalog", throwOnError: true)!;

        Assert.NotEmpty((System.Collections.IEnumerable)catalog.GetProperty("Entries")!.GetValue(null)!);

        Assert.DoesNotContain("ImageGen.Sandbox", witness.Asked);
        Assert.DoesNotContain(witness.Asked, name => name.StartsWith("Stb", StringComparison.Ordinal));
    }

    [Fact]
    public void The_sandbox_is_loaded_by_its_first_request_and_by_no_request_over_the_network()
    {
        Witness witness = new();
        Type connections = witness.Module.GetType("ImageGen.Service.ServiceConnection", throwOnError: true)!;
        Type settings = witness.Module.GetType("ImageGen.Service.ServiceSettings", throwOnError: true)!;
        object network = connections.GetMethod("OpenAI")!.Invoke(null, [Activator.CreateInstance(settings), null])!;
        object sandbox = connections.GetMethod("Sandbox")!.Invoke(null, [null, null])!;
        MethodInfo transport = witness.Module.GetType("ImageGen.Http.Transports", throwOnError: true)!
            .GetMethod("TransportOf", BindingFlags.Static | BindingFlags.Public)!;

        Assert.NotNull(transport.Invoke(null, [network]));
        Assert.DoesNotContain("ImageGen.Sandbox", witness.Asked);

        Assert.NotNull(transport.Invoke(null, [sandbox]));
        Assert.Contains("ImageGen.Sandbox", witness.Asked);
    }

    [Theory]
    [InlineData("png", false)]
    [InlineData("jpeg", true)]
    public void A_picture_library_is_loaded_by_the_format_that_needs_it(string format, bool isLoaded)
    {
        Witness witness = new();
        Assembly sandbox = witness.LoadFromAssemblyName(new AssemblyName("ImageGen.Sandbox"));
        object raster = Activator.CreateInstance(
            sandbox.GetType("ImageGen.Sandbox.Encoders.Raster", throwOnError: true)!, 1, 1, new byte[4], false)!;
        MethodInfo encode =
            sandbox.GetType("ImageGen.Sandbox.Encoders.PictureEncoder", throwOnError: true)!.GetMethod("Encode")!;

        byte[] picture = (byte[])encode.Invoke(null, [raster, format, 90, CancellationToken.None])!;

        Assert.NotEmpty(picture);
        Assert.Equal(isLoaded, witness.Asked.Contains("StbImageWriteSharp"));
    }

    /// <summary>Loads the assembled binary a second time and notes what it asks for.</summary>
    private sealed class Witness : AssemblyLoadContext
    {
        private static readonly string s_folder =
            Path.Combine(Path.GetDirectoryName(ModuleSession.ModulePath)!, "bin", "Core");

        private readonly HashSet<string> _asked = [];

        public Witness()
            : base(nameof(LoadingTests), isCollectible: true)
        {
            Module = LoadFromAssemblyPath(Path.Combine(s_folder, "ImageGen.dll"));
        }

        public Assembly Module { get; }

        public IReadOnlyCollection<string> Asked => [.. _asked.Order(StringComparer.Ordinal)];

        protected override Assembly? Load(AssemblyName name)
        {
            _asked.Add(name.Name!);
            string path = Path.Combine(s_folder, name.Name + ".dll");
            bool isOurs = name.Name is "ImageGen.Sandbox" || name.Name!.StartsWith("Stb", StringComparison.Ordinal);
            return isOurs ? LoadFromAssemblyPath(path) : null;
        }
    }
}
