using System;
using System.Diagnostics;
using System.IO;

namespace ImageGen.Trial.Link;

/// <summary>
/// Two network namespaces and the link between them, whose packets pass through the trial: late, lost, slowly, not at
/// all, or forgotten as by a router that translates addresses.
/// </summary>
internal sealed class Wire : IDisposable
{
    public static readonly string ServerSpace = $"imagegen-trial-{Environment.ProcessId}-server";

    private static readonly string s_clientSpace = $"imagegen-trial-{Environment.ProcessId}-client";
    private const string Device = "wire0";

    private static readonly string s_hosts = $"/etc/netns/{s_clientSpace}";

    private Relay? _relay;
    private bool _isStarted;

    /// <summary>How the link is now.</summary>
    public Weather Weather { get; } = new();

    /// <summary>The words before a command that runs at the client's end.</summary>
    public static string[] InClient => In(s_clientSpace);

    public static string[] In(string space) => ["ip", "netns", "exec", space];

    public void Reset() => Weather.Reset();

    public void Start()
    {
        _isStarted = true;
        Run("ip netns add " + s_clientSpace);
        Run("ip netns add " + ServerSpace);
        int client = Tunnel.Create(s_clientSpace, Device);
        int server = Tunnel.Create(ServerSpace, Device);
        Connect(s_clientSpace, "10.99.0.1 peer 10.99.0.2", "fd99::1");
        Connect(ServerSpace, "10.99.0.2 peer 10.99.0.1", "fd99::2");

        // The client's end has names of its own: one host with two families.
        Directory.CreateDirectory(s_hosts);
        File.WriteAllText(
            Path.Combine(s_hosts, "hosts"), "127.0.0.1 localhost\nfd99::2 service.trial\n10.99.0.2 service.trial\n");
        _relay = new Relay(client, server, Weather);
    }

    public void Dispose()
    {
        if (!_isStarted) return;

        _isStarted = false;
        _relay?.Dispose();
        Run("ip netns del " + s_clientSpace);
        Run("ip netns del " + ServerSpace);
        if (Directory.Exists(s_hosts)) Directory.Delete(s_hosts, recursive: true);
    }

    private static void Connect(string space, string four, string six)
    {
        Run($"ip -n {space} link set lo up");
        Run($"ip -n {space} link set dev {Device} up mtu 1500");
        Run($"ip -n {space} addr add {four} dev {Device}");
        Run($"ip -n {space} addr add {six}/64 dev {Device} nodad");
    }

    private static void Run(string command)
    {
        using Process process = Process.Start("/bin/sh", ["-c", command]);
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"'{command}' ended with {process.ExitCode}.");
    }
}
