using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using ImageGen.Apis.Models;
using ImageGen.Models;
using ImageGen.Parameters;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>Gets models: their options, prices and shutdown dates, and whether a service has them.</summary>
/// <remarks>
/// <para>The module has a table of the models as of November 2026. It is used for completion, warnings and estimates
/// and never blocks: you can use a model that is not in it. Reading the table sends nothing and needs no key.</para>
/// <para>-Online, or -Service, asks the service which models your key can use (GET /models, not billed). Available is
/// then true or false, and the service's shutdown date takes precedence over the table's. Image models that are not in
/// the table are emitted too. The service does not say which models can call the image tool, so a mainline model is
/// emitted only if the table lists it with the tool; you can still use any other.</para>
/// </remarks>
/// <example>
/// <para>List the image models and their prices</para>
/// <code>Get-AIImageModel -Kind Image</code>
/// </example>
/// <example>
/// <para>Show the options of a model</para>
/// <code>Get-AIImageModel gpt-image-2.6-flare | Select-Object Sizes, SizeRule, Qualities, OutputFormats</code>
/// <para>SizeRule says which other sizes are allowed.</para>
/// </example>
/// <example>
/// <para>List the deprecated models and their successors</para>
/// <code>Get-AIImageModel | Where-Object Status -eq Deprecated | Sort-Object ShutdownDate |
///     Select-Object Name, ShutdownDate, Successor</code>
/// </example>
/// <example>
/// <para>List the image models that your key can use</para>
/// <code>Get-AIImageModel gpt-image-* -Online | Where-Object Available</code>
/// </example>
/// <input cref="string">Names of models, with wildcards.</input>
/// <seealso href="https://developers.openai.com/api/docs/deprecations">Deprecations</seealso>
/// <seealso cref="TestAIImageServiceCommand"/>
/// <seealso cref="NewAIImageCommand"/>
[Cmdlet(VerbsCommon.Get, "AIImageModel")]
[OutputType(typeof(AIImageModel))]
public sealed class GetAIImageModelCommand : ServiceCommand
{
    private IReadOnlyList<AIImageModel> _models = [];

    /// <summary>Names of models or of their dated snapshots. Wildcards are allowed. If omitted, all models.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(AnyModelCompleter))]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Image for models that draw, Mainline for models that call the image tool, All for both.</summary>
    [Parameter]
    [PSDefaultValue(Help = "All")]
    public AIImageModelKind Kind { get; set; } = AIImageModelKind.All;

    /// <summary>Asks the service which models it has (GET /models).</summary>
    [Parameter]
    public SwitchParameter Online { get; set; }

    private bool IsOnline => Online || Service is not null;

    private protected override bool NeedsService => IsOnline;

    /// <summary>Asks the service, once for all names.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        this.Attempt(
            Service, () => _models = new ModelDirectory(IsOnline ? List() : null, DateTime.UtcNow.Date).Models);
    }

    /// <summary>Emits the models of each name.</summary>
    protected override void ProcessRecord()
    {
        foreach (string name in Name) this.Attempt(name, () => Get(name));
    }

    private void Get(string name)
    {
        WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        bool isPattern = WildcardPattern.ContainsWildcardCharacters(name);
        List<AIImageModel> found =
        [
            .. _models.Where(model => pattern.IsMatch(model.Name)
                || (!isPattern && model.Name == ModelCatalog.Find(name)?.Name)),
        ];
        if (found.Count == 0 && !isPattern) throw Unknown(name);

        WriteObject(found.Where(model => (model.Kind & Kind) != 0), enumerateCollection: true);
    }

    private AIImageException Unknown(string name) => new(
        ErrorIds.ModelNotFound,
        $"There is no model '{PlainText.Line(name)}'"
        + (IsOnline
            ? $" at {Directory.Chosen(ChosenService).Name}."
            : " in the module's table. It may be new: check with -Online, or just use it."));

    /// <summary>Without the service's list there is nothing to show.</summary>
    private protected override void Report(AIImageException failure, CommandInput input) =>
        this.Terminate(failure, input.Target);

    private IReadOnlyList<ServiceModel> List()
    {
        IReadOnlyList<ServiceModel> models = [];
        ServiceConnection service = Directory.Chosen(ChosenService);
        Drain(service, new ModelsClient(service).ListAsync(Settings), "models", new CommandInput(service.Name), e =>
        {
            if (e is Listed listed) models = listed.Models;
        });
        return models;
    }
}
