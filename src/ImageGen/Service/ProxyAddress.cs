using System;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace ImageGen.Service;

/// <summary>
/// A proxy as people write it: with or without a scheme, a port, a user and a password. The address itself never holds
/// the last two, so that nothing that shows it can show them.
/// </summary>
internal sealed class ProxyAddress
{
    /// <summary>
    /// User and password end at the last @, so that they may hold anything; what follows the port is ignored.
    /// </summary>
    private static readonly Regex s_parts = new(
        @"^(?:(?<scheme>https?|socks4a?|socks5)://|(?![a-z0-9+.-]*://))(?:(?<user>.*)@)?"
        + @"(?<host>\[[^\]]*\]|[^:/?#]+)(?::(?<port>[0-9]+).*|[/?#].*)?$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.Singleline);

    private ProxyAddress(Uri uri, NetworkCredential? credential)
    {
        Uri = uri;
        Credential = credential;
    }

    public Uri Uri { get; }

    /// <summary>The user that the address names; null without one.</summary>
    public NetworkCredential? Credential { get; }

    /// <summary>Null for no text, and for what is not the address of a proxy.</summary>
    public static ProxyAddress? Parse(string? text)
    {
        Match parts = s_parts.Match(text ?? string.Empty);
        if (!parts.Success) return null;

        string scheme = parts.Groups["scheme"] is { Success: true, Value: string given }
            ? given.ToLowerInvariant()
            : Uri.UriSchemeHttp;
        string port = parts.Groups["port"] is { Success: true, Value: string number } ? number
            : scheme == Uri.UriSchemeHttps ? "443"
            : "80";
        bool isPort = ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        string address = $"{scheme}://{parts.Groups["host"].Value}:{port}";
        return isPort && Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
            ? new ProxyAddress(uri, CredentialOf(parts.Groups["user"].Value))
            : null;
    }

    /// <summary>Of <c>user:password</c> or <c>domain\user:password</c>, as they are or escaped.</summary>
    private static NetworkCredential? CredentialOf(string escaped)
    {
        if (string.IsNullOrWhiteSpace(escaped)) return null;

        string[] pair = Uri.UnescapeDataString(escaped).Split([':'], 2);
        string[] names = pair[0].Split(['\\'], 2);
        return new NetworkCredential(
            names[names.Length - 1], pair.Length > 1 ? pair[1] : string.Empty, names.Length > 1 ? names[0] : null);
    }
}
