using System;
using System.Management.Automation;
using System.Net;
using System.Security;
using ImageGen.Client;
using ImageGen.Client.Http;
using ImageGen.Parameters;

namespace ImageGen.Commands;

/// <summary>Says which service makes the images of this session, and with which key.</summary>
/// <remarks>
/// <para>Without a connection the environment decides: OPENAI_API_KEY with OPENAI_BASE_URL, OPENAI_ORG_ID and
/// OPENAI_PROJECT_ID, or IMAGEGEN_SANDBOX=1 for the sandbox. A connection belongs to the runspace; nothing is sent and
/// nothing is written to disk.</para>
/// <para>A key appears in no output, error or file, and goes only to the host it was given for. Plain http is refused
/// except for this machine, or with -AllowHttp.</para>
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
/// <para>A data-residency host</para>
/// <code>Connect-AIImageService -ApiKey $key -BaseUri https://eu.api.openai.com/v1</code>
/// </example>
/// <seealso href="https://platform.openai.com/api-keys">API keys</seealso>
/// <seealso cref="GetAIImageServiceCommand"/>
/// <seealso cref="DisconnectAIImageServiceCommand"/>
[Cmdlet(VerbsCommunications.Connect, "AIImageService", DefaultParameterSetName = OpenAISet)]
[OutputType(typeof(void), typeof(AIImageService))]
public sealed class ConnectAIImageServiceCommand : AIImageCommand
{
    private const string OpenAISet = "OpenAI";
    private const string SandboxSet = "Sandbox";

    /// <summary>
    /// The key as SecureString, as the password of a PSCredential, or as text. OPENAI_API_KEY is used when left out.
    /// </summary>
    [Parameter(ParameterSetName = OpenAISet)]
    [ValidateNotNull]
    public object? ApiKey { get; set; }

    /// <summary>The organization that requests are billed to (OpenAI-Organization).</summary>
    [Parameter(ParameterSetName = OpenAISet)]
    public string? Organization { get; set; }

    /// <summary>The project that requests are billed to (OpenAI-Project).</summary>
    [Parameter(ParameterSetName = OpenAISet)]
    public string? Project { get; set; }

    /// <summary>Address of the service with its version path, for example https://eu.api.openai.com/v1.</summary>
    [Parameter(ParameterSetName = OpenAISet)]
    [PSDefaultValue(Help = "https://api.openai.com/v1")]
    public Uri? BaseUri { get; set; }

    /// <summary>Lets the key travel over plain http to a host that is not this machine.</summary>
    [Parameter(ParameterSetName = OpenAISet)]
    public SwitchParameter AllowHttp { get; set; }

    /// <summary>Connects to the sandbox, which answers offline and free.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet)]
    public SwitchParameter Sandbox { get; set; }

    /// <summary>Mainline model for commands that name none.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ModelCompleter))]
    [PSDefaultValue(Help = "gpt-5.6-sol")]
    public string? Model { get; set; }

    /// <summary>Image model for commands that name none.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ImageModelCompleter))]
    [PSDefaultValue(Help = "gpt-image-2.6-sunburst")]
    public string? ImageModel { get; set; }

    /// <summary>Emits the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Makes the connection current.</summary>
    protected override void EndProcessing()
    {
        try
        {
            ServiceConnection connection = ParameterSetName == SandboxSet
                ? ServiceConnection.Sandbox(Model, ImageModel)
                : ServiceConnection.OpenAI(
                    ReadKey(), BaseUri ?? EnvironmentAddress(), AllowHttp, Organization ?? EnvironmentOrganization(),
                    Project ?? EnvironmentProject(), Model, ImageModel);
            ServiceState.Here.Connect(connection);
            if (PassThru) WriteObject(new AIImageService(connection, isCurrent: true));
        }
        catch (AIImageException exception)
        {
            Terminate(exception);
        }
    }

    private ServiceKey ReadKey()
    {
        object? given = ApiKey is PSObject wrapped ? wrapped.BaseObject : ApiKey;
        string? secret = given switch
        {
            null => ServiceEnvironment.Get(ServiceEnvironment.ApiKey),
            SecureString secure => new NetworkCredential(string.Empty, secure).Password,
            PSCredential credential => credential.GetNetworkCredential().Password,
            string text => text,
            _ => throw new AIImageException(
                ErrorIds.ApiKeyMissing, "-ApiKey takes a SecureString, a PSCredential or text."),
        };
        return string.IsNullOrWhiteSpace(secret)
            ? throw ServiceState.KeyMissing()
            : ServiceKey.Parse(secret!, given is null ? ServiceEnvironment.ApiKey : "-ApiKey");
    }

    private Uri? EnvironmentAddress() =>
        ApiKey is null && ServiceEnvironment.Get(ServiceEnvironment.BaseUrl) is string address
            ? new Uri(address, UriKind.RelativeOrAbsolute)
            : null;

    private string? EnvironmentOrganization() =>
        ApiKey is null ? ServiceEnvironment.Get(ServiceEnvironment.Organization) : null;

    private string? EnvironmentProject() => ApiKey is null ? ServiceEnvironment.Get(ServiceEnvironment.Project) : null;
}
