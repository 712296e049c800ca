using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;

namespace ImageGen.Tests.Batches;

/// <summary>A session with a batch service, in which no delay takes real time.</summary>
internal sealed class BatchSession : IAsyncDisposable
{
    public const string Start = "Start-AIImageBatch -Model gpt-image-2 -Quality low -Size 1024x1024 -Record ./r.batch ";

    private BatchSession(BatchService service)
    {
        Service = service;
        Session = ModuleSession.With(service.BaseUri);
        Session.Clock = new StillClock();
    }

    public BatchService Service { get; }

    public ModuleSession Session { get; }

    public string Record => Session.PathOf("r.batch");

    public static async Task<BatchSession> StartAsync() => new(await BatchService.StartAsync());

    public RunResult Run(string script, params (string Name, object? Value)[] variables) =>
        Session.Run(script, variables);

    /// <summary>The names of the steps that stand in the record.</summary>
    public IReadOnlyList<string> Steps() =>
    [
        .. File.ReadLines(Record)
            .Where(line => line.StartsWith("{\"step\":", StringComparison.Ordinal) && line.EndsWith('}'))
            .Select(line => line.Split('"')[3]),
    ];

    public static AIImageBatch BatchOf(RunResult result) =>
        (AIImageBatch)result.ThrowIfFailed().Output.Single().BaseObject;

    public async ValueTask DisposeAsync()
    {
        Session.Dispose();
        await Service.DisposeAsync();
    }
}
