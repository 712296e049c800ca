using System.Linq;
using System.Management.Automation;
using ImageGen.Parameters;

namespace ImageGen.Commands;

/// <summary>Shows the connections of this session and which of them is current.</summary>
/// <remarks>
/// <para>A connection that comes from environment variables is shown too if it is the current one. A key is never
/// shown, only where it came from.</para>
/// </remarks>
/// <example>
/// <para>Show the current service</para>
/// <code>Get-AIImageService | Where-Object IsCurrent</code>
/// </example>
/// <example>
/// <para>Get a connection by name</para>
/// <code>Get-AIImageService Sandbox</code>
/// </example>
/// <example>
/// <para>Use another connection for one command</para>
/// <code>New-AIImage 'a red fox' -Service (Get-AIImageService Sandbox)</code>
/// </example>
/// <seealso cref="ConnectAIImageServiceCommand"/>
/// <seealso cref="DisconnectAIImageServiceCommand"/>
[Cmdlet(VerbsCommon.Get, "AIImageService")]
[OutputType(typeof(AIImageService))]
public sealed class GetAIImageServiceCommand : PSCmdlet
{
    /// <summary>Name of the connection. Wildcards are allowed. If omitted, all connections.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [SupportsWildcards]
    public string Name { get; set; } = "*";

    /// <summary>Emits the connections.</summary>
    protected override void EndProcessing() => this.Attempt(Name, () =>
    {
        WildcardPattern pattern = WildcardPattern.Get(Name, WildcardOptions.IgnoreCase);
        WriteObject(
            ServiceState.Here.Directory.Services.Where(service => pattern.IsMatch(service.Name)),
            enumerateCollection: true);
    });
}
