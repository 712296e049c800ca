using System.Text.RegularExpressions;

namespace ImageGen.Client.Http;

/// <summary>Takes keys out of text that a service sent back.</summary>
internal static class Redaction
{
    private const string Mask = "[key]";

    private static readonly Regex s_keyLike = new(@"\b(?:sk|sess)-[A-Za-z0-9_*\-]{8,}", RegexOptions.CultureInvariant);

    public static string Redact(string text, ServiceKey? key)
    {
        string secret = key?.Reveal() ?? string.Empty;
        return s_keyLike.Replace(secret.Length < 6 ? text : text.Replace(secret, Mask), Mask);
    }
}
