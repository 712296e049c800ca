using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Trial.Link;

namespace ImageGen.Trial.Machine;

/// <summary>nginx before the service: one site for each fault of a gateway.</summary>
/// <param name="folder">Where its files go.</param>
/// <param name="authority">Who issued its certificates.</param>
/// <param name="service">The socket of the service.</param>
/// <param name="space">The network namespace; null is this one.</param>
internal sealed class WebServer(string folder, Authority authority, string service, string? space)
{
    public const string Good = "good";
    public const string Patient = "patient";
    public const string Impatient = "impatient";
    public const string Small = "small";
    public const string SmallHttp2 = "small-http2";
    public const string Limited429 = "limited-429";
    public const string Limited503 = "limited-503";
    public const string WantsCertificate = "wants-certificate";
    public const string Expired = "expired";
    public const string OtherHost = "other-host";
    public const string Recycling = "recycling";
    public const string RecyclingOld = "recycling-http1";
    public const string Plain = "plain";

    private static readonly (string Name, string Certificate, string Listen, string Rules)[] s_sites =
    [
        (Good, "good", "ssl http2", ""),
        (Patient, "good", "ssl", "keepalive_timeout 1s;"),
        (Impatient, "good", "ssl http2", "proxy_read_timeout 2s;"),
        (Small, "good", "ssl", "client_max_body_size 1m;"),
        (SmallHttp2, "good", "ssl http2", "client_max_body_size 1m;"),
        (Limited429, "good", "ssl http2", "limit_req zone=slow burst=2 nodelay; limit_req_status 429;"),
        (Limited503, "good", "ssl http2", "limit_req zone=slow burst=2 nodelay;"),
        (WantsCertificate, "good", "ssl", "ssl_verify_client on; ssl_client_certificate @ROOT;"),
        (Expired, "expired", "ssl", ""),
        (OtherHost, "otherhost", "ssl", ""),
        (Recycling, "good", "ssl http2", "keepalive_requests 5;"),
        (RecyclingOld, "good", "ssl", "keepalive_requests 3;"),
        (Plain, "good", "", ""),
    ];

    private readonly Dictionary<string, int> _ports = s_sites.ToDictionary(site => site.Name, _ => Daemon.FreePort());
    private Daemon? _daemon;

    private string Configuration => Path.Combine(folder, "nginx.conf");

    /// <summary>The address of the service behind a site.</summary>
    public string AddressOf(string site) =>
        $"{(site == Plain ? "http" : "https")}://{(space is null ? "localhost" : "service.trial")}:{_ports[site]}/v1";

    /// <summary>The port of a site spoken to in plain http, whatever it wants.</summary>
    public string PlainAddressOf(string site) => AddressOf(site).Replace("https:", "http:");

    public async Task StartAsync()
    {
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Configuration, Describe());
        string[] command = ["nginx", "-c", Configuration, "-p", folder, "-e", Path.Combine(folder, "start.log")];
        _daemon = new Daemon(space is null ? command : [.. Wire.In(space), .. command]);
        string ready = Path.Combine(folder, "nginx.pid");
        await _daemon.StartAsync(() => space is null ? Daemon.Listens(_ports[Good]) : File.Exists(ready));
    }

    public Task StopAsync() => _daemon?.StopAsync() ?? Task.CompletedTask;

    /// <summary>Reads its configuration again, in the middle of its work.</summary>
    public void Reload() => _daemon!.Signal("HUP");

    private string Describe() =>
        $$"""
        daemon off;
        user root;
        worker_processes 2;
        pid {{folder}}/nginx.pid;
        error_log {{folder}}/error.log info;
        events { worker_connections 512; }
        http {
            access_log {{folder}}/access.log;
            client_body_temp_path {{folder}}/body;
            proxy_temp_path {{folder}}/proxy;
            fastcgi_temp_path {{folder}}/fastcgi;
            uwsgi_temp_path {{folder}}/uwsgi;
            scgi_temp_path {{folder}}/scgi;
            client_max_body_size 100m;
            limit_req_zone $server_port zone=slow:1m rate=2r/s;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_read_timeout 300s;
            proxy_buffering off;
            upstream service { server unix:{{service}}; }
        {{string.Concat(s_sites.Select(Describe))}}
        }
        """;

    private string Describe((string Name, string Certificate, string Listen, string Rules) site)
    {
        (string certificate, string key) = authority.FilesOf(site.Certificate);
        string address = space is null ? "127.0.0.1" : "10.99.0.2";
        return
            $$"""
            server {
                listen {{address}}:{{_ports[site.Name]}} {{site.Listen}};
                ssl_certificate {{certificate}};
                ssl_certificate_key {{key}};
                {{site.Rules.Replace("@ROOT", authority.TrustFile)}}
                location / { proxy_pass http://service; }
            }

            """;
    }
}
