using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ImageGen.Benchmarks.Service;

/// <summary>
/// The service on loopback. The first two segments of the path say how large the image is and how many milliseconds it
/// takes: before a whole answer, after the partial image of a streamed one.
/// </summary>
internal static class BenchmarkServer
{
    private static readonly ConcurrentDictionary<int, PreparedAnswer> s_answers = new();
    private static long s_partialSent;

    /// <summary>Tells the address on the first line of the output and serves until the input is closed.</summary>
    public static async Task<int> RunAsync()
    {
        // The content root is watched; the folder of the program is one in which nothing changes.
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;

            // A write ends when the system has taken it, so that the clock of a partial image is the wire's.
            options.Limits.MaxResponseBufferSize = 0;
            options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        });
        await using WebApplication application = builder.Build();
        application.MapGet(
            "/partial-sent", () => Interlocked.Read(ref s_partialSent).ToString(CultureInfo.InvariantCulture));
        application.MapPost("/{length:int}/{delay:int}/v1/{**rest}", AnswerAsync);
        await application.StartAsync();
        Console.WriteLine(application.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await Console.In.ReadToEndAsync();
        return 0;
    }

    private static async Task AnswerAsync(HttpContext context, int length, int delay, string rest)
    {
        bool isStream = await ReadAsync(context.Request.BodyReader);
        PreparedAnswer answer = s_answers.GetOrAdd(length, size => new PreparedAnswer(size));
        if (isStream)
        {
            await StreamAsync(context.Response, answer, delay);
            return;
        }

        if (delay > 0) await Task.Delay(delay);
        byte[] whole = rest.StartsWith("images", StringComparison.Ordinal) ? answer.Images : answer.Response;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = whole.Length;
        await context.Response.Body.WriteAsync(whole);
    }

    private static async Task StreamAsync(HttpResponse response, PreparedAnswer answer, int delay)
    {
        const int Last = 16;
        response.ContentType = "text/event-stream; charset=utf-8";
        foreach (byte[] before in answer.Before) await response.Body.WriteAsync(before);
        await response.Body.WriteAsync(answer.Partial.AsMemory(0, answer.Partial.Length - Last));
        Interlocked.Exchange(ref s_partialSent, Stopwatch.GetTimestamp());
        await response.Body.WriteAsync(answer.Partial.AsMemory(answer.Partial.Length - Last));
        if (delay > 0) await Task.Delay(delay);
        foreach (byte[] after in answer.After) await response.Body.WriteAsync(after);
    }

    /// <summary>Reads the request to its end and tells whether it asks for a stream.</summary>
    private static async Task<bool> ReadAsync(PipeReader body)
    {
        bool isStream = false;
        while (true)
        {
            ReadResult read = await body.ReadAsync();
            if (read.IsCompleted && read.Buffer.Length < 16 * 1024)
            {
                isStream = read.Buffer.ToArray().AsSpan().IndexOf("\"stream\":true"u8) >= 0;
            }

            bool isSmall = read.Buffer.Length < 16 * 1024 && !read.IsCompleted;
            body.AdvanceTo(isSmall ? read.Buffer.Start : read.Buffer.End, read.Buffer.End);
            if (read.IsCompleted) return isStream;
        }
    }
}
