using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;

namespace ImageGen.Help;

/// <summary>Reads parameters: the facts from the engine, the prose from the declaring property.</summary>
internal sealed class ParameterReader
{
    private readonly XmlDocumentation _documentation;
    private readonly PlainText _text;
    private readonly ICollection<HelpFinding> _findings;

    public ParameterReader(XmlDocumentation documentation, PlainText text, ICollection<HelpFinding> findings)
    {
        _documentation = documentation;
        _text = text;
        _findings = findings;
    }

    /// <summary>Gets the syntaxes, the default one first; the order never depends on reflection's.</summary>
    public List<IReadOnlyList<ParameterHelp>> Sets(CmdletInfo cmdlet) =>
        [.. Ordered(cmdlet).Select(set => Sorted(Shown(set).Select(parameter => Read(cmdlet, parameter))))];

    /// <summary>Gets every parameter once, over all parameter sets.</summary>
    public List<ParameterHelp> All(CmdletInfo cmdlet)
    {
        IEnumerable<IGrouping<string, CommandParameterInfo>> byName = Ordered(cmdlet)
            .SelectMany(Shown)
            .GroupBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);
        return Sorted(byName.Select(uses => Read(cmdlet, uses.First()) with
        {
            Required = uses.All(use => use.IsMandatory),
            Position = uses.Select(PositionOf).FirstOrDefault(position => position is not null),
            PipelineInput = PipelineInput(uses),
        }));
    }

    /// <summary>Gets the parameters that take the piped objects themselves.</summary>
    public static IEnumerable<CommandParameterInfo> FromPipeline(CmdletInfo cmdlet) =>
        Ordered(cmdlet)
            .SelectMany(Shown)
            .Where(parameter => parameter.ValueFromPipeline)
            .DistinctBy(parameter => parameter.Name);

    /// <summary>Gets a parameter's paragraphs; none is a finding.</summary>
    public List<string> Describe(CmdletInfo cmdlet, string name)
    {
        if (Property(cmdlet.ImplementingType, name) is not { } property) return [Supplied(name)];

        string origin = $"{property.DeclaringType}.{property.Name}";
        XElement member = _documentation.Of(property);
        List<string> paragraphs = _text.Paragraphs(member.Elements("summary"), origin);
        paragraphs.AddRange(_text.Paragraphs(member.Elements("remarks"), origin));
        if (paragraphs.Count == 0)
        {
            _findings.Add(new HelpFinding(origin, "HELP004", $"parameter -{name} has no description (<summary>)"));
        }
        return paragraphs;
    }

    private ParameterHelp Read(CmdletInfo cmdlet, CommandParameterInfo parameter)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        return new ParameterHelp
        {
            Name = parameter.Name,
            TypeName = TypeNames.Short(type),
            FullTypeName = TypeNames.Full(type),
            Description = Describe(cmdlet, parameter.Name),
            Required = parameter.IsMandatory,
            Position = PositionOf(parameter),
            PipelineInput = PipelineInput([parameter]),
            Aliases = parameter.Aliases,
            Globbing = parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
            VariableLength = IsCollection(type),
            IsSwitch = type == typeof(SwitchParameter),
            DefaultValue = DefaultValue(parameter.Attributes, type),
            Values = Values(parameter.Attributes, type),
        };
    }

    private static IEnumerable<CommandParameterSetInfo> Ordered(CmdletInfo cmdlet) =>
        cmdlet.ParameterSets
            .OrderByDescending(set => set.IsDefault)
            .ThenBy(set => set.Name, StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<CommandParameterInfo> Shown(CommandParameterSetInfo set) =>
        set.Parameters.Where(parameter =>
            !Cmdlet.CommonParameters.Contains(parameter.Name)
            && !parameter.Attributes.OfType<ParameterAttribute>().Any(attribute => attribute.DontShow));

    private static List<ParameterHelp> Sorted(IEnumerable<ParameterHelp> parameters) =>
    [
        .. parameters
            .OrderBy(parameter => Cmdlet.OptionalCommonParameters.Contains(parameter.Name))
            .ThenBy(parameter => parameter.Position ?? int.MaxValue)
            .ThenByDescending(parameter => parameter.Required)
            .ThenBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase),
    ];

    private static PropertyInfo? Property(Type? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            PropertyInfo? property = type.GetProperty(
                name,
                BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
            if (property is not null) return property;
        }

        return null;
    }

    private static string Supplied(string name) => name switch
    {
        "WhatIf" => "Shows what would happen if the cmdlet runs. The cmdlet is not run.",
        "Confirm" => "Prompts you for confirmation before running the cmdlet.",
        _ => "Supplied by PowerShell.",
    };

    private static int? PositionOf(CommandParameterInfo parameter) =>
        parameter.Position == int.MinValue ? null : parameter.Position;

    private static string PipelineInput(IEnumerable<CommandParameterInfo> uses)
    {
        bool byValue = uses.Any(use => use.ValueFromPipeline);
        bool byName = uses.Any(use => use.ValueFromPipelineByPropertyName);
        return (byValue, byName) switch
        {
            (true, true) => "True (ByValue, ByPropertyName)",
            (true, false) => "True (ByValue)",
            (false, true) => "True (ByPropertyName)",
            _ => "False",
        };
    }

    private static bool IsCollection(Type type) =>
        type.IsArray
        || (type.IsAssignableTo(typeof(IEnumerable))
            && type != typeof(string)
            && !type.IsAssignableTo(typeof(IDictionary)));

    private static string DefaultValue(ReadOnlyCollection<Attribute> attributes, Type type)
    {
        PSDefaultValueAttribute? given = attributes.OfType<PSDefaultValueAttribute>().FirstOrDefault();
        string? text = given?.Help ?? Convert.ToString(given?.Value, CultureInfo.InvariantCulture);
        if (!string.IsNullOrEmpty(text)) return text;
        return type == typeof(SwitchParameter) ? "False" : "None";
    }

    private static string[] Values(ReadOnlyCollection<Attribute> attributes, Type type)
    {
        ValidateSetAttribute? set = attributes.OfType<ValidateSetAttribute>().FirstOrDefault();
        if (set is not null) return [.. set.ValidValues];
        Type item = type.IsArray ? type.GetElementType()! : type;
        return item.IsEnum ? Enum.GetNames(item) : [];
    }
}
