using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace ImageGen.Tests.Batches;

/// <summary>Gives the content of files as a test tells it: by range or whole, cut off, or with lies.</summary>
internal sealed class RangedFile(BatchService service)
{
    private readonly ConcurrentQueue<string?> _ranges = new();
    private int _cut;

    /// <summary>The ranges that were asked for, in order.</summary>
    public IReadOnlyCollection<string?> Ranges => _ranges;

    /// <summary>So many answers break off after so many bytes of what was asked for.</summary>
    public int Cuts { get; set; }

    public int CutAfter { get; set; }

    /// <summary>False for a service that does not know ranges.</summary>
    public bool GivesRest { get; set; } = true;

    public string? Tag { get; set; } = "\"one\"";

    /// <summary>What is changed at an answer to a range, before it is sent.</summary>
    public Action<HttpResponse> Lie { get; set; } = _ => { };

    /// <summary>
    /// Awaited before an answer is cut off, for what was sent must have come first: a reset throws it away.
    /// </summary>
    public Func<int, Task> Cutting { get; set; } = _ => Task.CompletedTask;

    public async Task<bool> AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        if (!request.Path.EndsWith("/content", StringComparison.Ordinal)) return false;

        string? range = context.Request.Headers.Range;
        _ranges.Enqueue(range);
        byte[] content = service.Files[request.Path.Split('/')[^2]].Content;
        HttpResponse response = context.Response;
        string? condition = context.Request.Headers.IfRange;
        bool isRest = GivesRest && range is not null && (condition is null || condition == Tag);
        int from = isRest ? int.Parse(range!["bytes=".Length..^1], CultureInfo.InvariantCulture) : 0;
        if (Tag is not null) response.Headers.ETag = Tag;
        response.ContentLength = content.Length - from;
        if (isRest)
        {
            response.StatusCode = 206;
            response.Headers.ContentRange = $"bytes {from}-{content.Length - 1}/{content.Length}";
            Lie(response);
        }

        if (response.StatusCode >= 400)
        {
            response.ContentLength = 0;
            return true;
        }

        ReadOnlyMemory<byte> rest = content.AsMemory(from);
        if (Cuts-- <= 0)
        {
            await response.Body.WriteAsync(rest);
            return true;
        }

        await response.Body.WriteAsync(rest[..Math.Min(CutAfter, rest.Length - 1)]);
        await response.Body.FlushAsync();
        await Cutting(++_cut);
        context.Abort();
        return true;
    }
}
