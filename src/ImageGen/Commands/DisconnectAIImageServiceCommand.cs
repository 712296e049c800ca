using System.Management.Automation;
using ImageGen.Parameters;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>Forgets a connection and its key.</summary>
/// <remarks>
/// <para>The connection that was made before it becomes current again; when there is none, the environment decides.
/// Nothing is sent to the service.</para>
/// </remarks>
/// <example>
/// <para>Forget the current connection</para>
/// <code>Disconnect-AIImageService</code>
/// </example>
/// <example>
/// <para>Forget a connection by its name</para>
/// <code>Disconnect-AIImageService -Name Sandbox</code>
/// </example>
/// <example>
/// <para>Forget all connections</para>
/// <code>Get-AIImageService | Disconnect-AIImageService</code>
/// </example>
/// <input cref="string">The name of a connection, also as the property Name.</input>
/// <seealso cref="ConnectAIImageServiceCommand"/>
/// <seealso cref="GetAIImageServiceCommand"/>
[Cmdlet(VerbsCommunications.Disconnect, "AIImageService")]
[OutputType(typeof(void))]
public sealed class DisconnectAIImageServiceCommand : PSCmdlet
{
    /// <summary>The connection to forget; the current one when left out.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Forgets one connection.</summary>
    protected override void ProcessRecord() => this.Attempt(Name, () =>
    {
        if (!ServiceState.Here.Disconnect(Name) && Name is not null && ServiceState.Here.Directory.Find(Name) is null)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest, $"There is no connection named '{PlainText.Line(Name)}'.");
        }
    });
}
