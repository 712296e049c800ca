using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>Hosts with several addresses, some of which do not answer.</summary>
public sealed class AddressRaceTests
{
    private const string SixA = "2001:db8::a";
    private const string SixB = "2001:db8::b";
    private const string FourA = "192.0.2.1";
    private const string FourB = "192.0.2.2";

    private static readonly DnsEndPoint s_target = new("service.example", 443);

    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task<Stream>>> _ways = new();
    private readonly ConcurrentQueue<string> _tried = new();
    private string[] _addresses = [SixA, SixB, FourA, FourB];

    [Fact]
    public async Task Where_one_family_is_dropped_in_silence_the_other_is_used()
    {
        Silent(SixA, SixB);
        Stream expected = Open(FourA);

        Stream stream = await ConnectAsync(TimeSpan.FromMilliseconds(1));

        Assert.Same(expected, stream);
        Assert.Equal([SixA, FourA], _tried.Take(2));
    }

    [Fact]
    public async Task The_families_are_tried_in_turn_beginning_with_the_one_that_the_system_prefers()
    {
        Refused(SixA, SixB, FourA, FourB);
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(Timeout.InfiniteTimeSpan));
        Assert.Equal([SixA, FourA, SixB, FourB], _tried);

        _tried.Clear();
        _addresses = [FourA, FourB, SixA];
        await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(Timeout.InfiniteTimeSpan));
        Assert.Equal([FourA, SixA, FourB], _tried);
    }

    [Fact]
    public async Task A_failure_does_not_wait_for_the_head_start_to_be_over()
    {
        Refused(SixA);
        Stream expected = Open(FourA);

        Assert.Same(expected, await ConnectAsync(Timeout.InfiniteTimeSpan));
        Assert.Equal([SixA, FourA], _tried);
    }

    [Fact]
    public async Task An_address_that_answers_has_no_rival()
    {
        Stream expected = Open(SixA);

        Assert.Same(expected, await ConnectAsync(Timeout.InfiniteTimeSpan));
        Assert.Equal([SixA], _tried);
    }

    [Fact]
    public async Task A_single_address_is_simply_used()
    {
        _addresses = [FourA];
        Stream expected = Open(FourA);

        Assert.Same(expected, await ConnectAsync(TimeSpan.Zero));
    }

    [Fact]
    public async Task The_first_that_answers_wins_and_who_comes_later_is_closed()
    {
        TaskCompletionSource<Stream> late = new();
        ClosingStream closed = new();
        _ways[SixA] = _ => late.Task;
        Stream expected = Open(FourA);

        Assert.Same(expected, await ConnectAsync(TimeSpan.Zero));
        late.SetResult(closed);

        await closed.Closed.Soon();
    }

    [Theory]
    [InlineData(SocketError.NetworkUnreachable, SocketError.ConnectionRefused, SocketError.ConnectionRefused)]
    [InlineData(SocketError.ConnectionRefused, SocketError.NetworkUnreachable, SocketError.ConnectionRefused)]
    [InlineData(SocketError.AddressNotAvailable, SocketError.TimedOut, SocketError.TimedOut)]
    [InlineData(SocketError.ConnectionReset, SocketError.ConnectionRefused, SocketError.ConnectionReset)]
    [InlineData(SocketError.NetworkUnreachable, SocketError.HostUnreachable, SocketError.NetworkUnreachable)]
    public async Task Where_all_fail_the_failure_that_tells_most_is_the_outcome(
        SocketError six, SocketError four, SocketError told)
    {
        _addresses = [SixA, FourA];
        Failing(SixA, six);
        Failing(FourA, four);

        SocketException failure = await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(TimeSpan.Zero));

        Assert.Equal(told, failure.SocketErrorCode);
    }

    [Fact]
    public async Task A_host_without_an_address_is_not_found()
    {
        _addresses = [];

        SocketException failure = await Assert.ThrowsAsync<SocketException>(() => ConnectAsync(TimeSpan.Zero));

        Assert.Equal(SocketError.HostNotFound, failure.SocketErrorCode);
    }

    [Fact]
    public async Task A_stop_ends_all_attempts_and_is_told_by_its_own_token()
    {
        using CancellationTokenSource stop = new();
        TaskCompletionSource both = new();
        int ended = 0;
        foreach (string address in new[] { SixA, FourA })
        {
            _ways[address] = async token =>
            {
                if (_tried.Count == 2) both.TrySetResult();
                await using CancellationTokenRegistration end = token.Register(() => Interlocked.Increment(ref ended));
                await Task.Delay(Timeout.Infinite, token);
                throw new InvalidOperationException();
            };
        }

        _addresses = [SixA, FourA];
        Task<Stream> connecting = ConnectAsync(TimeSpan.Zero, stop.Token);
        await both.Task.Soon();
        stop.Cancel();

        OperationCanceledException stopped = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
        Assert.Equal(stop.Token, stopped.CancellationToken);
        Assert.Equal(2, ended);
    }

    [Fact]
    public async Task No_failure_of_a_loser_is_left_unobserved()
    {
        List<Exception> unobserved = [];
        void Note(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved.Add(e.Exception);
        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            await LoseAsync();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }

        Assert.DoesNotContain(unobserved, exception => exception.ToString().Contains("a loser"));
    }

    [Fact]
    public async Task Over_the_system_a_host_is_reached_that_listens_on_one_family_alone()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();

        await using Stream stream = await AddressRace.OfSystem.ConnectAsync(
            new DnsEndPoint("localhost", ((IPEndPoint)listener.LocalEndpoint).Port), CancellationToken.None);
        using Socket accepted = await listener.AcceptSocketAsync().Soon();

        Socket own = Assert.IsType<NetworkStream>(stream).Socket;
        Assert.True(own.NoDelay);
        Assert.NotEqual(0, (int)own.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive)!);
    }

    private async Task LoseAsync()
    {
        TaskCompletionSource<Stream> late = new();
        _ways[SixA] = _ => late.Task;
        Open(FourA);
        await using Stream stream = await ConnectAsync(TimeSpan.Zero);
        late.SetException(new IOException("a loser"));
        _ways.Clear();
    }

    private Task<Stream> ConnectAsync(TimeSpan headStart, CancellationToken token = default) => new AddressRace(
        (_, _) => Task.FromResult<IPAddress[]>([.. _addresses.Select(IPAddress.Parse)]),
        (address, over) =>
        {
            Assert.Equal(s_target.Port, address.Port);
            _tried.Enqueue(address.Address.ToString());
            return _ways[address.Address.ToString()](over);
        },
        headStart).ConnectAsync(s_target, token).AsTask().Soon();

    private Stream Open(string address)
    {
        MemoryStream stream = new();
        _ways[address] = _ => Task.FromResult<Stream>(stream);
        return stream;
    }

    private void Silent(params string[] addresses)
    {
        foreach (string address in addresses)
        {
            _ways[address] = async token =>
            {
                await Task.Delay(Timeout.Infinite, token);
                throw new InvalidOperationException();
            };
        }
    }

    private void Refused(params string[] addresses)
    {
        foreach (string address in addresses) Failing(address, SocketError.ConnectionRefused);
    }

    private void Failing(string address, SocketError error) =>
        _ways[address] = _ => throw new SocketException((int)error);

    private sealed class ClosingStream : MemoryStream
    {
        private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Closed => _closed.Task;

        protected override void Dispose(bool disposing)
        {
            _closed.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
