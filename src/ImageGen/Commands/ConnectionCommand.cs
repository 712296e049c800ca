using System.Collections;
using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;

namespace ImageGen.Commands;

/// <summary>What lies between this machine and the service: a gateway and a proxy.</summary>
public abstract class ConnectionCommand : PSCmdlet
{
    /// <summary>
    /// Headers to add to each request, for a gateway. Values are text or SecureString. They are secrets as a key is: they
    /// are shown nowhere and go only to the address of this connection. A header that the module sets itself is refused;
    /// Authorization is accepted only with -Compatible and without a key. OPENAI_CUSTOM_HEADERS gives headers, one
    /// 'Name: value' a line, where key and address are the environment's too.
    /// </summary>
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.OpenAISet)]
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.AzureSet)]
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.CompatibleSet)]
    [ValidateNotNull]
    public IDictionary? Header { get; set; }

    /// <summary>
    /// Query parameters to add to the address of each request, for a gateway. Their values are secrets likewise. With
    /// Azure OpenAI, api-version replaces the module's.
    /// </summary>
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.OpenAISet)]
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.AzureSet)]
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.CompatibleSet)]
    [ValidateNotNull]
    public IDictionary? Query { get; set; }

    /// <summary>
    /// A certificate with its private key, by which a gateway knows this client. Get-PfxCertificate reads one from a file.
    /// </summary>
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.OpenAISet)]
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.AzureSet)]
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.CompatibleSet)]
    [ValidateNotNull]
    public X509Certificate2? ClientCertificate { get; set; }

    /// <summary>
    /// Address of the proxy, as in http://proxy.example.com:8080. If omitted, HTTPS_PROXY, ALL_PROXY and NO_PROXY
    /// decide, and without them the system.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Proxy { get; set; }

    /// <summary>Credential for the proxy, whether -Proxy, the environment or the system names it.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Uses the credential of the current user for the proxy.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }
}
