using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Smoke;

/// <summary>
/// A server on loopback that writes the same bytes to each connection and closes it, or holds it open.
/// </summary>
internal sealed class SmokeServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<TcpClient> _clients = [];
    private readonly byte[] _answer;
    private readonly bool _isHeld;
    private int _open;

    public SmokeServer(string head, byte[] body, bool isHeld = false)
    {
        byte[] start = Encoding.ASCII.GetBytes(head.Replace("\n", "\r\n") + "\r\n\r\n");
        _answer = new byte[start.Length + body.Length];
        start.CopyTo(_answer, 0);
        body.CopyTo(_answer, start.Length);
        _isHeld = isHeld;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");
        Task.Run(AcceptAsync);
    }

    public Uri Address { get; }

    /// <summary>The headers of the last request.</summary>
    public string Headers { get; private set; } = string.Empty;

    /// <summary>Bytes of the last request's body.</summary>
    public long Received { get; private set; }

    /// <summary>Requests that were answered and are held open.</summary>
    public int Open => Volatile.Read(ref _open);

    public void Dispose()
    {
        _listener.Stop();
        lock (_clients) _clients.ForEach(client => client.Close());
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync().ConfigureAwait(false);
                lock (_clients) _clients.Add(client);
                _ = Task.Run(() => ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
        {
            // The server is closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            NetworkStream stream = client.GetStream();
            await ReadRequestAsync(stream).ConfigureAwait(false);
            await stream.WriteAsync(_answer, 0, _answer.Length).ConfigureAwait(false);
            Interlocked.Increment(ref _open);
            if (!_isHeld) client.Close();
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The client went away.
        }
    }

    private async Task ReadRequestAsync(Stream stream)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!EndsHeaders(head) && await stream.ReadAsync(one, 0, 1).ConfigureAwait(false) > 0)
        {
            head.Append((char)one[0]);
        }
        Headers = head.ToString();
        if (Headers.IndexOf("100-continue", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            byte[] goOn = Encoding.ASCII.GetBytes("HTTP/1.1 100 Continue\r\n\r\n");
            await stream.WriteAsync(goOn, 0, goOn.Length).ConfigureAwait(false);
        }

        byte[] piece = new byte[64 * 1024];
        long received = 0;
        for (long left = LengthOf(Headers); left > received;)
        {
            int read = await stream.ReadAsync(piece, 0, piece.Length).ConfigureAwait(false);
            if (read == 0) break;
            received += read;
        }

        Received = received;
    }

    private static bool EndsHeaders(StringBuilder head) =>
        head.Length >= 4 && head[head.Length - 1] == '\n' && head[head.Length - 3] == '\n';

    private static long LengthOf(string headers)
    {
        foreach (string line in headers.Split('\n'))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                return long.Parse(line.Substring(15));
            }
        }

        return 0;
    }
}
