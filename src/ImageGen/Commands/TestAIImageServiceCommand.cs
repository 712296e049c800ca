using System.Management.Automation;
using ImageGen.Apis.Checks;
using ImageGen.Parameters;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>Checks a service: network, key, clock, default models, APIs and limits. Nothing is billed.</summary>
/// <remarks>
/// <para>Each check emits one row as soon as it is done. If a check fails, the others continue; those that depend on it
/// are Skipped.</para>
/// <para>Three requests are sent: the list of models (GET /models), and an empty object to each of the two APIs. An API
/// that exists refuses it as incomplete, so no image is made. The rows never contain a key.</para>
/// <para>Whether the organization is verified for an image model, and whether there is credit left, can only be seen
/// when an image is made.</para>
/// </remarks>
/// <example>
/// <para>Check the current service</para>
/// <code>Test-AIImageService</code>
/// </example>
/// <example>
/// <para>Show only problems</para>
/// <code>Test-AIImageService | Where-Object Status -in Failed, Warning | Select-Object Check, Status, Message</code>
/// </example>
/// <example>
/// <para>Check all connections of the session</para>
/// <code>Get-AIImageService | Test-AIImageService | Select-Object Service, Check, Status, Message</code>
/// </example>
/// <example>
/// <para>Stop a script before it starts</para>
/// <code>if (Test-AIImageService | Where-Object Status -eq Failed) { throw 'The image service is not ready.' }</code>
/// </example>
/// <input cref="AIImageService">Connections, or their names.</input>
/// <seealso cref="ConnectAIImageServiceCommand"/>
/// <seealso cref="GetAIImageServiceCommand"/>
/// <seealso cref="GetAIImageModelCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "AIImageService")]
[OutputType(typeof(AIImageServiceCheck))]
public sealed class TestAIImageServiceCommand : ServiceCommand
{
    /// <summary>
    /// The service to check: its name or an object from Get-AIImageService. If omitted, the current one.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [ValidateNotNull]
    public override object? Service { get; set; }

    /// <summary>Maximum seconds for each check; 0 means no limit.</summary>
    [Parameter]
    [ValidateRange(0, 86400)]
    [PSDefaultValue(Help = "30")]
    public override int TimeoutSec { get; set; } = 30;

    /// <summary>Maximum number of retries for a request that the service cannot answer now.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    [PSDefaultValue(Help = "0")]
    public override int MaximumRetryCount { get; set; }

    /// <summary>What comes from the pipeline is looked for when it comes.</summary>
    private protected override bool NeedsService => !MyInvocation.ExpectingInput;

    /// <summary>Checks one service.</summary>
    protected override void ProcessRecord() => this.Attempt(Service, () =>
    {
        ServiceConnection service = Directory.Chosen(ChosenService);
        Drain(service, new ServiceCheckup(service, Settings).RunAsync(), service.Name, new CommandInput(Service), e =>
        {
            if (e is Checked { Check: AIImageServiceCheck check }) WriteObject(check);
        });
    });
}
