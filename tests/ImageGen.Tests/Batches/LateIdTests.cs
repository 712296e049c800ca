using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading;
using System.Threading.Tasks;
using ImageGen.Apis.Batches;
using ImageGen.Http;
using ImageGen.Runs.Batches;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Batches;

/// <summary>Lines that tell whose they are behind their image, which may have any length.</summary>
public sealed class LateIdTests
{
    [Fact]
    public async Task An_image_before_its_id_is_not_held_in_memory()
    {
        using ScratchFolder folder = new();
        RecordRow row = new() { Row = 1, Targets = [folder.At("fox.png")] };
        RowImages images = new(ServiceConnection.Sandbox(), false, overwrite: false, sidecar: false, resume: false);
        OutputReader reader = new(ServiceConnection.Sandbox(), id => id is null ? images.SinkFor(row) : null);
        LongLine line = new(
            "{\"response\":{\"status_code\":200,\"body\":{\"data\":[{\"b64_json\":\"", "\"}]}},\"custom_id\":\"a\"}");
        long before = GC.GetAllocatedBytesForCurrentThread();

        IAsyncEnumerator<OutputResult> results = reader.ReadAsync(line, 0, 0, _ => { }).GetAsyncEnumerator();
        ValueTask<bool> read = results.MoveNextAsync();
        Assert.True(read.IsCompletedSuccessfully);
        Assert.True(await read);
        OutputResult result = results.Current;
        GenerationEvent saved = images.Save(row, result, ledgerId: null).First();

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < 2_000_000, $"{allocated:N0} bytes allocated for a line of {LongLine.Characters:N0}");
        Assert.Equal("a", result.CustomId);
        Assert.IsType<ImageGen.Runs.Completed>(saved);
        Assert.Equal(LongLine.Characters / 4 * 3, new FileInfo(folder.At("fox.png")).Length);
        Assert.Equal(["fox.png"], Directory.GetFiles(folder.Root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Images_before_their_ids_come_beside_a_target_and_into_their_own()
    {
        await using BatchSession session = await StartedAsync("-OutFile './pictures/{slug}.png'", ids =>
            [Late(ids[2], 2), Late("someone-else", 1), Late(ids[0], 0), Late(ids[0], 1), Late(ids[1], 1)]);
        ConcurrentQueue<string> opened = [];
        session.Session.Disk = path =>
        {
            opened.Enqueue(Path.GetDirectoryName(path)!);
            return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);
        };

        RunResult result = session.Run("Wait-AIImageBatch ./r.batch | Receive-AIImageBatch").ThrowIfFailed();

        Assert.Equal(["c", "a", "b"], result.Images.Select(image => image.Prompt));
        Assert.Equal(5, opened.Count);
        Assert.All(opened, folder => Assert.Equal(session.Session.PathOf("pictures"), folder));
        foreach (int number in new[] { 0, 1, 2 })
        {
            string path = session.Session.PathOf($"pictures/{"abc"[number]}.png");
            Assert.Equal(OutputScript.Picture(number), File.ReadAllBytes(path));
        }

        Assert.Equal(4, session.Session.AllFiles().Count);
    }

    [Fact]
    public async Task Without_a_target_an_image_before_its_id_is_in_memory()
    {
        await using BatchSession session = await StartedAsync(string.Empty, ids => [Late(ids[1], 1), Late(ids[0], 0)]);

        RunResult result = session.Run("Wait-AIImageBatch ./r.batch | Receive-AIImageBatch");

        Assert.Equal([OutputScript.Picture(1), OutputScript.Picture(0)], result.Images.Select(image => image.Bytes));
        Assert.Single(session.Session.AllFiles());
    }

    private static string Late(string id, int number)
    {
        JsonObject line = JsonNode.Parse(OutputScript.Line(id, OutputScript.Picture(number)))!.AsObject();
        line.Remove("custom_id");
        line["custom_id"] = id;
        return line.ToJsonString();
    }

    private static async Task<BatchSession> StartedAsync(string more, Func<IReadOnlyList<string>, string[]> output)
    {
        BatchSession session = await BatchSession.StartAsync();
        session.Run($"'a', 'b', 'c' | {BatchSession.Start} {more}").ThrowIfFailed();
        JsonObject batch = session.Service.Batches.Single();
        session.Service.Finish(batch, output(OutputScript.IdsOf(session.Service, batch)));
        return session;
    }

    /// <summary>A line with an image of 40 million characters, made as it is read.</summary>
    private sealed class LongLine(string begin, string end) : Stream
    {
        public const long Characters = 40_000_000;

        private readonly byte[] _begin = Encoding.ASCII.GetBytes(begin);
        private readonly byte[] _end = Encoding.ASCII.GetBytes(end);
        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => _begin.Length + Characters + _end.Length;

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken token) =>
            Task.FromResult(Read(buffer, offset, count));

        public override int Read(byte[] buffer, int offset, int count)
        {
            long image = _position - _begin.Length;
            int read;
            if (image < 0)
            {
                read = Math.Min(count, (int)-image);
                _begin.AsSpan((int)_position, read).CopyTo(buffer.AsSpan(offset));
            }
            else if (image < Characters)
            {
                read = (int)Math.Min(count, Characters - image);
                buffer.AsSpan(offset, read).Fill((byte)'A');
            }
            else
            {
                read = Math.Min(count, (int)(Length - _position));
                _end.AsSpan((int)(image - Characters), read).CopyTo(buffer.AsSpan(offset));
            }

            _position += read;
            return read;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
