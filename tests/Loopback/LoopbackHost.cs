using System;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageGen.Loopback;

/// <summary>A web server on loopback, on a port that the system chooses: the one start of all test servers.</summary>
internal static class LoopbackHost
{
    /// <param name="configure">Sets limits of the server.</param>
    /// <param name="listen">Sets protocols and certificates; if omitted, HTTP/1.1 without TLS.</param>
    public static WebApplication Build(
        Action<KestrelServerOptions>? configure = null, Action<ListenOptions>? listen = null)
    {
        // The content root is watched; the folder of the program is one in which nothing changes.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            configure?.Invoke(options);
            options.Listen(IPAddress.Loopback, 0, listen ?? (at => at.Protocols = HttpProtocols.Http1));
        });
        return builder.Build();
    }

    /// <summary>Starts it and returns its address.</summary>
    public static async Task<Uri> StartAsync(WebApplication application)
    {
        await application.StartAsync();
        return new Uri(application.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }
}
