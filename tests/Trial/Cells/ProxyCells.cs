using System.Collections.Generic;
using ImageGen.Trial.Machine;

namespace ImageGen.Trial;

/// <summary>squid, which wants to know who is there.</summary>
internal static class ProxyCells
{
    private const string Credential =
        "([pscredential]::new('trial', (ConvertTo-SecureString $env:TRIAL_PASSWORD -AsPlainText -Force)))";

    private static readonly Cell s_through = new("9", string.Empty, WebServer.Good, "New-AIImage x -OutFile x.png")
    {
        Images = 1, Requests = 1, BadLogins = 0,
    };

    private static readonly Cell s_refused = new("8", string.Empty, WebServer.Good, "1..5 | % { 'x' } | New-AIImage")
    {
        Errors = "AuthenticationFailed 5", BadLogins = 1, Within = 5,
    };

    public static IEnumerable<Cell> All =>
    [
        s_through with { Name = "user in HTTPS_PROXY", Environment = Right },
        s_through with { Name = "user in -Proxy", Environment = Given, Connect = "-Proxy $env:TRIAL_PROXY" },
        s_through with
        {
            Name = "-Proxy without a scheme, -ProxyCredential", Environment = Given,
            Connect = $"-Proxy $env:TRIAL_HOST -ProxyCredential {Credential}",
        },
        s_through with
        {
            Name = "-ProxyCredential for HTTPS_PROXY", Connect = $"-ProxyCredential {Credential}",
            Environment = world => [.. Given(world), ("HTTPS_PROXY", $"http://{world.Proxy.Host}")],
        },
        s_through with
        {
            Name = "NO_PROXY", Environment = world => [.. Wrong(world), ("NO_PROXY", "localhost")],
        },
        s_through with
        {
            Name = "user in HTTP_PROXY, plain http", Site = WebServer.Plain, Connect = "-AllowHttp",
            Environment = world => [("HTTP_PROXY", world.Proxy.AddressFor(ProxyServer.Password))],
        },
        s_refused with { Name = "wrong password in HTTPS_PROXY", Environment = Wrong },
        s_refused with
        {
            Name = "wrong password in -Proxy", Connect = "-Proxy $env:TRIAL_PROXY",
            Environment = world => [("TRIAL_PROXY", world.Proxy.AddressFor(ProxyServer.WrongPassword))],
        },
        s_refused with
        {
            Number = "9", Name = "wrong password, plain http", Site = WebServer.Plain, Connect = "-AllowHttp",
            Environment = world => [("HTTP_PROXY", world.Proxy.AddressFor(ProxyServer.WrongPassword))],
            Says = "proxy http://localhost:",
        },
        s_refused with
        {
            Number = "9", Name = "no user, plain http", Site = WebServer.Plain, Connect = "-AllowHttp", BadLogins = 0,
            Environment = world => [("HTTP_PROXY", $"http://{world.Proxy.Host}")], Says = "-ProxyCredential",
        },
        s_refused with
        {
            Number = "2", Name = "wrong password, Test-AIImageService and all texts", Environment = Wrong,
            Command = "Test-AIImageService | Format-List | Out-Host; New-AIImage x -MaximumRetryCount 1",
            Errors = "AuthenticationFailed 1", BadLogins = 2,
        },
        new("10", "proxy that nobody listens at", WebServer.Good, "New-AIImage x -MaximumRetryCount 0")
        {
            Environment = _ => [("HTTPS_PROXY", $"http://localhost:{Daemon.FreePort()}")],
            Errors = "ConnectionFailed 1", Says = @"localhost:\d+",
        },
    ];

    private static (string Name, string? Value)[] Right(World world) =>
        [("HTTPS_PROXY", world.Proxy.AddressFor(ProxyServer.Password))];

    private static (string Name, string? Value)[] Wrong(World world) =>
        [("HTTPS_PROXY", world.Proxy.AddressFor(ProxyServer.WrongPassword))];

    private static (string Name, string? Value)[] Given(World world) =>
    [
        ("TRIAL_PROXY", world.Proxy.AddressFor(ProxyServer.Password)), ("TRIAL_PASSWORD", ProxyServer.Password),
        ("TRIAL_HOST", world.Proxy.Host),
    ];
}
