using System.Linq;
using ImageGen.Models;
using ImageGen.Parameters;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Commands;

/// <summary>Turns the parameters of Connect-AIImageService into a connection.</summary>
internal sealed class ConnectionFactory(ConnectAIImageServiceCommand command)
{
    /// <summary>Settings that belong to the environment's key are used only with that key.</summary>
    private bool IsFromEnvironment =>
        command.ParameterSetName == ConnectAIImageServiceCommand.OpenAISet
        && command.ApiKey is null
        && command.SecretName is null;

    /// <exception cref="AIImageException">There is no key, or a value cannot be used.</exception>
    public ServiceConnection Create() => command.ParameterSetName switch
    {
        ConnectAIImageServiceCommand.SandboxSet =>
            ServiceConnection.Sandbox(Settings(key: null), ServiceDialect.FromKind(command.Dialect)),
        ConnectAIImageServiceCommand.AzureSet =>
            ServiceConnection.AzureOpenAI(AzureSettings(), command.AzureEndpoint),
        ConnectAIImageServiceCommand.CompatibleSet =>
            ServiceConnection.Compatible(Settings(GivenKey()), command.BaseUri!),
        _ => ServiceConnection.OpenAI(
            Settings(FindKey(ServiceEnvironment.ApiKey) ?? throw ServiceDirectory.KeyMissing()),
            command.BaseUri ?? (IsFromEnvironment ? ServiceEnvironment.GetUri(ServiceEnvironment.BaseUrl) : null)),
    };

    private ServiceSettings AzureSettings()
    {
        ServiceSettings network = new ServiceSettings().WithProxy(
            command.Proxy, command.ProxyCredential, command.ProxyUseDefaultCredentials);
        return TokenParameters.Choose(command, network) is AccessToken token
            ? Settings(key: null, token)
            : Settings(FindKey(ServiceEnvironment.AzureApiKey) ?? throw ServiceDirectory.KeyMissing());
    }

    private ServiceSettings Settings(ServiceKey? key, AccessToken? token = null) => new ServiceSettings
    {
        Name = command.Name,
        Key = key,
        Token = token,
        Organization = command.Organization ?? FromEnvironment(ServiceEnvironment.Organization),
        Project = command.Project ?? FromEnvironment(ServiceEnvironment.Project),
        Model = command.Deployment ?? command.Model,
        ImageModel = command.ImageDeployment ?? command.ImageModel,
        PriceAs = [.. (command.PriceAs ?? []).Select(Priced)],
        Ledger = Ledger(),
        AllowHttp = command.AllowHttp,
    }.WithProxy(command.Proxy, command.ProxyCredential, command.ProxyUseDefaultCredentials)
        .WithGateway(command, CustomHeaders);

    /// <summary>The headers of the environment are for the address of the environment.</summary>
    private string? CustomHeaders =>
        command.BaseUri is null ? FromEnvironment(ServiceEnvironment.CustomHeaders) : null;

    private LedgerSettings? Ledger()
    {
        LedgerSettings? ledger = LedgerSettings.Find(
            command.Ledger is string path ? command.FullPath(path) : null,
            command.MaxCostPerDay,
            command.MaxCostPerMonth,
            command.LedgerPrompt);
        if (ledger is not null) Runs.Spending.Ledger.ThrowIfUnusable(ledger);
        return ledger;
    }

    private static string Priced(string model) => ModelCatalog.Find(model)?.Prices is not null
        ? model
        : throw new AIImageException(
            ErrorIds.InvalidRequest,
            $"-PriceAs '{PlainText.Line(model, 60)}' has no list price here. "
            + "Get-AIImageModel shows the prices of models.");

    private string? FromEnvironment(string name) => IsFromEnvironment ? ServiceEnvironment.Get(name) : null;

    private ServiceKey? FindKey(string variable) =>
        GivenKey() ?? KeyReader.Read(ServiceEnvironment.Get(variable), variable);

    private ServiceKey? GivenKey() => command.SecretName is null
        ? KeyReader.Read(command.ApiKey, "-ApiKey")
        : KeyReader.Read(
            SecretScript.ReadVault(command.InvokeCommand, command.SecretName, command.Vault), "-SecretName");
}
