using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Threading.Tasks;
using ImageGen.Apis.Responses;
using ImageGen.Http;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>
/// HTTP/2 connections that a router has forgotten: what is sent vanishes, and nobody says so. The handler is the
/// module's own with shorter times.
/// </summary>
public sealed class DeadConnectionTests
{
    private static readonly TimeSpan s_shortestDelay = TimeSpan.FromSeconds(1);

    // A live connection has this long to answer: more than a busy machine holds back a thread.
    private static readonly TimeSpan s_answerTime = TimeSpan.FromSeconds(8);

    [Fact]
    public void While_a_request_is_active_a_connection_must_show_that_it_lives()
    {
        using SocketsHttpHandler handler = Transports.CreateHandler(proxy: null);

        Assert.Equal(HttpKeepAlivePingPolicy.WithActiveRequests, handler.KeepAlivePingPolicy);
        Assert.Equal(
            (30, 10), (handler.KeepAlivePingDelay.TotalSeconds, handler.KeepAlivePingTimeout.TotalSeconds));
    }

    [Fact]
    public async Task A_picture_on_a_dead_connection_is_given_up_and_the_next_one_has_a_new_connection()
    {
        await using RawServer server = Server();
        ServiceConnection service = Connect(server);

        EngineRun[] lost = await Task.WhenAll(RunAsync(service), RunAsync(service)).Soon();
        EngineRun next = await RunAsync(service).Soon();

        Assert.All(lost, run => Assert.Equal(ErrorIds.ResultUnknown, run.RequireFailure().ErrorId));
        Assert.Equal("resp_1", next.Image.ResponseId);
        Assert.Equal(2, server.Connections);
        Assert.Empty(server.Problems);
    }

    [Fact]
    public async Task What_costs_nothing_is_asked_again_on_a_new_connection()
    {
        await using RawServer server = Server();

        EngineRun run = await EngineRun.CollectAsync(new StoredResponses(Connect(server)).GetAsync(
            "resp_1", new ImageFacts(), new CallSettings { MaximumRetries = 1 })).Soon();

        Assert.Equal("resp_1", run.Image.ResponseId);
        Assert.Single(run.Events.OfType<Retrying>());
        Assert.Equal(2, server.Connections);
    }

    private static Task<EngineRun> RunAsync(ServiceConnection service) =>
        EngineRun.CollectAsync(EngineRun.Generate(service, EngineRun.Request(retries: 1)));

    /// <summary>The first connection dies when the first request has come; all others live.</summary>
    private static RawServer Server() => new(
        string.Empty,
        isSecure: true,
        [
            async (connection, _) =>
            {
                Http2Peer peer = await connection.OpenHttp2Async();
                await peer.ReadRequestAsync();
                await peer.IgnoreAsync();
            },
            async (connection, _) =>
            {
                Http2Peer peer = await connection.OpenHttp2Async();
                while (true) await peer.AnswerAsync(await peer.ReadRequestAsync(), Samples.Response());
            },
        ]);

    private static ServiceConnection Connect(RawServer server)
    {
        SocketsHttpHandler handler = Transports.CreateHandler(proxy: null);
        handler.KeepAlivePingDelay = s_shortestDelay;
        handler.KeepAlivePingTimeout = s_answerTime;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        handler.ConnectCallback = async (_, token) =>
        {
            Socket socket = new(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, server.BaseUri.Port, token);
            return new NetworkStream(socket, ownsSocket: true);
        };
        return ServiceConnection.ForTransport(new HttpMessageInvoker(handler));
    }
}
