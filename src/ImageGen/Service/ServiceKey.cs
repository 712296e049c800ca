using System;
using System.Linq;
using System.Text.RegularExpressions;
using ImageGen.Text;

namespace ImageGen.Service;

/// <summary>An API key and where it came from. Its text leaves only in the header of a request.</summary>
internal sealed class ServiceKey(string secret, string source) : ISecret
{
    private readonly Lazy<Regex?> _pattern = new(() => Redaction.PatternOf(secret));

    public string Source { get; } = source;

    /// <summary>The key that was typed or pasted, without the space around it.</summary>
    /// <exception cref="AIImageException">It cannot stand in a header.</exception>
    public static ServiceKey Parse(string text, string source)
    {
        string secret = text.Trim();
        return secret.All(c => c is > ' ' and < '\u007f')
            ? new ServiceKey(secret, source)
            : throw new AIImageException(
                ErrorIds.ApiKeyMissing,
                $"The key from {source} contains characters that a key cannot have, such as spaces or line breaks.");
    }

    /// <summary>Tells keys apart within this process without showing one.</summary>
    public int Fingerprint => secret.GetHashCode();

    /// <summary>What finds the key in a text; null for one that is too short to be told from other words.</summary>
    public Regex? Pattern => _pattern.Value;

    public string Reveal() => secret;

    public override string ToString() => Source;
}
