using System;
using System.Net.Http;
using ImageGen.Models;

namespace ImageGen.Client.Http;

/// <summary>Which service, as whom, and with which defaults.</summary>
internal sealed class ServiceConnection
{
    public const string OpenAIName = "OpenAI";
    public const string SandboxName = "Sandbox";

    public static readonly Uri OpenAIBaseUri = new("https://api.openai.com/v1/");

    private static readonly Uri s_sandboxBaseUri = new("https://sandbox.imagegen.invalid/v1/");

    private ServiceConnection(string name, Uri baseUri, HttpMessageInvoker transport)
    {
        Name = name;
        BaseUri = baseUri;
        Transport = transport;
    }

    public string Name { get; }

    public Uri BaseUri { get; }

    public HttpMessageInvoker Transport { get; }

    public ServiceKey? Key { get; init; }

    public string? Organization { get; init; }

    public string? Project { get; init; }

    public string Model { get; init; } = ModelCatalog.DefaultModel;

    public string ImageModel { get; init; } = ModelCatalog.DefaultImageModel;

    public bool IsSandbox => Name == SandboxName;

    public static ServiceConnection Sandbox(string? model = null, string? imageModel = null) =>
        new(SandboxName, s_sandboxBaseUri, Transports.Sandbox)
        {
            Model = model ?? ModelCatalog.DefaultModel,
            ImageModel = imageModel ?? ModelCatalog.DefaultImageModel,
        };

    /// <summary>
    /// OpenAI, or what stands at the base address (version path included). Allowing http lets a key travel unencrypted
    /// to a host that is not this machine.
    /// </summary>
    /// <exception cref="AIImageException">The address is not a web address, or would expose the key.</exception>
    public static ServiceConnection OpenAI(
        ServiceKey key,
        Uri? baseUri = null,
        bool allowHttp = false,
        string? organization = null,
        string? project = null,
        string? model = null,
        string? imageModel = null)
    {
        Uri address = WithTrailingSlash(baseUri ?? OpenAIBaseUri);
        RefuseUnsafe(address, allowHttp);
        return new ServiceConnection(NameOf(address), address, Transports.Network)
        {
            Key = key,
            Organization = organization,
            Project = project,
            Model = model ?? ModelCatalog.DefaultModel,
            ImageModel = imageModel ?? ModelCatalog.DefaultImageModel,
        };
    }

    /// <summary>OpenAI over a transport that a test supplies.</summary>
    internal static ServiceConnection ForTransport(HttpMessageInvoker transport, ServiceKey? key = null) =>
        new(OpenAIName, OpenAIBaseUri, transport) { Key = key };

    private static void RefuseUnsafe(Uri address, bool allowHttp)
    {
        string? reason = !IsWeb(address)
            ? "it must be an absolute https address, for example https://api.openai.com/v1"
            : address.UserInfo.Length > 0
                ? "it must not hold a user name or password"
                : address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback && !allowHttp
                    ? "a key must not travel over plain http; use https, or -AllowHttp in a network you trust"
                    : null;
        if (reason is not null)
        {
            throw new AIImageException(
                ErrorIds.InvalidRequest, $"The base address cannot be used: {reason}.");
        }
    }

    private static bool IsWeb(Uri address) =>
        address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

    private static string NameOf(Uri address) =>
        address.Host.Equals(OpenAIBaseUri.Host, StringComparison.OrdinalIgnoreCase) ? OpenAIName : address.Authority;

    private static Uri WithTrailingSlash(Uri address) =>
        !address.IsAbsoluteUri || address.AbsoluteUri.EndsWith("/", StringComparison.Ordinal)
            ? address
            : new Uri(address.AbsoluteUri + "/");
}
