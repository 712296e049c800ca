using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using ImageGen.Trial.Machine;

namespace ImageGen.Trial;

/// <summary>What nginx says and does when the service or the request is not as it should be.</summary>
internal static class GatewayCells
{
    private const string Two = "'one', 'two' | New-AIImage -OutFile './{index}.png'";

    private const string Twice = "1..2 | ForEach-Object { Edit-AIImage x -Image $env:TRIAL_UPLOAD }";

    private static readonly Cell s_crash = new("1", string.Empty, WebServer.Good, string.Empty)
    {
        Prepare = world =>
        {
            world.Service.Render = TimeSpan.FromSeconds(1);
            world.Service.Crashes = 2;
        },
        Errors = "ResultUnknown 2", Requests = 2,
    };

    private static readonly Cell s_certificate = new("8", string.Empty, string.Empty, "1..3 | % { 'x' } | New-AIImage")
    {
        Errors = "ConnectionFailed 3", Within = 5,
    };

    public static IEnumerable<Cell> All =>
    [
        s_crash with { Name = "502: killed in mid-render", Command = Two },
        s_crash with { Name = "502: killed, over the Images API", Command = Two + " -Api Images" },
        s_crash with
        {
            Name = "502: killed, streamed", Command = "Get-AIImageStream one; Get-AIImageStream two",
        },
        s_crash with { Name = "502: killed, handed over", Command = "'one', 'two' | New-AIImage -NoWait" },
        s_crash with { Name = "502: killed, durable", Command = Two + " -Durable", Leftovers = 2 },
        s_crash with
        {
            Name = "502: killed, durable, and run again",
            Command = $"{Two} -Durable -ErrorAction Ignore; {Two} -Durable -Resume",
            Leftovers = 2,
        },
        new("1", "504: the gateway waits two seconds", WebServer.Impatient, "New-AIImage x")
        {
            Prepare = world => world.Service.Render = TimeSpan.FromSeconds(4), Errors = "ResultUnknown 1", Requests = 1,
        },
        new("4", "20 rows at 8, limit without Retry-After (429)", WebServer.Limited429, Rows(20, 8))
        {
            Images = 20, Requests = 20, Within = 60,
        },
        new("4", "20 rows at 8, limit without Retry-After (503)", WebServer.Limited503, Rows(20, 8))
        {
            Images = 20, Requests = 20, Within = 60,
        },
        new("5", "http spoken to an https port", WebServer.Good, "New-AIImage x")
        {
            Address = world => world.Web.PlainAddressOf(WebServer.Good), Errors = "InvalidRequest 1",
            Says = "(?i)https port",
        },
        new("5", "client certificate wanted", WebServer.WantsCertificate, "New-AIImage x")
        {
            Errors = "InvalidRequest 1", Says = "(?i)certificate",
        },
        new("7", "413 for an upload of 3 MB", WebServer.Small, "Edit-AIImage x -Image $env:TRIAL_UPLOAD")
        {
            Errors = "InvalidRequest 1", Says = @"\d[.,]?\d{3}[.,]?\d{3} bytes.*smaller", Within = 5,
        },
        new("7", "413 for an upload of 3 MB, twice, HTTP/2", WebServer.SmallHttp2, Twice)
        {
            Errors = "InvalidRequest 2", Says = @"\d[.,]?\d{3}[.,]?\d{3} bytes.*smaller", Within = 5,
        },
        s_certificate with
        {
            Name = "certificate expired", Site = WebServer.Expired, Says = "(?i)expired|NotTimeValid",
        },
        s_certificate with { Name = "certificate for another host", Site = WebServer.OtherHost, Says = "(?i)name" },
        s_certificate with
        {
            Name = "certificate of an unknown authority", Site = WebServer.Good, Says = "SSL_CERT_FILE",
            Environment = _ => [("SSL_CERT_FILE", null)],
        },
        new("10", "connection refused", string.Empty, "New-AIImage x -MaximumRetryCount 0")
        {
            Address = _ => $"http://localhost:{Daemon.FreePort()}/v1", Errors = "ConnectionFailed 1",
            Says = "localhost",
        },
        new("10", "name not known", string.Empty, "New-AIImage x -MaximumRetryCount 0")
        {
            Address = _ => "https://nowhere.invalid/v1", Errors = "ConnectionFailed 1", Says = @"nowhere\.invalid",
        },
        new("11", "gateway away for 5 s, stored stream", WebServer.Good, "Get-AIImageStream x")
        {
            Prepare = world => world.Service.Render = TimeSpan.FromSeconds(3), Images = 1, Requests = 1,
            During = async world =>
            {
                await world.Service.Asked.Task;
                await Task.Delay(500);
                await world.Web.StopAsync();
                await Task.Delay(5000);
                await world.Web.StartAsync();
            },
        },
    ];

    public static string Rows(int count, int limit) =>
        $"1..{count} | ForEach-Object {{ \"row $_\" }} | New-AIImage -ThrottleLimit {limit} -OutFile './{{index}}.png'";
}
