using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace ImageGen.Trial.Machine;

/// <summary>squid, which lets one user through.</summary>
internal sealed class ProxyServer(string folder)
{
    public const string User = "trial";
    public const string Password = "Tr1al p@ss/\"word";
    public const string WrongPassword = "Wr0ng p@ss/\"word";

    private readonly int _port = Daemon.FreePort();
    private Daemon? _daemon;
    private int _seen;

    /// <summary>What must stand in no text.</summary>
    public static string[] Secrets =>
    [
        Password, WrongPassword, Uri.EscapeDataString(Password), Uri.EscapeDataString(WrongPassword),
        "Tr1al", "Wr0ng",
    ];

    public string Host => $"localhost:{_port}";

    /// <summary>Logins that were refused since the last reset.</summary>
    public int? BadLogins => Denied() - _seen;

    private string Log => Path.Combine(folder, "access.log");

    /// <summary>Its address with a user.</summary>
    public string AddressFor(string password) => $"http://{User}:{Uri.EscapeDataString(password)}@{Host}";

    public void Reset() => _seen = Denied();

    public async Task StartAsync()
    {
        Directory.CreateDirectory(folder);
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);
        string configuration = Path.Combine(folder, "squid.conf");
        string users = Path.Combine(folder, "users");
        await File.WriteAllTextAsync(users, $"{User}:{await HashAsync(Password)}\n");
        await File.WriteAllTextAsync(
            configuration,
            $"""
            http_port 127.0.0.1:{_port}
            visible_hostname trial
            pid_filename none
            cache deny all
            cache_log {folder}/cache.log
            logformat named %>Hs %[un
            access_log stdio:{Log} logformat=named
            coredump_dir {folder}
            shutdown_lifetime 1 seconds
            auth_param basic program {Tools.ProxyLogin} {users}
            auth_param basic realm trial
            auth_param basic credentialsttl 1 hour
            acl known proxy_auth REQUIRED
            http_access allow known
            http_access deny all
            """);
        _daemon = new Daemon(["squid", "-N", "-f", configuration]);
        await _daemon.StartAsync(() => Daemon.Listens(_port));
    }

    public Task StopAsync() => _daemon?.StopAsync() ?? Task.CompletedTask;

    /// <summary>Refusals of somebody who said who he is.</summary>
    private int Denied() => File.Exists(Log)
        ? ReadLines(Log).Count(line => line.StartsWith("407 ", StringComparison.Ordinal) && line != "407 -")
        : 0;

    private static string[] ReadLines(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().Split('\n');
    }

    private static async Task<string> HashAsync(string password)
    {
        using Process openssl = Process.Start(new ProcessStartInfo("openssl", ["passwd", "-apr1", password])
        {
            RedirectStandardOutput = true,
        })!;
        string hash = await openssl.StandardOutput.ReadToEndAsync();
        await openssl.WaitForExitAsync();
        return hash.Trim();
    }
}
