using System;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using ImageGen.Files;
using ImageGen.Http;

namespace ImageGen.Runs.Batches;

/// <summary>
/// The input file of a shard, made from its record while it is uploaded: it never stands on the disk by itself, and is
/// never whole in memory.
/// </summary>
internal sealed class ShardBody(RecordState state, ShardState shard)
{
    private const int PieceLength = 64 * 1024;

    private readonly byte[] _prefix = UploadMark.PrefixFor(state.Header!.Record);

    /// <summary>Number of bytes that will be written.</summary>
    /// <exception cref="AIImageException">The record or an image cannot be read, or an image was changed.</exception>
    public async Task<long> MeasureAsync()
    {
        using CountingStream count = new();
        await WriteAsync(count).ConfigureAwait(false);
        return count.Length;
    }

    /// <summary>Writes all lines.</summary>
    /// <exception cref="IOException">The record or an image cannot be read.</exception>
    public async Task WriteAsync(Stream target)
    {
        using FileStream file = RecordState.OpenRead(state.Path);
        file.Position = shard.Shard.Offset;
        RecordLineReader lines = new(file);
        using MemoryStream piece = new(PieceLength * 2);
        for (long written = 0; written < shard.Shard.Rows && lines.Read();)
        {
            if (!RecordRowReader.TryFindBody(lines.Line.Span, out long row, out int start, out int length)) continue;

            Add(piece, $"{{\"custom_id\":\"{state.Header!.CustomIdOf(row)}\",\"method\":\"POST\",\"url\":\"");
            Add(piece, $"{state.Header.Endpoint}\",\"body\":");
            await AddBodyAsync(piece, lines.Line.Slice(start, length), target).ConfigureAwait(false);
            Add(piece, "}\n");
            written++;
            if (piece.Length >= PieceLength) await FlushAsync(piece, target).ConfigureAwait(false);
        }

        await FlushAsync(piece, target).ConfigureAwait(false);
    }

    /// <summary>
    /// The body with its images in place of their marks: by id where they are uploaded, else as data.
    /// </summary>
    private async Task AddBodyAsync(MemoryStream piece, ReadOnlyMemory<byte> body, Stream target)
    {
        while (UploadMark.TryFind(body.Span, _prefix, out int at, out int length, out int number))
        {
            Add(piece, body.Slice(0, at));
            body = body.Slice(at + length);
            if (state.FileOf(number) is string id)
            {
                Add(piece, JsonEncodedText.Encode(id).ToString());
                continue;
            }

            await FlushAsync(piece, target).ConfigureAwait(false);
            if (target is CountingStream count) count.Add(JsonBody.LengthOf(ImageOf(number)));
            else await JsonBody.WriteImageAsync(ImageOf(number), target).ConfigureAwait(false);
        }

        Add(piece, body);
    }

    private EncodedImage ImageOf(int number) => new RecordedImage(state, number).Open();

    private static void Add(MemoryStream piece, string text) => Add(piece, Encoding.ASCII.GetBytes(text));

    private static void Add(MemoryStream piece, ReadOnlyMemory<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        piece.Write(copy, 0, copy.Length);
    }

    private static async Task FlushAsync(MemoryStream piece, Stream target)
    {
        await target.WriteAllAsync(piece.GetBuffer().AsMemory(0, (int)piece.Length)).ConfigureAwait(false);
        piece.SetLength(0);
    }
}
