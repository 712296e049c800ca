using System;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Tests.Support;

/// <summary>One connection of a client, seen from the server, as bytes.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly RawServer _server;
    private readonly Socket _socket;
    private Stream _stream;
    private string _head = string.Empty;

    public RawConnection(RawServer server, Socket socket)
    {
        _server = server;
        _socket = socket;
        _socket.NoDelay = true;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>The request line and the headers of the last request.</summary>
    public string Head => _head;

    public bool IsClosing => _server.Closing.IsCancellationRequested;

    public bool IsGet => _head.StartsWith("GET ", StringComparison.Ordinal);

    private bool IsPost => _head.StartsWith("POST ", StringComparison.Ordinal);

    /// <summary>True for a request that orders images.</summary>
    private bool IsOrder => IsPost && !_head.Split(' ')[1].EndsWith("/cancel", StringComparison.Ordinal);

    /// <summary>True when the client announced its body and waits to be told to go on.</summary>
    public bool IsAnnounced => _head.Contains("\r\nExpect: 100-continue\r\n", StringComparison.OrdinalIgnoreCase);

    /// <summary>Speaks TLS from here on.</summary>
    public async Task AuthenticateAsync(X509Certificate2 certificate, params SslApplicationProtocol[] protocols)
    {
        SslStream secure = new(_stream);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ApplicationProtocols = [.. protocols],
        });
        _stream = secure;
    }

    /// <summary>Speaks HTTP/2 over TLS from here on.</summary>
    public async Task<Http2Peer> OpenHttp2Async()
    {
        await AuthenticateAsync(Certificates.SelfSigned, SslApplicationProtocol.Http2);
        Http2Peer peer = new(_stream, _server.Closing);
        await peer.OpenAsync();
        return peer;
    }

    /// <summary>Reads a whole request, and tells who announced its body to go on.</summary>
    public async Task ReadRequestAsync()
    {
        await ReadHeadAsync();
        if (IsAnnounced) await WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
        await ReadBodyAsync();
    }

    /// <summary>Reads a whole request and returns its body as text; empty without one.</summary>
    public async Task<string> ReadTextAsync()
    {
        await ReadHeadAsync();
        return await ReadBodyTextAsync();
    }

    /// <summary>
    /// Reads nothing and waits until a body is under way. Who announced it sends it after a second without an answer.
    /// </summary>
    public Task BodyArrivesAsync() => RequestHead.WaitForBodyAsync(_socket, _server.Closing);

    /// <summary>Reads the whole body behind its head and returns it as text; empty without one.</summary>
    public async Task<string> ReadBodyTextAsync()
    {
        byte[] body = new byte[IsPost ? ContentLength() : 0];
        await _stream.ReadExactlyAsync(body, _server.Closing);
        if (IsPost) _server.NoteReceived();
        return Encoding.UTF8.GetString(body);
    }

    /// <summary>True when the client ends without having sent any more.</summary>
    public async Task<bool> IsAtEndAsync() => await _stream.ReadAsync(new byte[1], _server.Closing) == 0;

    /// <summary>Reads up to the blank line and takes nothing of the body.</summary>
    public async Task ReadHeadAsync()
    {
        _head = await RequestHead.ReadAsync(_socket, _stream, _server.Closing);
        if (IsOrder) _server.NoteBegun();
    }

    /// <summary>Reads the rest of the body, or so much of it.</summary>
    /// <param name="length">Null for all of it.</param>
    /// <param name="piece">How much to take at once.</param>
    public async Task ReadBodyAsync(int? length = null, int piece = 64 * 1024)
    {
        byte[] buffer = new byte[piece];
        for (int left = length ?? (IsPost ? ContentLength() : 0); left > 0;)
        {
            int read = await _stream.ReadAsync(buffer.AsMemory(0, Math.Min(left, piece)), _server.Closing);
            if (read == 0) throw new EndOfStreamException();
            left -= read;
        }

        if (length is null && IsOrder) _server.NoteReceived();
    }

    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await _stream.WriteAsync(bytes, _server.Closing);
        await _stream.FlushAsync(_server.Closing);
    }

    /// <summary>
    /// Sends a status; one that says that nothing was made is noted. Of a failure only the service's own error says so,
    /// unless it is a time-out, and whoever asks for another try.
    /// </summary>
    public Task WriteStatusAsync(int status, string body, params string[] headers)
    {
        bool isOwn = body.StartsWith("{\"error\":{\"message\":\"", StringComparison.Ordinal)
            && body.EndsWith("}}", StringComparison.Ordinal);
        bool isRefused = status is (>= 300 and < 500) or 503
            || (isOwn && status is not (504 or 524))
            || headers.Contains("x-should-retry: true");
        if (IsOrder && isRefused) _server.NoteRefused();
        return WriteAsync(RawAnswer.Of(status, body, headers));
    }

    /// <summary>Sends in pieces of so many bytes, each a packet of its own.</summary>
    public async Task DripAsync(string text, int piece = 1)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);
        for (int at = 0; at < bytes.Length; at += piece)
        {
            await WriteAsync(bytes.AsMemory(at, Math.Min(piece, bytes.Length - at)));
            await Task.Yield();
        }
    }

    /// <summary>Says nothing more and waits until the client goes away, which its time limits make it do.</summary>
    public async Task HangAsync()
    {
        using CancellationTokenSource gone = CancellationTokenSource.CreateLinkedTokenSource(_server.Closing);
        Task clock = RunClockAsync(gone.Token);
        try
        {
            await DrainAsync();
        }
        finally
        {
            await gone.CancelAsync();
            await clock;
        }
    }

    /// <summary>Neither reads nor writes until the server is closed.</summary>
    public async Task FreezeAsync()
    {
        await RunClockAsync(_server.Closing);
        await Task.Delay(System.Threading.Timeout.Infinite, _server.Closing);
    }

    /// <summary>
    /// Waits until the client's system has taken all that was written: what is still under way is lost in a reset.
    /// </summary>
    public async Task SettleAsync()
    {
        while (!_server.Closing.IsCancellationRequested && UnsentBytes() > 0) await Task.Delay(1);
    }

    /// <summary>Breaks the connection.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Close();
    }

    /// <summary>Ends the connection in order: what was written arrives, and nothing after it.</summary>
    public async Task EndAsync()
    {
        if (_stream is SslStream secure) await secure.ShutdownAsync();
        _socket.Shutdown(SocketShutdown.Send);
        await DrainAsync();
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
    }

    private async Task DrainAsync()
    {
        byte[] buffer = new byte[4096];
        while (await _stream.ReadAsync(buffer, _server.Closing) > 0)
        {
        }
    }

    private async Task RunClockAsync(CancellationToken token)
    {
        if (_server.Clock is null) return;

        try
        {
            await _server.Clock.RunWhileQuietAsync(token);
        }
        catch (OperationCanceledException)
        {
            // The client went away, or the server is closed.
        }
    }

    /// <summary>Bytes that the other side's system has not confirmed; told by Linux alone.</summary>
    private int UnsentBytes()
    {
        const nuint siocoutq = 0x5411;
        return OperatingSystem.IsLinux() && IoControl((int)_socket.Handle, siocoutq, out int bytes) == 0 ? bytes : 0;
    }

    [DllImport("libc", EntryPoint = "ioctl")]
    private static extern int IoControl(int descriptor, nuint request, out int value);

    private int ContentLength()
    {
        const string name = "content-length:";
        string line = _head.Split("\r\n").Single(line => line.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        return int.Parse(line.AsSpan(name.Length));
    }
}
