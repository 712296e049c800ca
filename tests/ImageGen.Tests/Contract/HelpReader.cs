using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Contract;

/// <summary>Reads the help in one session for all tests of a class.</summary>
public sealed class HelpReader : IDisposable
{
    private readonly ConcurrentDictionary<string, PSObject> _read = new();

    internal ModuleSession Session { get; } = ModuleSession.WithSandbox();

    public static TheoryData<string> Cmdlets
    {
        get
        {
            using ModuleSession session = new();
            return [.. session.Run("Get-Command -Module ImageGen | ForEach-Object { $_.Name }").Output.Select(
                name => name.ToString())];
        }
    }

    public void Dispose() => Session.Dispose();

    public CmdletInfo Command(string name) =>
        Assert.IsType<CmdletInfo>(Session.Run($"Get-Command {name}").ThrowIfFailed().Output.Single().BaseObject);

    /// <summary>The whole help of a cmdlet, read once.</summary>
    public PSObject Help(string cmdlet) => _read.GetOrAdd(
        cmdlet, name => Session.Run($"Get-Help {name} -Full").ThrowIfFailed().Output.Single());

    public static List<string> Examples(PSObject help) =>
        [.. Items(help, "examples", "example").Select(example => Text(example, "code"))];

    public static List<PSObject> Items(PSObject owner, string outer, string inner)
    {
        object? list = (owner.Properties[outer]?.Value as PSObject)?.Properties[inner]?.Value;
        object? plain = list is PSObject { BaseObject: object[] array } ? array : list;
        return plain switch
        {
            object[] items => [.. items.Select(PSObject.AsPSObject)],
            null => [],
            _ => [PSObject.AsPSObject(plain)],
        };
    }

    /// <summary>A text, or all paragraphs of one.</summary>
    public static string Text(PSObject owner, string name)
    {
        object? value = owner.Properties[name]?.Value;
        object? plain = value is PSObject { BaseObject: object[] array } ? array : value;
        return plain is object[] paragraphs
            ? string.Join("\n", paragraphs.Select(item => Text(PSObject.AsPSObject(item), "Text")))
            : plain?.ToString()?.Trim() ?? string.Empty;
    }
}
