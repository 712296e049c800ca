using System;
using System.Net;
using System.Net.Sockets;

namespace ImageGen.Tests.Support;

/// <summary>
/// An address on loopback that refuses every connection. The port is bound, so that no other server gets it meanwhile,
/// but nobody listens there.
/// </summary>
internal sealed class AbsentServer : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public AbsentServer()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public Uri BaseUri => new($"http://127.0.0.1:{Port}/v1");

    public void Dispose() => _socket.Dispose();
}
