using System;
using System.Collections.Concurrent;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using ImageGen.Loopback;
using ImageGen.Files;
using ImageGen.Orders;
using ImageGen.Service;
using ImageGen.Tests.Contract;
using ImageGen.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>Over an encrypted connection the client takes the version that the service offers.</summary>
public sealed class Http2Tests
{
    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, "HTTP/2")]
    [InlineData(HttpProtocols.Http1, "HTTP/1.1")]
    public async Task The_best_version_that_is_offered_is_used(HttpProtocols offered, string used)
    {
        string? protocol = null;
        await using WebApplication service = await StartAsync(offered, context =>
        {
            protocol = context.Request.Protocol;
            return LoopbackService.WriteJsonAsync(context, Samples.Response());
        });
        ServiceConnection connection = ServiceConnection.ForTransport(Trusting(AddressOf(service)));
        EngineRun run = await EngineRun.CollectAsync(
            EngineRun.Generate(connection, EngineRun.Request(retries: 0)));

        Assert.Equal("resp_1", run.Image.ResponseId);

        // The binary for Windows PowerShell leaves the version to the framework.
        Assert.Equal(Repository.ModuleTfm == "net8.0" ? used : "HTTP/1.1", protocol);
    }

    /// <summary>
    /// Over HTTP/2 a refusal is heard in the middle of a body. The binary for Windows PowerShell does not speak it
    /// here.
    /// </summary>
    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2)]
    [InlineData(HttpProtocols.Http1)]
    public async Task A_long_body_is_announced_as_long_as_the_service_is_not_known_to_speak_HTTP2(HttpProtocols offered)
    {
        ConcurrentQueue<string> expected = new();
        await using WebApplication service = await StartAsync(offered, async context =>
        {
            expected.Enqueue(context.Request.Headers.Expect.ToString());
            await context.Request.Body.CopyToAsync(Stream.Null);
            await LoopbackService.WriteJsonAsync(context, Samples.Response());
        });
        ServiceConnection connection = ServiceConnection.ForTransport(Trusting(AddressOf(service)));
        ImageOrder order = EngineRun.Request(retries: 0) with
        {
            Inputs = new ImageInputs(
                [new ImageData(new EncodedImage([.. Pngs.Opaque(), .. new byte[2_000_000]], "image/png", null))],
                AIImageContext.Auto),
        };

        for (int i = 0; i < 2; i++)
        {
            EngineRun run = await EngineRun.CollectAsync(EngineRun.Generate(connection, order)).Soon();
            Assert.Equal("resp_1", run.Image.ResponseId);
        }

        bool isHttp2 = offered != HttpProtocols.Http1 && Repository.ModuleTfm == "net8.0";
        Assert.Equal(["100-continue", isHttp2 ? string.Empty : "100-continue"], expected);
    }

    private static string AddressOf(WebApplication service) => service.Services.GetRequiredService<IServer>()
        .Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>A transport to the address that trusts its certificate, which the module itself never would.</summary>
    private static HttpMessageInvoker Trusting(string address)
    {
        Uri target = new(address);
        return new HttpMessageInvoker(new SocketsHttpHandler
        {
            SslOptions =
                new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true },
            ConnectCallback = async (_, token) =>
            {
                System.Net.Sockets.Socket socket = new(
                    System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, target.Port, token);
                return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
            },
        });
    }

    private static async Task<WebApplication> StartAsync(HttpProtocols protocols, RequestDelegate answer)
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        X509Certificate2 certificate = request.CreateSelfSigned(
            DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        WebApplication application = LoopbackHost.Build(listen: at =>
        {
            at.Protocols = protocols;
            at.UseHttps(certificate);
        });
        application.Run(answer);
        await application.StartAsync();
        return application;
    }
}
