using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace ImageGen.Errors;

/// <summary>An advice without what the failing command cannot do.</summary>
internal static class FittingAdvice
{
    private static readonly Regex s_sentence = new(@"(?<=\.) (?=[A-Z-])", RegexOptions.CultureInvariant);

    /// <summary>A parameter. Behind the name of a cmdlet it is that one's.</summary>
    private static readonly Regex s_parameter =
        new(@"(?<![\w-]|AIImage\w* )-(?<name>[A-Z]\w+)", RegexOptions.CultureInvariant);

    /// <summary>The sentences of an advice that name no parameter, or only parameters that the command has.</summary>
    public static string For(string advice, ICollection<string> parameters) => string.Join(
        " ",
        s_sentence.Split(advice).Where(sentence => s_parameter.Matches(sentence).Cast<Match>()
            .All(match => parameters.Contains(match.Groups["name"].Value))));
}
