using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace ImageGen.Parameters;

/// <summary>Completes from a list of known values; any other value may be typed all the same.</summary>
public abstract class ValueCompleter : IArgumentCompleter
{
    /// <summary>All values.</summary>
    private protected virtual IEnumerable<string> Values => [];

    /// <summary>The values that match what was typed, without regard to case; wildcards are allowed.</summary>
    /// <param name="commandName">Not used.</param>
    /// <param name="parameterName">The parameter whose value it is.</param>
    /// <param name="wordToComplete">What was typed so far, perhaps in quotes.</param>
    /// <param name="commandAst">Not used.</param>
    /// <param name="fakeBoundParameters">What was typed of the other parameters.</param>
    /// <returns>One result for each match.</returns>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string typed = (wordToComplete ?? string.Empty).Trim('\'', '"');
        WildcardPattern pattern = WildcardPattern.Get(typed + "*", WildcardOptions.IgnoreCase);
        return ValuesFor(parameterName, fakeBoundParameters)
            .Where(pattern.IsMatch)
            .Select(value => new CompletionResult(
                Quote(value), value, CompletionResultType.ParameterValue, TooltipFor(value)));
    }

    /// <summary>The values of a parameter, in view of the parameters that were typed before.</summary>
    private protected virtual IEnumerable<string> ValuesFor(string parameter, IDictionary? bound) => Values;

    /// <summary>What is said of a value where completions are listed.</summary>
    private protected virtual string TooltipFor(string value) => value;

    private static string Quote(string value) =>
        value.IndexOfAny([' ', '\'', ';', ',', '(', ')', '{', '}', '$']) < 0
            ? value
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}
