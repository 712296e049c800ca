using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Http;

/// <summary>
/// Whether anything listens at an address, told within a short time. Where there is no metadata service, packets to its
/// address vanish, and a connection would be waited for in vain.
/// </summary>
internal static class Reachability
{
    /// <returns>False where nothing answered within the limit.</returns>
    /// <exception cref="SocketException">The system says that nothing can be reached there.</exception>
    public static async Task<bool> CheckAsync(Uri address, TimeSpan limit, CancellationToken stop)
    {
        bool isVersion6 = IPAddress.TryParse(address.DnsSafeHost, out IPAddress? number)
            && number.AddressFamily == AddressFamily.InterNetworkV6;
        using TcpClient client = new(isVersion6 ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);
        using CancellationTokenSource over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task connected = client.ConnectAsync(address.DnsSafeHost, address.Port);
        Task first = await Task.WhenAny(connected, Task.Delay(limit, over.Token)).ConfigureAwait(false);
        over.Cancel();
        stop.ThrowIfCancellationRequested();
        if (first == connected)
        {
            await connected.ConfigureAwait(false);
            return true;
        }

        // What it fails with when the socket is closed is of no interest.
        _ = connected.ContinueWith(late => late.Exception, TaskScheduler.Default);
        return false;
    }
}
