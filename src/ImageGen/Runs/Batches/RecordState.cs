using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ImageGen.Files;
using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>
/// What a record says: whose it is, its parts, and how far each has come. The rows themselves stay on disk. Lines that
/// cannot be read are passed over, for a process may have died in them.
/// </summary>
internal sealed class RecordState
{
    private readonly List<(RecordImage Image, long Offset)> _images = [];
    private readonly Dictionary<int, string> _imageFiles = [];

    private RecordState(string path) => Path = path;

    /// <summary>Full path of the record.</summary>
    public string Path { get; }

    /// <summary>Null where the first line is not whole.</summary>
    public RecordHeader? Header { get; private set; }

    public IReadOnlyList<ShardState> Shards { get; private set; } = [];

    /// <summary>
    /// The step that ended the writing of rows; null where they are not all there, and nothing was sent.
    /// </summary>
    public RecordStep? Plan { get; private set; }

    /// <summary>The images of the rows, by their number from 1, and where their lines stand.</summary>
    public IReadOnlyList<(RecordImage Image, long Offset)> Images => _images;

    /// <summary>True where every shard is at its end.</summary>
    public bool IsEnded => Shards.Count > 0 && Shards.All(shard => shard.IsEnded);

    /// <summary>Reads a record.</summary>
    /// <exception cref="AIImageException">It is none, or cannot be read.</exception>
    public static RecordState Read(string path)
    {
        RecordState state = ReadAny(path);
        return state.Header is not null ? state : throw new AIImageException(
            ErrorIds.InvalidRequest, $"'{PlainText.Line(path)}' is not a record of Start-AIImageBatch.");
    }

    /// <summary>The same of a file that may have been left before its first line was whole.</summary>
    /// <exception cref="AIImageException">It cannot be read.</exception>
    public static RecordState ReadAny(string path)
    {
        try
        {
            RecordState state = new(path);
            using FileStream file = OpenRead(path);
            RecordLineReader lines = new(file);
            while (lines.Read()) state.Take(lines.Line.Span, lines.Offset);
            return state;
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw new AIImageException(
                exception is FileNotFoundException or DirectoryNotFoundException
                    ? ErrorIds.ItemNotFound
                    : ErrorIds.ImageReadFailed,
                $"The record '{PlainText.Line(path)}' cannot be read: {PlainText.Line(exception.Message)}",
                exception)
            {
                Advice = "Use the record that Start-AIImageBatch wrote.",
            };
        }
    }

    /// <summary>Opens a record for reading beside a process that writes to it.</summary>
    public static FileStream OpenRead(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>A new record, of which nothing is written yet.</summary>
    public static RecordState New(string path, RecordHeader header) => new(path) { Header = header };

    /// <summary>A batch that no record is known of, as if it were the only one of a record without a file.</summary>
    public static RecordState OfBatch(string id, RecordHeader header)
    {
        RecordState state = New(string.Empty, header);
        state.Apply(new RecordStep { Step = StepName.Planned, Shards = [new RecordShard { Shard = 1 }] });
        state.Apply(new RecordStep { Step = StepName.Created, Shard = 1, Batch = id });
        return state;
    }

    /// <summary>The id of an uploaded image; null where it is not uploaded.</summary>
    public string? FileOf(int image) => _imageFiles.TryGetValue(image, out string? file) ? file : null;

    /// <summary>Takes a step that was written.</summary>
    public void Apply(RecordStep step)
    {
        if (step.Step == StepName.Planned)
        {
            Plan = step;
            Shards = [.. (step.Shards ?? []).Select(shard => new ShardState(shard))];
        }
        else if (step is { Step: StepName.ImageUploaded, Image: int image, File: string file })
        {
            _imageFiles[image] = file;
        }
        else
        {
            Shards.FirstOrDefault(shard => shard.Number == step.Shard)?.Apply(step);
        }
    }

    /// <summary>Takes an image that was written; its bytes stay on disk.</summary>
    public void Take(RecordImage image, long offset) => _images.Add((image with { Data = null }, offset));

    /// <summary>Reads a line; null for one that is torn or something else.</summary>
    public static T? Parse<T>(ReadOnlySpan<byte> line, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Take(ReadOnlySpan<byte> line, long offset)
    {
        if (line.StartsWith("{\"row\":"u8)) return;

        if (line.StartsWith("{\"image\":"u8))
        {
            if (Parse(line, BatchRecordContext.Default.RecordImage) is RecordImage image) Take(image, offset);
        }
        else if (line.StartsWith("{\"step\":"u8))
        {
            if (Parse(line, BatchRecordContext.Default.RecordStep) is RecordStep step) Apply(step);
        }
        else if (line.StartsWith("{\"record\":"u8))
        {
            Header ??= Parse(line, BatchRecordContext.Default.RecordHeader);
        }
    }
}
