using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Xml.Linq;

namespace ImageGen.Help;

/// <summary>Joins what the engine knows of a cmdlet with what its XML docs say, and notes what they don't.</summary>
internal sealed class CmdletReader
{
    private const int LeastExamples = 3;

    private readonly XmlDocumentation _documentation;
    private readonly PlainText _text;
    private readonly ParameterReader _parameters;
    private readonly ICollection<HelpFinding> _findings;

    public CmdletReader(XmlDocumentation documentation, PlainText text, ICollection<HelpFinding> findings)
    {
        _documentation = documentation;
        _text = text;
        _findings = findings;
        _parameters = new ParameterReader(documentation, text, findings);
    }

    /// <summary>Reads one cmdlet.</summary>
    public CmdletHelp Read(CmdletInfo cmdlet)
    {
        string origin = cmdlet.ImplementingType.ToString();
        XElement member = _documentation.Of(cmdlet.ImplementingType);
        string synopsis = _text.Line(member.Element("summary"), origin);
        List<string> description = _text.Paragraphs(member.Elements("remarks"), origin);
        Require(synopsis.Length > 0, origin, "HELP002", $"{cmdlet.Name} has no synopsis (<summary>)");
        Require(description.Count > 0, origin, "HELP003", $"{cmdlet.Name} has no description (<remarks>)");
        return new CmdletHelp(
            cmdlet.Name,
            cmdlet.Verb,
            cmdlet.Noun,
            synopsis,
            description,
            _parameters.Sets(cmdlet),
            _parameters.All(cmdlet),
            Inputs(cmdlet, member, origin),
            Outputs(cmdlet, member, origin),
            Examples(cmdlet, member, origin),
            Links(member, origin));
    }

    private List<TypeHelp> Inputs(CmdletInfo cmdlet, XElement member, string origin)
    {
        List<TypeHelp> inputs = [.. Tagged(member, "input", origin)];
        if (inputs.Count == 0)
        {
            inputs.AddRange(ParameterReader.FromPipeline(cmdlet).Select(parameter => new TypeHelp(
                TypeNames.Full(parameter.ParameterType),
                PlainText.FirstSentence(_parameters.Describe(cmdlet, parameter.Name).FirstOrDefault("")))));
        }

        return inputs.Count > 0 ? inputs : [new TypeHelp("None", "This cmdlet takes no objects from the pipeline.")];
    }

    private List<TypeHelp> Outputs(CmdletInfo cmdlet, XElement member, string origin)
    {
        Dictionary<string, string> told = Tagged(member, "output", origin)
            .DistinctBy(output => output.Name)
            .ToDictionary(output => output.Name, output => output.Description, StringComparer.Ordinal);
        List<TypeHelp> outputs = [];
        foreach (PSTypeName type in cmdlet.OutputType.DistinctBy(type => type.Name))
        {
            bool isNothing = type.Type == typeof(void);
            string name = type.Type is null ? type.Name : TypeNames.Full(type.Type);
            string description = told.Remove(name, out string? text) ? text : OwnSummary(type.Type, origin);
            outputs.Add(isNothing
                ? new TypeHelp("None", description.Length > 0 ? description : "This cmdlet emits nothing.")
                : new TypeHelp(name, description));
        }

        Require(outputs.Count > 0, origin, "HELP008", $"{cmdlet.Name} has no [OutputType]; typeof(void) means none");
        foreach (string stray in told.Keys)
        {
            Require(false, origin, "HELP010", $"<output cref> names {stray}, which [OutputType] does not");
        }
        return outputs;
    }

    private string OwnSummary(Type? type, string origin) =>
        type is null ? "" : PlainText.FirstSentence(_text.Line(_documentation.Of(type).Element("summary"), origin));

    private IEnumerable<TypeHelp> Tagged(XElement member, string tag, string origin)
    {
        foreach (XElement element in member.Elements(tag))
        {
            string cref = (string?)element.Attribute("cref") ?? "";
            _ = _text.NameOf(cref, origin);
            string name = cref[(cref.IndexOf(':', StringComparison.Ordinal) + 1)..];
            yield return new TypeHelp(name, _text.Line(element, origin));
        }
    }

    private List<ExampleHelp> Examples(CmdletInfo cmdlet, XElement member, string origin)
    {
        List<ExampleHelp> examples = [];
        foreach (XElement element in member.Elements("example"))
        {
            string which = $"example {examples.Count + 1} of {cmdlet.Name}";
            XElement? code = element.Elements("code").FirstOrDefault();
            List<string> titles = _text.Paragraphs(Around(element, code, before: true), origin);
            List<string> remarks = _text.Paragraphs(Around(element, code, before: false), origin);
            string commands = code is null ? "" : PlainText.Code(code);
            Require(titles.Count == 1, origin, "HELP007", $"{which} needs one <para>, its title, before its <code>");
            Require(commands.Length > 0, origin, "HELP006", $"{which} has no <code>");
            examples.Add(new ExampleHelp(titles.FirstOrDefault("").TrimEnd('.'), commands, remarks));
        }

        Require(
            examples.Count >= LeastExamples,
            origin,
            "HELP005",
            $"{cmdlet.Name} has {examples.Count} examples; it needs {LeastExamples}");
        return examples;
    }

    // Without code everything is taken for the title, so that only the missing code is reported.
    private static IEnumerable<XNode> Around(XElement example, XElement? code, bool before)
    {
        if (code is null) return before ? example.Nodes().OfType<XElement>().Take(1) : [];
        return before ? code.NodesBeforeSelf() : code.NodesAfterSelf();
    }

    private List<LinkHelp> Links(XElement member, string origin)
    {
        List<LinkHelp> links = [];
        foreach (XElement element in member.Elements("seealso"))
        {
            string text = _text.Line(element, origin);
            string? address = (string?)element.Attribute("href");
            string? cref = (string?)element.Attribute("cref");
            string target = cref is null ? address ?? "" : _text.NameOf(cref, origin);
            links.Add(new LinkHelp(text.Length > 0 ? text : target, address ?? ""));
        }

        return links;
    }

    private void Require(bool met, string origin, string code, string message)
    {
        if (!met) _findings.Add(new HelpFinding(origin, code, message));
    }
}
