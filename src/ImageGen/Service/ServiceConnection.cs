using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Http;
using ImageGen.Models;
using ImageGen.Text;

namespace ImageGen.Service;

/// <summary>Which service, as whom, and with which defaults.</summary>
internal sealed class ServiceConnection
{
    public const string OpenAIName = "OpenAI";
    public const string SandboxName = "Sandbox";

    public static readonly Uri OpenAIBaseUri = new("https://api.openai.com/v1/");

    private static readonly char[] s_marksOfIds = ['/', '?'];
    private static readonly Uri s_sandboxHost = new("https://sandbox.imagegen.invalid/");

    private readonly ServiceKey? _key;
    private readonly string _query;
    private ConnectionSecret? _secret;
    private readonly string? _model;
    private readonly string? _imageModel;
    private readonly IReadOnlyList<string> _priceAs;
    private readonly ConcurrentDictionary<string, Uri> _addresses = new();

    private ServiceConnection(
        string service, ServiceDialect dialect, Uri baseUri, ServiceSettings settings, ServiceGate? gate = null)
    {
        Name = settings.Name
            ?? string.Join(
                "/", new[] { service, settings.Organization, settings.Project }.Where(part => part is not null));
        Dialect = dialect;
        BaseUri = baseUri;
        Gate = gate ?? ServiceGate.ForAccount(baseUri, settings.Key, settings.Organization, settings.Project);
        Proxy = settings.Proxy;
        ProxyCredential = settings.ProxyCredential;
        Token = settings.Token;
        Ledger = settings.Ledger;
        Extras = settings.Extras;
        _query = Extras?.QueryAfter(dialect.Query) ?? dialect.Query;
        _key = settings.Key;
        Organization = settings.Organization;
        Project = settings.Project;
        _model = dialect.SpellingOf(settings.Model);
        _imageModel = dialect.SpellingOf(settings.ImageModel);
        _priceAs = settings.PriceAs;
    }

    /// <summary>What tells the connections of a session apart, and stands on the images that they make.</summary>
    public string Name { get; }

    public ServiceDialect Dialect { get; }

    public Uri BaseUri { get; }

    /// <summary>How requests travel, where a test says so; null is the network, or the sandbox.</summary>
    public HttpMessageInvoker? Transport { get; private init; }

    public Uri? Proxy { get; }

    public NetworkCredential? ProxyCredential { get; }

    /// <summary>The ledger of its requests; null without one.</summary>
    public LedgerSettings? Ledger { get; }

    /// <summary>Shared with all connections of the process to the same service.</summary>
    public ServiceGate Gate { get; }

    /// <summary>Whether a request has reached the service yet.</summary>
    public FirstContact FirstContact { get; } = new();

    /// <summary>The key, or the current token.</summary>
    public ServiceKey? Key => Token is null ? _key : Token.Current;

    public AccessToken? Token { get; }

    public GatewayExtras? Extras { get; }

    /// <summary>
    /// What no text about the connection may show: the current key, and what a gateway asks for.
    /// </summary>
    public ISecret? Secret
    {
        get
        {
            ServiceKey? key = Key;
            if (Extras?.Pattern is not { } pattern) return key;

            ConnectionSecret? known = _secret;
            return known is not null && known.Key == key ? known : _secret = new ConnectionSecret(key, pattern);
        }
    }

    public string? Organization { get; }

    public string? Project { get; }

    /// <summary>
    /// Set when the service said that it keeps no responses of this organization: none is continued by its id.
    /// </summary>
    public bool KeepsNoResponses { get; set; }

    /// <summary>
    /// True where the last answer came over HTTP/2, which lets a refusal be heard in the middle of a body.
    /// </summary>
    public bool AnswersOverHttp2 { get; set; }

    /// <summary>The mainline model for commands that name none: the user's, else the current default.</summary>
    public string Model => _model ?? Defaults.Current(ModelKind.Mainline) ?? ModelCatalog.DefaultModel;

    /// <summary>The image model likewise.</summary>
    public string ImageModel => _imageModel ?? Defaults.Current(ModelKind.Image) ?? ModelCatalog.DefaultImageModel;

    /// <summary>True where <see cref="Model"/> was not chosen by the user.</summary>
    public bool IsModelDefault => _model is null;

    /// <summary>True where <see cref="ImageModel"/> was not chosen by the user.</summary>
    public bool IsImageModelDefault => _imageModel is null;

    /// <summary>
    /// The name whose list price a model has: its own, or for a name that no price is known of, such as a deployment's,
    /// the one that was given for its kind.
    /// </summary>
    public string? PricedModel(ModelKind kind, string? name) =>
        name is null || ModelCatalog.Find(name) is not null
            ? name
            : _priceAs.FirstOrDefault(model => ModelCatalog.Find(model)?.Kind == kind) ?? name;

    /// <summary>What the tokens of a request to it cost.</summary>
    public RequestCost CostOf(TokenCounts? usage, string? imageModel, string? model) =>
        RequestCost.FromTokens(usage, PricedModel(ModelKind.Image, imageModel), PricedModel(ModelKind.Mainline, model));

    /// <summary>What the service has said of the default models.</summary>
    public DefaultModels Defaults { get; } = new();

