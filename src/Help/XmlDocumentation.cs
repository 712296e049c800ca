using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Xml.Linq;

namespace ImageGen.Help;

/// <summary>The compiler's XML documentation file, looked up by type and by property.</summary>
internal sealed class XmlDocumentation
{
    private static readonly XElement s_none = new("member");

    private readonly Dictionary<string, XElement> _members;

    public XmlDocumentation(string path)
    {
        // Whitespace carries the indentation of example code.
        _members = XDocument.Load(path, LoadOptions.PreserveWhitespace)
            .Descendants("member")
            .ToDictionary(member => (string?)member.Attribute("name") ?? "", StringComparer.Ordinal);
    }

    /// <summary>Gets what is written on a type; an empty element when nothing is.</summary>
    public XElement Of(Type type) => _members.GetValueOrDefault("T:" + IdOf(type)) ?? s_none;

    /// <summary>Gets what is written on a parameter's property, by its nearest documented declaration.</summary>
    public XElement Of(PropertyInfo property)
    {
        for (Type? type = property.DeclaringType; type is not null; type = type.BaseType)
        {
            XElement? member = _members.GetValueOrDefault($"P:{IdOf(type)}.{property.Name}");
            if (member is null) continue;
            XElement? inherit = member.Element("inheritdoc");
            if (inherit is null) return member;
            if ((string?)inherit.Attribute("cref") is { } cref) return _members.GetValueOrDefault(cref) ?? s_none;
        }

        return s_none;
    }

    /// <summary>Gets a type's name as documentation ids spell it.</summary>
    public static string IdOf(Type type)
    {
        Type definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        return (definition.FullName ?? definition.Name).Replace('+', '.');
    }
}
