using System;
using System.Management.Automation;
using ImageGen.Parameters;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>Says which service makes the images of this session, and with which key.</summary>
/// <remarks>
/// <para>Services are OpenAI, Azure OpenAI, servers that speak OpenAI's Images API, and the sandbox. A connection belongs
/// to the runspace: in ForEach-Object -Parallel and in thread jobs pass it on with -Service $using:service. Nothing is
/// sent and nothing is written to disk.</para>
/// <para>Without a connection the environment decides: OPENAI_API_KEY with OPENAI_BASE_URL, OPENAI_ORG_ID and
/// OPENAI_PROJECT_ID and OPENAI_CUSTOM_HEADERS, AZURE_OPENAI_ENDPOINT with AZURE_OPENAI_API_KEY, or IMAGEGEN_SANDBOX=1
/// for the sandbox.</para>
/// <para>A key appears in no output, error or file, and goes only to the host it was given for. Plain http is refused
/// except for this machine, without a key, or with -AllowHttp.</para>
/// <para>The sandbox answers offline, free and repeatably, as the service would; its pictures are drawn locally and say
/// SANDBOX.</para>
/// </remarks>
/// <example>
/// <para>Type the key</para>
/// <code>Connect-AIImageService -ApiKey (Read-Host 'Key' -AsSecureString)</code>
/// </example>
/// <example>
/// <para>Rehearse without a key and without cost</para>
/// <code>Connect-AIImageService -Sandbox -PassThru</code>
/// </example>
/// <example>
/// <para>Another project and another default model</para>
/// <code>Connect-AIImageService -ApiKey $credential -Project proj_art -ImageModel gpt-image-2.6-flare</code>
/// <para>The key is the credential's password.</para>
/// </example>
/// <example>
/// <para>Azure OpenAI with Entra ID</para>
/// <code>Connect-AIImageService -AzureEndpoint https://contoso.openai.azure.com -Deployment gpt-5 -ImageDeployment pictures -AccessToken { Get-AzAccessToken -ResourceUrl https://cognitiveservices.azure.com }</code>
/// <para>The script is asked for a token when one is needed and when it is about to expire.</para>
/// </example>
/// <example>
/// <para>Azure OpenAI with the identity of the machine, or of the user of the Azure CLI</para>
/// <code>Connect-AIImageService -AzureEndpoint https://contoso.openai.azure.com -ImageDeployment pictures -ManagedIdentity</code>
/// <code>Connect-AIImageService -AzureEndpoint https://contoso.openai.azure.com -ImageDeployment pictures -AzureCli -Name cli</code>
/// </example>
/// <example>
/// <para>Through the gateway of a company</para>
/// <code>Connect-AIImageService -ApiKey $credential -BaseUri https://gateway.example.com/v1 -Header @{ 'Ocp-Apim-Subscription-Key' = $subscription }</code>
/// </example>
/// <example>
/// <para>A server on this machine</para>
/// <code>Connect-AIImageService -Compatible -BaseUri http://localhost:8080/v1 -ImageModel stable-diffusion</code>
/// </example>
/// <example>
/// <para>A key from a vault</para>
/// <code>Connect-AIImageService -Vault Team -SecretName openai-key</code>
/// <para>Needs the module Microsoft.PowerShell.SecretManagement.</para>
/// </example>
/// <seealso href="https://platform.openai.com/api-keys">API keys</seealso>
/// <seealso cref="GetAIImageServiceCommand"/>
/// <seealso cref="DisconnectAIImageServiceCommand"/>
[Cmdlet(VerbsCommunications.Connect, "AIImageService", DefaultParameterSetName = OpenAISet)]
[OutputType(typeof(void), typeof(AIImageService))]
public sealed class ConnectAIImageServiceCommand : ConnectionCommand
{
    internal const string OpenAISet = "OpenAI";
    internal const string AzureSet = "Azure";
    internal const string CompatibleSet = "Compatible";
    internal const string SandboxSet = "Sandbox";

    private const string DefaultScope = "https://cognitiveservices.azure.com/.default";

    /// <summary>
    /// The key as SecureString, as the password of a PSCredential, or as text. OPENAI_API_KEY or AZURE_OPENAI_API_KEY is
    /// used when left out; a compatible server may need none.
    /// </summary>
    [Parameter(ParameterSetName = OpenAISet)]
    [Parameter(ParameterSetName = AzureSet)]
    [Parameter(ParameterSetName = CompatibleSet)]
    [ValidateNotNull]
    public object? ApiKey { get; set; }

    /// <summary>The vault that holds the key; the default vault when left out.</summary>
    [Parameter(ParameterSetName = OpenAISet)]
    [Parameter(ParameterSetName = AzureSet)]
    [Parameter(ParameterSetName = CompatibleSet)]
    public string? Vault { get; set; }

    /// <summary>The name of the key in the vault (SecretManagement).</summary>
    [Parameter(ParameterSetName = OpenAISet)]
    [Parameter(ParameterSetName = AzureSet)]
    [Parameter(ParameterSetName = CompatibleSet)]
    public string? SecretName { get; set; }

    /// <summary>The organization that requests are billed to (OpenAI-Organization).</summary>
    [Parameter(ParameterSetName = OpenAISet)]
    public string? Organization { get; set; }

    /// <summary>The project that requests are billed to (OpenAI-Project).</summary>
    [Parameter(ParameterSetName = OpenAISet)]
    public string? Project { get; set; }

