using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http;
using System.Runtime.CompilerServices;
using ImageGen.Sandbox;
using ImageGen.Service;

namespace ImageGen.Http;

/// <summary>
/// The process's connections, shared by all runspaces so that sockets are pooled and the sandbox remembers. No key is
/// kept here: it travels with each request.
/// </summary>
internal static class Transports
{
    private static readonly ConcurrentDictionary<string, HttpMessageInvoker> s_networks = new();
    private static readonly ConditionalWeakTable<ServiceConnection, HttpMessageInvoker> s_private = new();
    private static readonly Lazy<HttpMessageInvoker> s_sandbox = new(() => new HttpMessageInvoker(new SandboxHandler()));

    /// <summary>How the requests of a connection travel: to the sandbox, or over the network with its proxy.</summary>
    public static HttpMessageInvoker TransportOf(ServiceConnection connection) => connection switch
    {
        { Transport: HttpMessageInvoker given } => given,
        { IsSandbox: true } => s_sandbox.Value,
        { ProxyCredential: null } => s_networks.GetOrAdd(
            connection.Proxy?.AbsoluteUri ?? string.Empty, _ => Create(connection.Proxy, credential: null)),
        _ => s_private.GetValue(connection, own => Create(own.Proxy, own.ProxyCredential)),
    };

    private static HttpMessageInvoker Create(Uri? proxy, NetworkCredential? credential) => new(CreateHandler(
        proxy is null ? EnvironmentProxy() : new WebProxy(proxy) { Credentials = credential }));

#if NET
    /// <summary>The framework reads HTTPS_PROXY and its like itself.</summary>
    private static IWebProxy? EnvironmentProxy() => null;

    /// <summary>HTTP/2 where an encrypted connection offers it; HTTP/1.1 otherwise.</summary>
    public static void PreferHttp2(this HttpRequestMessage request)
    {
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
    }

    private static SocketsHttpHandler CreateHandler(IWebProxy? proxy) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = proxy,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = new TimeLimits().Connect,
        EnableMultipleHttp2Connections = true,
        MaxConnectionsPerServer = 256,
    };
#else
    private static IWebProxy? EnvironmentProxy() =>
        Uri.TryCreate(Environment.GetEnvironmentVariable("HTTPS_PROXY"), UriKind.Absolute, out Uri? address)
            ? new WebProxy(address)
            : null;

    /// <summary>HttpClientHandler chooses the version itself.</summary>
    public static void PreferHttp2(this HttpRequestMessage request)
    {
    }

    private static HttpClientHandler CreateHandler(IWebProxy? proxy)
    {
        ServicePointManager.DefaultConnectionLimit = Math.Max(ServicePointManager.DefaultConnectionLimit, 256);
        HttpClientHandler handler = new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        };
        if (proxy is not null) handler.Proxy = proxy;
        return handler;
    }
#endif
}
