using System.Management.Automation;
using ImageGen.Parameters;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>Removes a connection and its key from this session.</summary>
/// <remarks>
/// <para>The previous connection becomes current again. If there is none, environment variables select the service.
/// Nothing is sent to the service.</para>
/// </remarks>
/// <example>
/// <para>Remove the current connection</para>
/// <code>Disconnect-AIImageService</code>
/// </example>
/// <example>
/// <para>Remove a connection by name</para>
/// <code>Disconnect-AIImageService -Name Sandbox</code>
/// </example>
/// <example>
/// <para>Remove all connections</para>
/// <code>Get-AIImageService | Disconnect-AIImageService</code>
/// </example>
/// <input cref="string">The name of a connection, or an object with a property Name.</input>
/// <seealso cref="ConnectAIImageServiceCommand"/>
/// <seealso cref="GetAIImageServiceCommand"/>
[Cmdlet(VerbsCommunications.Disconnect, "AIImageService")]
[OutputType(typeof(void))]
public sealed class DisconnectAIImageServiceCommand : PSCmdlet
{
    /// <summary>The connection to remove. If omitted, the current one.</summary>
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
