using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http;
#if NET
using System.Net.Security;
#endif
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using ImageGen.Sandbox;
using ImageGen.Service;

namespace ImageGen.Http;

/// <summary>
/// The process's connections, shared by all runspaces so that sockets are pooled and the sandbox remembers. No key is
/// kept here: it travels with each request.
/// </summary>
internal static class Transports
{
    private const int MostConnections = 256;

    private static readonly ConcurrentDictionary<string, HttpMessageInvoker> s_networks = new();
    private static readonly ConditionalWeakTable<ServiceConnection, HttpMessageInvoker> s_private = new();
    private static readonly Lazy<HttpMessageInvoker> s_sandbox =
        new(() => new HttpMessageInvoker(new SandboxHandler()));

    /// <summary>How the requests of a connection travel: to the sandbox, or over the network with its proxy.</summary>
    public static HttpMessageInvoker TransportOf(ServiceConnection connection) => connection switch
    {
        { Transport: HttpMessageInvoker given } => given,
        { IsSandbox: true } => s_sandbox.Value,
        { ProxyCredential: null } => s_networks.GetOrAdd(
            connection.Proxy?.AbsoluteUri ?? string.Empty, _ => Create(connection.Proxy, credential: null)),
        _ => s_private.GetValue(connection, own => Create(own.Proxy, own.ProxyCredential)),
    };

    /// <summary>
    /// What the handler offers where a process offers no TLS 1.2, as one without a target framework does on old
    /// systems. The process's own setting is left alone.
    /// </summary>
    internal static SslProtocols ProtocolsFor(SecurityProtocolType process) =>
        process == 0 || process.HasFlag(SecurityProtocolType.Tls12) ? SslProtocols.None : SslProtocols.Tls12;

    private static HttpMessageInvoker Create(Uri? proxy, NetworkCredential? credential) => new(CreateHandler(
        proxy is null ? EnvironmentProxy() : new WebProxy(proxy) { Credentials = credential }));

#if NET
    /// <summary>The framework reads HTTPS_PROXY and its like itself.</summary>
    private static IWebProxy? EnvironmentProxy() => null;

    /// <summary>HTTP/2 where an encrypted connection offers it; HTTP/1.1 otherwise.</summary>
    public static void ChooseProtocol(this HttpRequestMessage request)
    {
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
    }

    internal static SocketsHttpHandler CreateHandler(IWebProxy? proxy) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = proxy,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = new TimeLimits().Connect,
        SslOptions =
        {
            RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
                CertificateCheck.Accept((sender as SslStream)?.TargetHostName, certificate, chain, errors),
        },
        EnableMultipleHttp2Connections = true,
        MaxConnectionsPerServer = MostConnections,
    };
#else
    private const long LargeBody = 1024 * 1024;

    private static IWebProxy? EnvironmentProxy() =>
        Uri.TryCreate(Environment.GetEnvironmentVariable("HTTPS_PROXY"), UriKind.Absolute, out Uri? address)
            ? new WebProxy(address)
            : null;

    /// <summary>
    /// HttpClientHandler chooses the version itself. .NET Framework would ask before each body whether to send it; only
    /// for a large one is that worth a round trip. The answer is kept for the host, so that each request gives its own.
    /// </summary>
    public static void ChooseProtocol(this HttpRequestMessage request) =>
        request.Headers.ExpectContinue = request.Content?.Headers.ContentLength > LargeBody;

    internal static HttpClientHandler CreateHandler(IWebProxy? proxy)
    {
        HttpClientHandler handler = new()
        {
            SslProtocols = ProtocolsFor(ServicePointManager.SecurityProtocol),
            MaxConnectionsPerServer = MostConnections,
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) =>
                CertificateCheck.Accept(request.RequestUri?.Host, certificate, chain, errors),
        };
        if (proxy is not null) handler.Proxy = proxy;
        return handler;
    }
#endif
}
