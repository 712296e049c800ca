using System;
using System.Net;
using ImageGen.Service;

namespace ImageGen.Http;

/// <summary>
/// The proxy that HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY name, by the rules of PowerShell 7: lower case takes
/// precedence over upper case. They are read for every request, so that a change counts at once.
/// </summary>
/// <param name="variable">Gives the value of a variable.</param>
/// <param name="system">The system's proxy, for when the variables name none.</param>
/// <param name="given">A credential that takes precedence over those of the variables.</param>
internal sealed class EnvironmentProxy(
    Func<string, string?> variable, Func<IWebProxy?> system, NetworkCredential? given = null) : IWebProxy, ICredentials
{
    /// <summary>True when the variables name a proxy.</summary>
    public static bool IsSet(Func<string, string?> variable) =>
        Find("https", variable) is not null || Find("http", variable) is not null;

    public ICredentials? Credentials
    {
        get => this;
        set => throw new NotSupportedException();
    }

    public Uri? GetProxy(Uri destination) => !IsSet(variable) ? system()?.GetProxy(destination)
        : IsExcepted(destination.Host) ? null
        : Find(destination.Scheme, variable)?.Uri;

    public bool IsBypassed(Uri destination) =>
        IsSet(variable) ? GetProxy(destination) is null : system()?.IsBypassed(destination) ?? true;

    public NetworkCredential? GetCredential(Uri proxy, string authType) =>
        given ?? CredentialFor("http", proxy) ?? CredentialFor("https", proxy);

    private NetworkCredential? CredentialFor(string scheme, Uri proxy) =>
        Find(scheme, variable) is ProxyAddress found && found.Uri == proxy ? found.Credential : null;

    /// <summary>
    /// A web server that runs a script passes on a header of the request as HTTP_PROXY, so that it does not count
    /// there.
    /// </summary>
    private static ProxyAddress? Find(string scheme, Func<string, string?> variable)
    {
        bool isSecure = scheme != Uri.UriSchemeHttp;
        bool isForeign = !isSecure && variable("GATEWAY_INTERFACE") is not null;
        return ProxyAddress.Parse(variable(isSecure ? "https_proxy" : "http_proxy"))
            ?? (isForeign ? null : ProxyAddress.Parse(variable(isSecure ? "HTTPS_PROXY" : "HTTP_PROXY")))
            ?? ProxyAddress.Parse(variable("all_proxy"))
            ?? ProxyAddress.Parse(variable("ALL_PROXY"));
    }

    /// <summary>NO_PROXY lists hosts; one that begins with a dot stands for a domain and all below it.</summary>
    private bool IsExcepted(string host)
    {
        foreach (string entry in (variable("no_proxy") ?? variable("NO_PROXY") ?? string.Empty).Split(','))
        {
            string name = entry.Trim();
            bool isExcepted = name.StartsWith(".", StringComparison.Ordinal)
                ? ("." + host).EndsWith(name, StringComparison.OrdinalIgnoreCase)
                : name.Equals(host, StringComparison.OrdinalIgnoreCase);
            if (isExcepted) return true;
        }

        return false;
    }
}
