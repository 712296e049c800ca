using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Http;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Http;

/// <summary>
/// A stop in the middle of a stream, with a handler as .NET Framework has it: it aborts the connection by the token, a
/// read does not look at the token, and disposing a stream that is not aborted reads on in it.
/// </summary>
public sealed class StopTests
{
    private const int Streams = 8;

    [Fact]
    public async Task Who_stops_does_not_wait_for_any_stream_to_be_drained()
    {
        using CancellationTokenSource stop = new();
        List<DrainedStream> streams = [];
        List<Task> reads = [];
        for (int i = 0; i < Streams; i++)
        {
            DrainedStream stream = new();
            streams.Add(stream);
            reads.Add(ReadAsync(stream, stop.Token));
            await stream.Reading.Soon();
        }

        Stopwatch watch = Stopwatch.StartNew();
        stop.Cancel();
        TimeSpan taken = watch.Elapsed;
        foreach (Task read in reads) await Assert.ThrowsAnyAsync<Exception>(() => read.Soon());

        Assert.True(taken < DrainedStream.Longest, $"The stop took {taken.TotalMilliseconds:0} ms.");
        Assert.All(streams, stream => Assert.True(stream.IsAborted));
    }

    private static async Task ReadAsync(DrainedStream stream, CancellationToken token)
    {
        StubHandler service = new StubHandler().OnCreate(new StubAnswer(sent =>
        {
            sent.Register(stream.Abort);
            return Task.FromResult(new HttpResponseMessage { Content = new StreamContent(stream) });
        }));
        await foreach (GenerationEvent e in EngineRun.Generate(
            service.Connect(), EngineRun.Request(stream: true), token))
        {
        }

        throw new IOException("The stream came to its end.");
    }

    /// <summary>
    /// A stream that gives nothing, and whose end is waited for when it is disposed before it is aborted.
    /// </summary>
    private sealed class DrainedStream : Stream
    {
        public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

        private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _reading = new();

        public Task Reading => _reading.Task;

        public bool IsAborted => _aborted.Task.IsCompleted;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Abort() => _aborted.TrySetResult();

        public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken token)
        {
            _reading.TrySetResult();
            await _aborted.Task;
            throw new IOException("The request was aborted.");
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token = default) =>
            await ReadAsync([], 0, 0, token);

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing) _aborted.Task.Wait(Longest);
            base.Dispose(disposing);
        }
    }
}
