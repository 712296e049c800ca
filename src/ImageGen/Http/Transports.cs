using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http;
#if NET
using System.Net.Security;
#endif
using System.Runtime.CompilerServices;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
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

    /// <summary>
    /// A longer body is announced first and sent when the server says so, or says nothing for a second: a refusal that
    /// comes in the middle of a body may be lost together with the connection. For a short one that is not worth a
    /// round trip.
    /// </summary>
    private const long LongBody = 1024 * 1024;

    private static readonly ConcurrentDictionary<string, HttpMessageInvoker> s_networks = new();
    private static readonly ConditionalWeakTable<ServiceConnection, HttpMessageInvoker> s_private = new();
    private static readonly ConditionalWeakTable<ServiceConnection, HttpMessageInvoker> s_foreign = new();
    private static readonly Lazy<HttpMessageInvoker> s_sandbox =
        new(() => new HttpMessageInvoker(new SandboxHandler()));

    private static bool IsEnvironmentSet => EnvironmentProxy.IsSet(Environment.GetEnvironmentVariable);

    /// <summary>How the requests of a connection travel: to the sandbox, or over the network with its proxy.</summary>
    public static HttpMessageInvoker TransportOf(ServiceConnection connection) => connection switch
    {
        { Transport: HttpMessageInvoker given } => given,
        { IsSandbox: true } => s_sandbox.Value,
        { ProxyCredential: null, Extras: null or { Certificate: null } } => s_networks.GetOrAdd(
            connection.Proxy?.AbsoluteUri ?? (IsEnvironmentSet ? nameof(EnvironmentProxy) : string.Empty),
            _ => Create(connection)),
        _ => s_private.GetValue(connection, Create),
    };

    /// <summary>
    /// How an address is reached for a connection: its client certificate goes to its own host alone.
    /// </summary>
    public static HttpMessageInvoker TransportTo(Uri address, ServiceConnection connection) =>
        connection is { Transport: null, Extras.Certificate: not null }
        && address.Authority != connection.BaseUri.Authority
            ? s_foreign.GetValue(connection, own => new HttpMessageInvoker(CreateHandler(ProxyOf(own))))
            : TransportOf(connection);

    /// <summary>The proxy of a connection; null leaves it to the framework, which asks the system.</summary>
    public static IWebProxy? ProxyOf(ServiceConnection connection) =>
        ProxyOf(connection.Proxy, connection.ProxyCredential);

    /// <summary>The same for what asks on behalf of a connection that is being made.</summary>
    public static IWebProxy? ProxyOf(Uri? proxy, NetworkCredential? credential) =>
        proxy is not null ? new WebProxy(proxy) { Credentials = credential }
        : credential is not null || IsEnvironmentSet
            ? new EnvironmentProxy(Environment.GetEnvironmentVariable, SystemProxy, credential)
        : null;

    /// <summary>
    /// True where a body leaves only for a service that was reached. A proxy without a tunnel takes the whole request
    /// before it refuses the password.
    /// </summary>
    public static bool IsReachedByBody(ServiceConnection connection) =>
        connection.BaseUri.Scheme == Uri.UriSchemeHttps || (connection.Proxy is null && !IsEnvironmentSet);

    /// <summary>True for a body that is announced before it is sent.</summary>
    public static bool IsAnnounced(RequestBody? body) => body?.Length > LongBody;

    /// <summary>
    /// What the handler offers where a process offers no TLS 1.2, as one without a target framework does on old
    /// systems. The process's own setting is left alone.
    /// </summary>
    internal static SslProtocols ProtocolsFor(SecurityProtocolType process) =>
        process == 0 || process.HasFlag(SecurityProtocolType.Tls12) ? SslProtocols.None : SslProtocols.Tls12;

    private static HttpMessageInvoker Create(ServiceConnection connection) =>
        new(CreateHandler(ProxyOf(connection), connection.Extras?.Certificate));

#if NET
    private static IWebProxy? SystemProxy() => HttpClient.DefaultProxy;

    /// <summary>HTTP/2 where an encrypted connection offers it; HTTP/1.1 otherwise.</summary>
    public static void ChooseProtocol(this HttpRequestMessage request, bool isAnnounced)
    {
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionOrLower;
        request.Headers.ExpectContinue = isAnnounced;
    }

    internal static SocketsHttpHandler CreateHandler(IWebProxy? proxy, X509Certificate2? certificate = null) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        Proxy = proxy,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = new TimeLimits().Connect,
        SslOptions =
        {
            ClientCertificates = certificate is null ? null : [certificate],
            RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
                CertificateCheck.Accept((sender as SslStream)?.TargetHostName, certificate, chain, errors),
        },
        ConnectCallback = static (context, token) => AddressRace.OfSystem.ConnectAsync(context.DnsEndPoint, token),
        Expect100ContinueTimeout = TimeSpan.FromSeconds(1),
        EnableMultipleHttp2Connections = true,
        MaxConnectionsPerServer = MostConnections,

        // A lost connection is noticed while an image is drawn, and is not used again.
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        KeepAlivePingDelay = TimeSpan.FromSeconds(30),
        KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
    };
#else
    private static IWebProxy? SystemProxy() => WebRequest.DefaultWebProxy;

    /// <summary>
    /// HttpClientHandler chooses the version itself. .NET Framework would announce each body; the answer is kept for
    /// the host, so that each request gives its own.
    /// </summary>
    public static void ChooseProtocol(this HttpRequestMessage request, bool isAnnounced) =>
        request.Headers.ExpectContinue = isAnnounced;

    internal static HttpClientHandler CreateHandler(IWebProxy? proxy, X509Certificate2? certificate = null)
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
        if (certificate is not null) handler.ClientCertificates.Add(certificate);
        return handler;
    }
#endif
}
