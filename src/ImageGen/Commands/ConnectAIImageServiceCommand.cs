using System;
using System.Management.Automation;
using ImageGen.Parameters;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>Selects the image service and key for this session.</summary>
/// <remarks>
/// <para>The services are OpenAI, Azure OpenAI, servers compatible with OpenAI's Images API, and the sandbox. A
/// connection belongs to its runspace: in ForEach-Object -Parallel and in thread jobs, pass it with -Service
/// $using:service. Nothing is sent and nothing is written to disk.</para>
/// <para>Without a connection, environment variables select the service: OPENAI_API_KEY with OPENAI_BASE_URL,
/// OPENAI_ORG_ID and OPENAI_PROJECT_ID and OPENAI_CUSTOM_HEADERS, AZURE_OPENAI_ENDPOINT with AZURE_OPENAI_API_KEY, or
/// IMAGEGEN_SANDBOX=1 for the sandbox.</para>
/// <para>A key never appears in output, errors or files, and is sent only to the host it was given for. Plain http is
/// accepted only for this machine, without a key, or with -AllowHttp.</para>
/// <para>The sandbox imitates the service offline and for free, and gives the same answer each time. Its images are
/// drawn locally and marked SANDBOX.</para>
/// </remarks>
/// <example>
/// <para>Enter the key at a prompt</para>
/// <code>Connect-AIImageService -ApiKey (Read-Host 'Key' -AsSecureString)</code>
/// </example>
/// <example>
/// <para>Try the module without a key and without cost</para>
/// <code>Connect-AIImageService -Sandbox -PassThru</code>
/// </example>
/// <example>
/// <para>Use another project and another default model</para>
/// <code>Connect-AIImageService -ApiKey $credential -Project proj_art -ImageModel gpt-image-2.6-flare</code>
/// <para>The key is the credential's password.</para>
/// </example>
/// <example>
/// <para>Azure OpenAI with Entra ID</para>
/// <code>$token = { Get-AzAccessToken -ResourceUrl https://cognitiveservices.azure.com }
/// $azure = 'https://contoso.openai.azure.com'
/// Connect-AIImageService -AzureEndpoint $azure -Deployment gpt-5 -ImageDeployment pictures -AccessToken $token</code>
/// <para>The script runs when a token is needed, and again when the token is about to expire.</para>
/// </example>
/// <example>
/// <para>Azure OpenAI with a managed identity, or with the user signed in to the Azure CLI</para>
/// <code>$azure = 'https://contoso.openai.azure.com'
/// Connect-AIImageService -AzureEndpoint $azure -ImageDeployment pictures -ManagedIdentity
/// Connect-AIImageService -AzureEndpoint $azure -ImageDeployment pictures -AzureCli -Name cli</code>
/// </example>
/// <example>
/// <para>Connect through a company's gateway</para>
/// <code>$header = @{ 'Ocp-Apim-Subscription-Key' = $subscription }
/// Connect-AIImageService -ApiKey $credential -BaseUri https://gateway.example.com/v1 -Header $header</code>
/// </example>
/// <example>
/// <para>Connect to a server on this machine</para>
/// <code>Connect-AIImageService -Compatible -BaseUri http://localhost:8080/v1 -ImageModel stable-diffusion</code>
/// </example>
/// <example>
/// <para>Take the key from a vault</para>
/// <code>Connect-AIImageService -Vault Team -SecretName openai-key</code>
/// <para>This requires the module Microsoft.PowerShell.SecretManagement.</para>
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
    /// The key: a SecureString, a PSCredential whose password is the key, or text. If omitted, OPENAI_API_KEY or
    /// AZURE_OPENAI_API_KEY is used. A compatible server may need no key.
    /// </summary>
    [Parameter(ParameterSetName = OpenAISet)]
    [Parameter(ParameterSetName = AzureSet)]
    [Parameter(ParameterSetName = CompatibleSet)]
    [ValidateNotNull]
    public object? ApiKey { get; set; }

    /// <summary>The vault that holds the key. If omitted, the default vault.</summary>
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

    /// <summary>Base URL with its version path, for example https://eu.api.openai.com/v1 for data residency.</summary>
    [Parameter(ParameterSetName = OpenAISet)]
    [Parameter(
        Mandatory = true, ParameterSetName = CompatibleSet,
        HelpMessage = "Base URL of the server, for example http://localhost:8080/v1.")]
    [AddressTransformation]
    [PSDefaultValue(Help = "https://api.openai.com/v1")]
    public Uri? BaseUri { get; set; }

    /// <summary>URL of the Azure OpenAI resource, for example https://contoso.openai.azure.com.</summary>
    [Parameter(
        Mandatory = true, ParameterSetName = AzureSet,
        HelpMessage = "URL of the Azure OpenAI resource, for example https://contoso.openai.azure.com.")]
    [AddressTransformation]
    public Uri AzureEndpoint { get; set; } = default!;

    /// <summary>The deployment of the mainline model, which calls the image tool.</summary>
    [Parameter(ParameterSetName = AzureSet)]
    public string? Deployment { get; set; }

    /// <summary>The deployment of the image model (x-ms-oai-image-generation-deployment).</summary>
    [Parameter(ParameterSetName = AzureSet)]
    public string? ImageDeployment { get; set; }

    /// <summary>
    /// A script that returns an Entra ID token, used instead of a key: text, a SecureString, or the output of
    /// Get-AzAccessToken. It runs in this session before a request, and again when the token is about to expire.
    /// </summary>
    [Parameter(ParameterSetName = AzureSet)]
    [ValidateNotNull]
    public ScriptBlock? AccessToken { get; set; }

    /// <summary>
    /// Uses the managed identity of this machine instead of a key: that of the virtual machine, of App Service, of an
    /// Azure Arc machine, of Cloud Shell, or of a workload identity file (AZURE_FEDERATED_TOKEN_FILE with
    /// AZURE_CLIENT_ID and AZURE_TENANT_ID). The token is requested before the first request and renewed before it
    /// expires.
    /// </summary>
    [Parameter(ParameterSetName = AzureSet)]
    public SwitchParameter ManagedIdentity { get; set; }

    /// <summary>The client id of a user-assigned identity. If omitted, the default identity of the machine.</summary>
    [Parameter(ParameterSetName = AzureSet)]
    [ValidateNotNullOrEmpty]
    public string? ClientId { get; set; }

    /// <summary>Uses the user who signed in with <c>az login</c>, instead of a key.</summary>
    [Parameter(ParameterSetName = AzureSet)]
    public SwitchParameter AzureCli { get; set; }

    /// <summary>
    /// The resource that the token of -ManagedIdentity or -AzureCli is for. Sovereign clouds have a different URL.
    /// </summary>
    [Parameter(ParameterSetName = AzureSet)]
    [ValidateNotNullOrEmpty]
    [PSDefaultValue(Help = DefaultScope)]
    public string Scope { get; set; } = DefaultScope;

    /// <summary>Connects to a server that is compatible with OpenAI's Images API.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CompatibleSet, HelpMessage = "$true for a compatible server.")]
    public SwitchParameter Compatible { get; set; }

    /// <summary>Allows a key to be sent over plain http to another machine.</summary>
    [Parameter(ParameterSetName = OpenAISet)]
    [Parameter(ParameterSetName = CompatibleSet)]
    public SwitchParameter AllowHttp { get; set; }

    /// <summary>Connects to the sandbox, which works offline and costs nothing.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet, HelpMessage = "$true for the sandbox.")]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>
    /// The service that the sandbox imitates: OpenAI, AzureOpenAI or Compatible, each with its own requests, answers
    /// and errors.
    /// </summary>
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateSet("OpenAI", "AzureOpenAI", "Compatible")]
    [PSDefaultValue(Help = "OpenAI")]
    public string Dialect { get; set; } = ServiceDialect.OpenAI.Kind;

    /// <summary>Default mainline model for commands without -Model.</summary>
    [Parameter(ParameterSetName = OpenAISet)]
    [Parameter(ParameterSetName = CompatibleSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [ArgumentCompleter(typeof(MainlineModelCompleter))]
    [PSDefaultValue(Help = "gpt-6-luna")]
    public string? Model { get; set; }

    /// <summary>Default image model for commands without -ImageModel.</summary>
    [Parameter(ParameterSetName = OpenAISet)]
    [Parameter(ParameterSetName = CompatibleSet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [ArgumentCompleter(typeof(ImageModelCompleter))]
    [PSDefaultValue(Help = "gpt-image-2.6-sunburst")]
    public string? ImageModel { get; set; }

    /// <summary>
    /// Models whose list prices apply to this connection, for estimates, Cost and -MaxCost: an image model, a mainline
    /// model, or both. Use it where deployment names do not show which model they are.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? PriceAs { get; set; }

    /// <summary>
    /// Maximum number of images requested per minute, by all commands of the process together. Requests are spread
    /// evenly over the minute. Set it to the limit of your usage tier to avoid rate limit errors. If omitted, requests
    /// slow down only when the service reports a limit.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 100000)]
    public int? ImagesPerMinute { get; set; }

    /// <summary>
    /// Name of the connection, for -Service and on the images. If omitted, the service name with organization and
    /// project.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Replaces a connection of the same name that has another key, project or URL.</summary>
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
