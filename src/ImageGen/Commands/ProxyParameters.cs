using System.Management.Automation;
using System.Net;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>What the proxy parameters of Connect-AIImageService mean together.</summary>
internal static class ProxyParameters
{
    /// <summary>
    /// The settings with the proxy and its credential. A credential without an address is for the proxy of the
    /// environment or the system, and takes precedence over those in an address.
    /// </summary>
    /// <exception cref="AIImageException">The address cannot be used, or two credentials are given.</exception>
    public static ServiceSettings WithProxy(
        this ServiceSettings settings, string? address, PSCredential? credential, bool useDefaultCredentials)
    {
        if (credential is not null && useDefaultCredentials)
        {
            throw InvalidRequest("Use either -ProxyCredential or -ProxyUseDefaultCredentials.");
        }

        ProxyAddress? proxy = address is null ? null : ProxyAddress.Parse(address.Trim()) ?? throw InvalidRequest(
            "The URL of the proxy cannot be used. Write it like http://proxy.example.com:8080.");
        return settings with
        {
            Proxy = proxy?.Uri,
            ProxyCredential = useDefaultCredentials
                ? CredentialCache.DefaultNetworkCredentials
                : credential?.GetNetworkCredential() ?? proxy?.Credential,
        };
    }

    private static AIImageException InvalidRequest(string message) => new(ErrorIds.InvalidRequest, message);
}
