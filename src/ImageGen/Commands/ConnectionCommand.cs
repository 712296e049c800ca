using System.Collections;
using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;

namespace ImageGen.Commands;

/// <summary>What lies between this machine and the service: a gateway and a proxy.</summary>
public abstract class ConnectionCommand : PSCmdlet
{
    /// <summary>
    /// A file that keeps one JSON line of each request before it is sent and one after: who, where, options, ids,
    /// files, tokens, cost, error. Many processes may share it. If omitted, IMAGEGEN_LEDGER names it.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Ledger { get; set; }

    /// <summary>
    /// The most in US dollars that all requests of a day (UTC) may cost which share the ledger. If omitted,
    /// IMAGEGEN_MAX_COST_PER_DAY decides, and without it there is no limit.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public decimal? MaxCostPerDay { get; set; }

    /// <summary>The same for a month (UTC), and IMAGEGEN_MAX_COST_PER_MONTH.</summary>
    [Parameter]
    [ValidateNotNull]
    public decimal? MaxCostPerMonth { get; set; }

    /// <summary>Keeps the prompts in the ledger too.</summary>
    [Parameter]
    public SwitchParameter LedgerPrompt { get; set; }

    /// <summary>
    /// Headers to add to each request, for a gateway. Values are text or SecureString. They are secrets as a key is:
    /// they are shown nowhere and go only to the address of this connection. A header that the module sets itself is
    /// refused; Authorization is accepted only with -Compatible and without a key. OPENAI_CUSTOM_HEADERS gives headers,
    /// one 'Name: value' a line, where key and address are the environment's too.
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
    /// A certificate with its private key, by which a gateway knows this client. Get-PfxCertificate reads one from a
    /// file.
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
