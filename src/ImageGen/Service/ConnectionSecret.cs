using System.Text.RegularExpressions;
using ImageGen.Text;

namespace ImageGen.Service;

/// <summary>All that must not appear in a text about a connection: its key and what a gateway asks for.</summary>
internal sealed class ConnectionSecret(ServiceKey? key, Regex extras) : ISecret
{
    public ServiceKey? Key => key;

    public Regex? Pattern { get; } = key?.Pattern is Regex pattern
        ? new Regex($"{pattern}|{extras}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)
        : extras;
}
