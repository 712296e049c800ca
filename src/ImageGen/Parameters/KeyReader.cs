using System;
using System.Management.Automation;
using System.Net;
using System.Security;
using ImageGen.Service;

namespace ImageGen.Parameters;

/// <summary>Reads a key or a token as people have them.</summary>
internal static class KeyReader
{
    /// <summary>The key of a SecureString, a PSCredential's password or text; null for nothing.</summary>
    /// <exception cref="AIImageException">It is something else, or cannot stand in a header.</exception>
    public static ServiceKey? Read(object? given, string source)
    {
        string? secret = Unwrap(given) switch
        {
            null => null,
            SecureString secure => Reveal(secure),
            PSCredential credential => credential.GetNetworkCredential().Password,
            string text => text,
            object other => throw new AIImageException(
                ErrorIds.ApiKeyMissing, $"{source} returned a {other.GetType().Name}; a key must be a SecureString, "
                    + "a PSCredential or text."),
        };
        return string.IsNullOrWhiteSpace(secret) ? null : ServiceKey.Parse(secret!, source);
    }

    /// <summary>
    /// What a token script gives: text, a SecureString, or an object with Token and ExpiresOn such as Get-AzAccessToken
    /// emits.
    /// </summary>
    /// <exception cref="AIImageException">It gives no token.</exception>
    public static (ServiceKey Token, DateTimeOffset? ExpiresOn) ReadToken(PSObject? given, string source)
    {
        object? inner = given?.Properties["Token"]?.Value;
        ServiceKey token = Read(inner ?? given, source) ?? throw new AIImageException(
            ErrorIds.AuthenticationFailed, $"The script of {source} returned no token.");
        return LanguagePrimitives.TryConvertTo(given?.Properties["ExpiresOn"]?.Value, out DateTimeOffset expiresOn)
            && expiresOn > DateTimeOffset.MinValue ? (token, expiresOn) : (token, null);
    }

    private static string Reveal(SecureString secure) => new NetworkCredential(string.Empty, secure).Password;

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