    /// <summary>The address of a path. Those without an id are made once, for all their parts are then known.</summary>
    public Uri AddressOf(string path) => HasId(path)
        ? Join(path)
        : _addresses.GetOrAdd(path, Join);

    public bool IsSandbox => BaseUri.Host == s_sandboxHost.Host;

    /// <summary>True for OpenAI itself, in any region.</summary>
    public bool IsOpenAI => ServiceAddress.IsOpenAIHost(BaseUri);

    /// <summary>The sandbox, which speaks like OpenAI or in another dialect; the address tells it in which.</summary>
    public static ServiceConnection Sandbox(ServiceSettings? settings = null, ServiceDialect? dialect = null)
    {
        string path = dialect == ServiceDialect.AzureOpenAI ? "openai/v1/"
            : dialect == ServiceDialect.Compatible ? "compatible/v1/"
            : "v1/";
        return new ServiceConnection(
            SandboxName,
            dialect ?? ServiceDialect.OpenAI,
            new Uri(s_sandboxHost, path),
            settings ?? new ServiceSettings());
    }

    /// <summary>OpenAI itself, or the server at the base address, version path included.</summary>
    /// <exception cref="AIImageException">The address is not a web address, or would expose the key.</exception>
    public static ServiceConnection OpenAI(ServiceSettings settings, Uri? baseUri = null) =>
        Network(ServiceDialect.OpenAI, ServiceAddress.Parse(baseUri ?? OpenAIBaseUri), settings);

    /// <summary>The v1 surface of an Azure OpenAI resource.</summary>
    /// <exception cref="AIImageException">
    /// The address is not a web address, would expose the key, or names another deployment.
    /// </exception>
    public static ServiceConnection AzureOpenAI(ServiceSettings settings, Uri endpoint)
    {
        ServiceAddress address = ServiceAddress.ParseAzure(endpoint);
        return Network(ServiceDialect.AzureOpenAI, address, settings with
        {
            Model = One(address.Deployment, settings.Model, "-Deployment"),
            ImageModel = One(address.ImageDeployment, settings.ImageModel, "-ImageDeployment"),
        });
    }

    /// <summary>A server that speaks OpenAI's Images API.</summary>
    /// <exception cref="AIImageException">The address is not a web address, or would expose the key.</exception>
    public static ServiceConnection Compatible(ServiceSettings settings, Uri baseUri) =>
        Network(ServiceDialect.Compatible, ServiceAddress.Parse(baseUri), settings);

    /// <summary>A service over a transport that a test supplies.</summary>
    internal static ServiceConnection ForTransport(
        HttpMessageInvoker transport, ServiceKey? key = null, ServiceDialect? dialect = null) => new(
            OpenAIName,
            dialect ?? ServiceDialect.OpenAI,
            OpenAIBaseUri,
            new ServiceSettings { Key = key },
            new ServiceGate())
        {
            Transport = transport,
        };

    /// <summary>True for the name of the connection, in any case of letters.</summary>
    public bool IsNamed(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// True where both go to the same place with the same credential, so that one can replace the other.
    /// </summary>
    public bool IsSameAs(ServiceConnection other) =>
        IsSandbox == other.IsSandbox
        && (IsSandbox || BaseUri == other.BaseUri)
        && Organization == other.Organization
        && Project == other.Project
        && _key?.Reveal() == other._key?.Reveal()
        && Token?.Source == other.Token?.Source
        && Extras?.Identity == other.Extras?.Identity;

    /// <summary>True where the user chose the same models, or none, for both.</summary>
    public bool HasModelsOf(ServiceConnection other) => _model == other._model && _imageModel == other._imageModel;

    private static bool HasId(string path) =>
        path.IndexOfAny(s_marksOfIds) >= 0 && !path.StartsWith("images/", StringComparison.Ordinal);

    private Uri Join(string path) => new(
        BaseUri, path + (path.IndexOf('?') < 0 || _query.Length == 0 ? _query : "&" + _query.Substring(1)));

    private static ServiceConnection Network(ServiceDialect dialect, ServiceAddress address, ServiceSettings settings)
    {
        Uri baseUri = address.BaseUri;
        bool isExposed = baseUri.Scheme == Uri.UriSchemeHttp && !baseUri.IsLoopback && !settings.AllowHttp;
        if (isExposed && (settings.Key is not null || settings.Token is not null || settings.Extras is not null))
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest,
                "The base URL cannot be used: a key must not be sent over plain http; use https, or -AllowHttp in a "
                + "network you trust.");
        }

        return new ServiceConnection(NameOf(baseUri), dialect, baseUri, settings);
    }

    /// <summary>The deployment of an address or of a parameter; both must be the same.</summary>
    private static string? One(string? named, string? given, string parameter) =>
        named is null || given is null || named == given ? given ?? named : throw new AIImageException(
            ErrorIds.InvalidRequest,
            $"The URL contains the deployment '{PlainText.Line(named)}', and {parameter} another. Use only one.");

    /// <summary>OpenAI's hosts in all regions are one service; any other is named after its host.</summary>
    private static string NameOf(Uri address) =>
        ServiceAddress.IsOpenAIHost(address) ? OpenAIName : address.Authority;
}
