using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace ImageGen.Help;

/// <summary>Turns the target of a cref into what a PowerShell user calls it.</summary>
internal sealed class CrefNames
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static
        | BindingFlags.FlattenHierarchy;

    private readonly Dictionary<string, Type> _types;
    private readonly string _rootNamespace;

    public CrefNames(Assembly assembly)
    {
        _types = assembly.GetTypes()
            .GroupBy(XmlDocumentation.IdOf, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        _rootNamespace = assembly.GetName().Name + ".";
    }

    /// <summary>Gets the cmdlet, -Parameter or short member name; null when there is no such thing.</summary>
    public string? Resolve(string cref)
    {
        if (cref.StartsWith("!:", StringComparison.Ordinal)) return null;

        string id = cref.Length > 2 && cref[1] == ':' ? cref[2..] : cref;
        if (cref.StartsWith("T:", StringComparison.Ordinal)) return ResolveType(id);

        int arguments = id.IndexOf('(', StringComparison.Ordinal);
        string path = arguments < 0 ? id : id[..arguments];
        int dot = path.LastIndexOf('.');
        string name = path[(dot + 1)..];
        string shown = cref.StartsWith("M:", StringComparison.Ordinal) ? WithoutArity(name) + "()" : name;
        string owner = path[..Math.Max(dot, 0)];
        if (!_types.TryGetValue(owner, out Type? type))
        {
            return owner.StartsWith(_rootNamespace, StringComparison.Ordinal) ? null : shown;
        }
        if (name == "#ctor") return type.Name;

        MemberInfo[] members = type.GetMember(WithoutArity(name), Declared);
        if (members.Length == 0) return null;
        return members[0].IsDefined(typeof(ParameterAttribute), inherit: true) ? "-" + name : shown;
    }

    /// <summary>Gets the name of a type that is written by its documentation id.</summary>
    public static string WithoutArity(string name)
    {
        int tick = name.IndexOf('`', StringComparison.Ordinal);
        return tick < 0 ? name : name[..tick];
    }

    private string? ResolveType(string id)
    {
        if (_types.TryGetValue(id, out Type? type))
        {
            CmdletAttribute? cmdlet = type.GetCustomAttribute<CmdletAttribute>();
            return cmdlet is null ? WithoutArity(type.Name) : $"{cmdlet.VerbName}-{cmdlet.NounName}";
        }

        if (id.StartsWith(_rootNamespace, StringComparison.Ordinal)) return null;
        return WithoutArity(id[(id.LastIndexOf('.') + 1)..]);
    }
}
