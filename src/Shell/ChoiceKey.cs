using System;
using System.Management.Automation.Host;

namespace ImageGen.Shell;

/// <summary>A choice's label without its ampersand, and the letter that stood behind it.</summary>
internal sealed record ChoiceKey(string Key, string Label)
{
    internal static ChoiceKey Parse(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        string label = mark < 0 ? choice.Label : choice.Label.Remove(mark, 1);
        string key = mark >= 0 && mark < label.Length ? label.Substring(mark, 1).ToUpperInvariant() : label;
        return new ChoiceKey(key, label);
    }

    internal bool Matches(string answer) =>
        answer.Equals(Key, StringComparison.OrdinalIgnoreCase)
        || answer.Equals(Label, StringComparison.OrdinalIgnoreCase);
}
