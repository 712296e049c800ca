using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Loopback;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

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
        // A write ends when the system has taken it, so that the clock of a partial image is the wire's.
        await using WebApplication application = LoopbackHost.Build(
            options => options.Limits.MaxResponseBufferSize = 0);
        application.MapGet(
            "/partial-sent", () => Interlocked.Read(ref s_partialSent).ToString(CultureInfo.InvariantCulture));
        application.MapPost("/{length:int}/{delay:int}/v1/{**rest}", AnswerAsync);
        BatchAnswers.Map(application);
        Uri address = await LoopbackHost.StartAsync(application);
        Console.WriteLine(address.AbsoluteUri.TrimEnd('/'));
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
