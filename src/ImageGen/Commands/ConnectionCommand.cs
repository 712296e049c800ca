using System.Collections;
using System.Management.Automation;
using System.Security.Cryptography.X509Certificates;

namespace ImageGen.Commands;

/// <summary>Parameters for the ledger, gateways and proxies.</summary>
public abstract class ConnectionCommand : PSCmdlet
{
    /// <summary>
    /// A file that records each request as two JSON lines, one before it is sent and one after: user, machine, service,
    /// options, ids, files, tokens, cost, error. Many processes can share it. If omitted, IMAGEGEN_LEDGER is used.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Ledger { get; set; }

    /// <summary>
    /// Maximum cost in US dollars per day (UTC) of all requests that share the ledger. If omitted,
    /// IMAGEGEN_MAX_COST_PER_DAY is used; without it there is no limit.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public decimal? MaxCostPerDay { get; set; }

    /// <summary>
    /// Maximum cost in US dollars per month (UTC) of all requests that share the ledger. If omitted,
    /// IMAGEGEN_MAX_COST_PER_MONTH is used; without it there is no limit.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public decimal? MaxCostPerMonth { get; set; }

    /// <summary>Records the prompts in the ledger too.</summary>
    [Parameter]
    public SwitchParameter LedgerPrompt { get; set; }

    /// <summary>
    /// Headers to add to each request, for a gateway. Values are text or SecureString. They are secrets like the key:
    /// they are never shown and are sent only to the URL of this connection. A header that the module sets itself is
    /// refused; Authorization is accepted only with -Compatible and without a key. OPENAI_CUSTOM_HEADERS adds headers,
    /// one 'Name: value' per line, when key and URL come from the environment too.
    /// </summary>
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.OpenAISet)]
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.AzureSet)]
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.CompatibleSet)]
    [ValidateNotNull]
    public IDictionary? Header { get; set; }

    /// <summary>
    /// Query parameters to add to the URL of each request, for a gateway. Their values are secrets too. With Azure
    /// OpenAI, api-version replaces the module's.
    /// </summary>
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.OpenAISet)]
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.AzureSet)]
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.CompatibleSet)]
    [ValidateNotNull]
    public IDictionary? Query { get; set; }

    /// <summary>
    /// A client certificate with its private key, for a gateway that requires one. Get-PfxCertificate reads one from a
    /// file.
    /// </summary>
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.OpenAISet)]
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.AzureSet)]
    [Parameter(ParameterSetName = ConnectAIImageServiceCommand.CompatibleSet)]
    [ValidateNotNull]
    public X509Certificate2? ClientCertificate { get; set; }

    /// <summary>
    /// URL of the proxy, such as http://proxy.example.com:8080. If omitted, HTTPS_PROXY, ALL_PROXY and NO_PROXY are
    /// used, and without them the system's settings.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Proxy { get; set; }

    /// <summary>Credential for the proxy, whether the proxy comes from -Proxy, the environment or the system.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>Uses the current user's credentials for the proxy.</summary>
    [Parameter]
    public SwitchParameter ProxyUseDefaultCredentials { get; set; }
}
