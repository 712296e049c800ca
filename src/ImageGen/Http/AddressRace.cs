using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Http;

/// <summary>
/// Connects to a host by whichever of its addresses answers first (RFC 8305): where the packets of one family get
/// no answer, the other is used after a moment.
/// </summary>
/// <param name="resolve">Gives the addresses of a host, the preferred ones first.</param>
/// <param name="connect">Connects to one of them.</param>
/// <param name="headStart">How long an address is alone before the next one is tried beside it.</param>
internal sealed class AddressRace(
    Func<string, CancellationToken, Task<IPAddress[]>> resolve,
    Func<IPEndPoint, CancellationToken, Task<Stream>> connect,
    TimeSpan headStart)
{
    /// <summary>Over the system's own names and sockets.</summary>
    public static AddressRace OfSystem { get; } =
        new(Dns.GetHostAddressesAsync, ConnectSocketAsync, TimeSpan.FromMilliseconds(250));

    /// <exception cref="SocketException">No address can be reached; it tells of the one that came nearest.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint target, CancellationToken token)
    {
        Queue<IPAddress> waiting = new(Alternate(await resolve(target.Host, token).ConfigureAwait(false)));
        if (waiting.Count == 0) throw new SocketException((int)SocketError.HostNotFound);

        List<Exception> failures = [];
        List<Task<Stream>> running = [];
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(token);
        try
        {
            while (waiting.Count + running.Count > 0)
            {
                if (waiting.TryDequeue(out IPAddress? address))
                {
                    running.Add(StartAsync(new IPEndPoint(address, target.Port), over.Token));
                }

                Task<Task<Stream>> first = Task.WhenAny(running);
                Task next = waiting.Count > 0 ? Task.Delay(headStart, over.Token) : first;
                await Task.WhenAny(first, next).ConfigureAwait(false);
                token.ThrowIfCancellationRequested();
                if (!first.IsCompleted) continue;

                Task<Stream> finished = await first.ConfigureAwait(false);
                running.Remove(finished);
                if (finished.IsCompletedSuccessfully) return await finished.ConfigureAwait(false);
                failures.Add(finished.Exception?.InnerException ?? new OperationCanceledException());
            }

            throw MostTelling(failures);
        }
        finally
        {
            over.Cancel();
            foreach (Task<Stream> loser in running) Discard(loser);
        }
    }

    /// <summary>
    /// The families in turn, beginning with that of the first address: the system puts first what works here.
    /// </summary>
    private static IEnumerable<IPAddress> Alternate(IPAddress[] addresses)
    {
        IPAddress[] first = [.. addresses.Where(address => address.AddressFamily == addresses[0].AddressFamily)];
        IPAddress[] second = [.. addresses.Where(address => address.AddressFamily != addresses[0].AddressFamily)];
        for (int i = 0; i < addresses.Length; i++)
        {
            if (i < first.Length) yield return first[i];
            if (i < second.Length) yield return second[i];
        }
    }

    /// <summary>The first failure other than "no route to the address".</summary>
    private static Exception MostTelling(List<Exception> failures) =>
        failures.Find(failure => failure is not SocketException
        {
            SocketErrorCode: SocketError.NetworkUnreachable or SocketError.HostUnreachable
                or SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported
        }) ?? failures[0];

    private async Task<Stream> StartAsync(IPEndPoint address, CancellationToken token) =>
        await connect(address, token).ConfigureAwait(false);

    /// <summary>Closes a connection that came too late and observes its failure.</summary>
    private static void Discard(Task<Stream> loser) => loser.ContinueWith(
        static late =>
        {
            if (late.IsCompletedSuccessfully) late.Result.Dispose();
            else _ = late.Exception;
        },
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    /// <summary>
    /// A sign of life each half minute, so that no device on the way drops a connection that waits for an image, and
    /// a connection that was dropped is noticed within a minute. Old systems have no such settings.
    /// </summary>
    private static void KeepAlive(Socket socket)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
        }
        catch (SocketException)
        {
            // The connection is as good as it was without.
        }
    }

    private static async Task<Stream> ConnectSocketAsync(IPEndPoint address, CancellationToken token)
    {
        Socket socket = new(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, token).ConfigureAwait(false);
            KeepAlive(socket);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
