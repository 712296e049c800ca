using System;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Apis.Checks;

/// <summary>Looks whether the name of a service's host is known here.</summary>
internal sealed class NameResolution(
    ServiceConnection connection, TimeSpan limit, Func<string, Task<IPAddress[]>>? resolve = null)
{
    public TimeSpan Elapsed { get; private set; }

    public async Task<Verdict> RunAsync(CancellationToken token)
    {
        if (connection.IsSandbox) return Verdict.Skipped("The sandbox runs in this process.");
        if (connection.BaseUri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
        {
            return Verdict.Skipped($"{connection.BaseUri.Host} is an IP address, not a name.");
        }

        string host = connection.BaseUri.IdnHost;
        Stopwatch watch = Stopwatch.StartNew();
        try
        {
            IPAddress[]? addresses = await LookUpAsync(host, token).ConfigureAwait(false);
            Elapsed = watch.Elapsed;
            return addresses switch
            {
                null => Verdict.Failed($"{host} was not resolved within {Quantity.Seconds(limit)}."),
                [] => Verdict.Failed($"{host} has no IP address."),
                [IPAddress only] => Verdict.Passed($"{host} resolves to {only}."),
                _ => Verdict.Passed($"{host} resolves to {addresses[0]} and {addresses.Length - 1} more."),
            };
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            Elapsed = watch.Elapsed;
            return Verdict.Failed(
                $"{host} was not found: {PlainText.Line(exception.Message).TrimEnd('.')}. Check the base URL and the "
                + "network.");
        }
    }

    /// <summary>Null when the time is up. The system's own look-up cannot be stopped; it is left alone then.</summary>
    private async Task<IPAddress[]?> LookUpAsync(string host, CancellationToken token)
    {
        using Deadline deadline = new(new TimeLimits { Whole = limit }, token);
        Task<IPAddress[]> lookUp = (resolve ?? Dns.GetHostAddressesAsync)(host);
        await Task.WhenAny(lookUp, Task.Delay(Timeout.Infinite, deadline.Token)).ConfigureAwait(false);
        token.ThrowIfCancellationRequested();
        return lookUp.IsCompleted ? await lookUp.ConfigureAwait(false) : null;
    }
}