    /// <summary>
    /// Address of the service with its version path, for example https://eu.api.openai.com/v1 for data residency.
    /// </summary>
    [Parameter(ParameterSetName = OpenAISet)]
    [Parameter(
        Mandatory = true, ParameterSetName = CompatibleSet,
        HelpMessage = "Address of the server's API, for example http://localhost:8080/v1.")]
    [AddressTransformation]
    [PSDefaultValue(Help = "https://api.openai.com/v1")]
    public Uri? BaseUri { get; set; }

    /// <summary>Address of the Azure OpenAI resource, for example https://contoso.openai.azure.com.</summary>
    [Parameter(
        Mandatory = true, ParameterSetName = AzureSet,
        HelpMessage = "Address of the Azure OpenAI resource, for example https://contoso.openai.azure.com.")]
    [AddressTransformation]
    public Uri AzureEndpoint { get; set; } = default!;

    /// <summary>The deployment of the mainline model, which calls the image tool.</summary>
    [Parameter(ParameterSetName = AzureSet)]
    public string? Deployment { get; set; }

    /// <summary>The deployment of the image model (x-ms-oai-image-generation-deployment).</summary>
    [Parameter(ParameterSetName = AzureSet)]
    public string? ImageDeployment { get; set; }

    /// <summary>
    /// A script that gives an Entra ID token, in place of a key: text, a SecureString, or what Get-AzAccessToken emits.
    /// It runs in this session before a request, and again when the token is about to expire.
    /// </summary>
    [Parameter(ParameterSetName = AzureSet)]
    [ValidateNotNull]
    public ScriptBlock? AccessToken { get; set; }

    /// <summary>
    /// Uses the identity that Azure gives to this place, in place of a key: the virtual machine's, App Service's, or
    /// that of a workload identity file (AZURE_FEDERATED_TOKEN_FILE with AZURE_CLIENT_ID and AZURE_TENANT_ID). The
    /// token is asked for before the first request and renewed before it expires.
    /// </summary>
    [Parameter(ParameterSetName = AzureSet)]
    public SwitchParameter ManagedIdentity { get; set; }

    /// <summary>The client id of a user-assigned identity. If omitted, the identity that the place has.</summary>
    [Parameter(ParameterSetName = AzureSet)]
    [ValidateNotNullOrEmpty]
    public string? ClientId { get; set; }

    /// <summary>Uses the user who signed in with <c>az login</c>, in place of a key.</summary>
    [Parameter(ParameterSetName = AzureSet)]
    public SwitchParameter AzureCli { get; set; }

    /// <summary>What the token of -ManagedIdentity or -AzureCli is for. Other clouds have another address.</summary>
    [Parameter(ParameterSetName = AzureSet)]
    [ValidateNotNullOrEmpty]
    [PSDefaultValue(Help = DefaultScope)]
    public string Scope { get; set; } = DefaultScope;

    /// <summary>Connects to a server that speaks OpenAI's Images API.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CompatibleSet, HelpMessage = "$true for a compatible server.")]
    public SwitchParameter Compatible { get; set; }

    /// <summary>Lets a key travel over plain http to a host that is not this machine.</summary>
    [Parameter(ParameterSetName = OpenAISet)]
    [Parameter(ParameterSetName = CompatibleSet)]
    public SwitchParameter AllowHttp { get; set; }

    /// <summary>Connects to the sandbox, which answers offline and free.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet, HelpMessage = "$true for the sandbox.")]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>
    /// How the sandbox speaks: OpenAI, AzureOpenAI or Compatible, each with its own requests, answers and refusals.
    /// </summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateSet("OpenAI", "AzureOpenAI", "Compatible")]
    [PSDefaultValue(Help = "OpenAI")]
    public string Dialect { get; set; } = ServiceDialect.OpenAI.Kind;

    /// <summary>Mainline model for commands that name none.</summary>
    [Parameter(ParameterSetName = OpenAISet)]
    [Parameter(ParameterSetName = CompatibleSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [ArgumentCompleter(typeof(MainlineModelCompleter))]
    [PSDefaultValue(Help = "gpt-6-luna")]
    public string? Model { get; set; }

    /// <summary>Image model for commands that name none.</summary>
    [Parameter(ParameterSetName = OpenAISet)]
    [Parameter(ParameterSetName = CompatibleSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [ArgumentCompleter(typeof(ImageModelCompleter))]
    [PSDefaultValue(Help = "gpt-image-2.6-sunburst")]
    public string? ImageModel { get; set; }

    /// <summary>
    /// Models whose list price the names of this connection have, for estimates, Cost and -MaxCost: an image model, a
    /// mainline model, or both. A deployment's name tells no price.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? PriceAs { get; set; }

    /// <summary>
    /// Maximum number of images requested per minute, by all commands of the process together. They are spread evenly
    /// over the minute. Your tier at the service has such a limit; pacing ahead of it avoids refusals. If omitted, only
    /// the service's own answers hold requests back.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 100000)]
    public int? ImagesPerMinute { get; set; }

    /// <summary>
    /// Name of the connection, for -Service and on the images. If omitted, the service with organization and project.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Replaces a connection of the same name that has another key, project or address.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Makes the connection current.</summary>
    protected override void EndProcessing()
    {
        try
        {
            ServiceConnection connection = new ConnectionFactory(this).Create();
            connection.Gate.ImagesPerMinute = ImagesPerMinute;
            ServiceState.Here.Connect(connection, replace: Force);
            if (PassThru) WriteObject(new AIImageService(connection, isCurrent: true));
        }
        catch (AIImageException exception)
        {
            this.Terminate(exception);
        }
    }
}
