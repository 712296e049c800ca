using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Tests.Support;

/// <summary>What a server does with one connection. The folder is the one that the client works in.</summary>
internal delegate Task Exchange(RawConnection connection, string folder);

/// <summary>
/// A server on loopback without any manners: what goes over each connection is written byte by byte by the test. It
/// counts what arrived.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<Exception> _problems = new();
    private readonly List<Task> _work = [];
    private readonly IReadOnlyList<Exchange> _script;
    private readonly string _folder;
    private readonly Task _accepting;
    private int _connections;
    private int _begun;
    private int _received;
    private int _refused;

    /// <param name="folder">The folder that the client works in.</param>
    /// <param name="isSecure">True for an https address; the script has to speak TLS, or not to.</param>
    /// <param name="script">One exchange for each connection; the last one also for all further.</param>
    public RawServer(string folder, bool isSecure, IReadOnlyList<Exchange> script)
    {
        _folder = folder;
        _script = script;
        _listener.Server.ReceiveBufferSize = 32 * 1024;
        _listener.Start();
        int port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        BaseUri = new Uri($"{(isSecure ? "https" : "http")}://127.0.0.1:{port}/v1");
        _accepting = AcceptAsync();
    }

    /// <summary>
    /// The client's clock, which moves on where the server hangs; null where it is that of the system.
    /// </summary>
    public StillClock? Clock { get; init; }

    public Uri BaseUri { get; }

    /// <summary>Connections that the client opened.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>POSTs whose headers arrived.</summary>
    public int Begun => Volatile.Read(ref _begun);

    /// <summary>POSTs that arrived whole: each may be billed unless it is refused.</summary>
    public int Received => Volatile.Read(ref _received);

    /// <summary>POSTs that arrived whole and were not refused by a status that says that nothing was made.</summary>
    public int Made => Received - Volatile.Read(ref _refused);

    /// <summary>Failures of the script itself.</summary>
    public IReadOnlyCollection<Exception> Problems => _problems;

    public CancellationToken Closing => _closing.Token;

    public void NoteBegun() => Interlocked.Increment(ref _begun);

    public void NoteReceived() => Interlocked.Increment(ref _received);

    public void NoteRefused() => Interlocked.Increment(ref _refused);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();

        // A last connection ends the wait for one; a cancellation, thrown through all callers, costs far more.
        using (Socket last = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            await last.ConnectAsync(_listener.LocalEndpoint);
            await _accepting.Soon();
        }

        _listener.Stop();
        Task[] work;
        lock (_work) work = [.. _work];
        await Task.WhenAll(work).Soon();
        _closing.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptSocketAsync();
                if (_closing.IsCancellationRequested)
                {
                    socket.Dispose();
                    return;
                }

                int number = Interlocked.Increment(ref _connections) - 1;
                lock (_work) _work.Add(ServeAsync(socket, _script[Math.Min(number, _script.Count - 1)]));
            }
        }
        catch (SocketException)
        {
            // A connection that broke before it was taken.
        }
    }

    private async Task ServeAsync(Socket socket, Exchange exchange)
    {
        await Task.Yield();
        using RawConnection connection = new(this, socket);
        try
        {
            await exchange(connection, _folder);
            await connection.EndAsync();
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException
            or ObjectDisposedException)
        {
            // The client went away, which is what many of the scripts are about.
        }
        catch (Exception exception)
        {
            _problems.Enqueue(exception);
        }
    }
}
