using System.Collections.Generic;

namespace ImageGen.Help;

/// <summary>Everything Get-Help shows about one cmdlet.</summary>
internal sealed record CmdletHelp(
    string Name,
    string Verb,
    string Noun,
    string Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<IReadOnlyList<ParameterHelp>> Syntax,
    IReadOnlyList<ParameterHelp> Parameters,
    IReadOnlyList<TypeHelp> Inputs,
    IReadOnlyList<TypeHelp> Outputs,
    IReadOnlyList<ExampleHelp> Examples,
    IReadOnlyList<LinkHelp> Links);

/// <summary>One parameter, as it is in one parameter set or, in the parameter list, over all of them.</summary>
internal sealed record ParameterHelp
{
    public required string Name { get; init; }

    public required string TypeName { get; init; }

    public required string FullTypeName { get; init; }

    public required IReadOnlyList<string> Description { get; init; }

    public required bool Required { get; init; }

    /// <summary>Gets the zero-based position; null for a named parameter.</summary>
    public required int? Position { get; init; }

    public required string PipelineInput { get; init; }

    public required IReadOnlyList<string> Aliases { get; init; }

    public required bool Globbing { get; init; }

    public required bool VariableLength { get; init; }

    public required bool IsSwitch { get; init; }

    public required string DefaultValue { get; init; }

    /// <summary>Gets the values of an enum or a ValidateSet; empty for an open parameter.</summary>
    public required IReadOnlyList<string> Values { get; init; }
}

/// <summary>A type that goes into or comes out of a cmdlet.</summary>
internal sealed record TypeHelp(string Name, string Description);

/// <summary>One example: what it does, the commands, and what there is to say about them.</summary>
internal sealed record ExampleHelp(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>A related link; without an address it names another cmdlet or topic.</summary>
internal sealed record LinkHelp(string Text, string Address);
