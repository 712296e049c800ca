using System;
using System.Net;
using System.Net.Http;
using ImageGen.Sandbox;

namespace ImageGen.Client.Http;

/// <summary>
/// The process's connections, shared by all runspaces so that sockets are pooled and the sandbox remembers. No key is
/// kept here: it travels with each request.
/// </summary>
internal static class Transports
{
    private static readonly Lazy<HttpMessageInvoker> s_network = new(() => new HttpMessageInvoker(CreateHandler()));
    private static readonly Lazy<HttpMessageInvoker> s_sandbox = new(() => new HttpMessageInvoker(new SandboxHandler()));

    public static HttpMessageInvoker Network => s_network.Value;

    public static HttpMessageInvoker Sandbox => s_sandbox.Value;

#if NET
    private static SocketsHttpHandler CreateHandler() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectTimeout = TimeSpan.FromSeconds(30),
        MaxConnectionsPerServer = 256,
    };
#else
    private static HttpClientHandler CreateHandler()
    {
        ServicePointManager.DefaultConnectionLimit = Math.Max(ServicePointManager.DefaultConnectionLimit, 256);
        return new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        };
    }
#endif
}
