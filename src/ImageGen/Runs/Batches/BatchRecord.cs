using System;
using System.IO;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ImageGen.Files;
using ImageGen.Service;
using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>
/// The record of a command's batches, open for one process. Each step is on the disk before it is taken, so that a
/// process may die anywhere: who opens the record goes on from there.
/// </summary>
internal sealed class BatchRecord : IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly RecordLock? _lock;
    private readonly FileStream? _file;
    private readonly MemoryStream _line = new();
    private readonly Utf8JsonWriter _writer;

    private BatchRecord(RecordLock? held, FileStream? file, RecordState state, IClock clock)
    {
        _lock = held;
        _file = file;
        _writer = new Utf8JsonWriter(_line);
        State = state;
        Clock = clock;
    }

    public RecordState State { get; }

    public RecordHeader Header => State.Header!;

    public IClock Clock { get; }

    /// <summary>Where the next line will stand.</summary>
    public long Position => _file!.Position;

    /// <summary>Creates a record. One that was left before all its rows were written is replaced.</summary>
    /// <exception cref="AIImageException">There is one, or it cannot be made.</exception>
    public static BatchRecord Create(string path, RecordHeader header, IClock clock)
    {
        RecordLock? held = null;
        FileStream? file = null;
        try
        {
            string folder = Path.GetDirectoryName(path)!;
            if (!Directory.Exists(folder)) Directory.CreateDirectory(folder);
            held = RecordLock.Take(path);
            if (File.Exists(path) && RecordState.ReadAny(path) is { Plan: null } unfinished && IsOurs(unfinished))
            {
                File.Delete(path);
            }

            file = OwnerOnlyFile.Create(path, BufferSize);
            BatchRecord record = new(held, file, RecordState.New(path, header), clock);
            record.Write(header, BatchRecordContext.Default.RecordHeader);
            (held, file) = (null, null);
            return record;
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw Unwritable(path, exception);
        }
        finally
        {
            file?.Dispose();
            held?.Dispose();
        }
    }

    /// <summary>Opens a record to go on with it.</summary>
    /// <exception cref="AIImageException">It is none, another process has it, or it cannot be written.</exception>
    public static BatchRecord Open(string path, IClock clock)
    {
        RecordState.Read(path);
        RecordLock held = RecordLock.Take(path);
        try
        {
            FileStream file = new(
                path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            BatchRecord record = new(held, file, RecordState.Read(path), clock);
            record.GoToEnd();
            return record;
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            held.Dispose();
            throw Unwritable(path, exception);
        }
        catch (AIImageException)
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>A record that is looked at: what happens to it is not written.</summary>
    public static BatchRecord View(RecordState state, IClock clock) => new(null, null, state, clock);

    /// <summary>Writes an image that rows start from.</summary>
    public void Append(RecordImage image)
    {
        long offset = Position;
        Write(image, BatchRecordContext.Default.RecordImage);
        State.Take(image, offset);
    }

    /// <summary>Writes a row. It need not be on the disk before the plan is.</summary>
    /// <param name="row">All but the body.</param>
    /// <param name="body">The body of the request.</param>
    public void Append(RecordRow row, ReadOnlySpan<byte> body)
    {
        Begin();
        _writer.WriteStartObject();
        _writer.WriteNumber("row"u8, row.Row);
        _writer.WriteNumber("shard"u8, row.Shard);
        _writer.WriteNumber("count"u8, row.Count);
        _writer.WritePropertyName("input"u8);
        row.Input.WriteTo(_writer);
        if (row.Targets is not null)
        {
            _writer.WriteStartArray("targets"u8);
            foreach (string target in row.Targets) _writer.WriteStringValue(target);
            _writer.WriteEndArray();
        }

        _writer.WritePropertyName("facts"u8);
        JsonSerializer.Serialize(_writer, row.Facts!, BatchRecordContext.Default.ImageFacts);
        _writer.WritePropertyName("body"u8);
        _writer.WriteRawValue(body, skipInputValidation: true);
        _writer.WriteEndObject();
        End();
    }

    /// <summary>Writes a step and waits for the disk.</summary>
    /// <exception cref="AIImageException">It cannot be written, so that the step must not be taken.</exception>
    public void Append(RecordStep step)
    {
        step = step with { At = Clock.UtcNow };
        if (_file is not null)
        {
            Write(step, BatchRecordContext.Default.RecordStep);
            Guard(() => _file.Flush(flushToDisk: true));
        }

        State.Apply(step);
    }

    /// <summary>Removes a record of which nothing was sent.</summary>
    public void Remove()
    {
        _file!.Dispose();
        try
        {
            File.Delete(State.Path);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            // It says that nothing was sent, which stays true.
        }
    }

    public void Dispose()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException)
        {
            // A full disk refuses the last rows; without the plan behind them they count for nothing.
        }

        _writer.Dispose();
        _lock?.Dispose();
    }

    public static AIImageException Unwritable(string path, Exception exception) => new(
        ErrorIds.ImageWriteFailed,
        $"The record '{PlainText.Line(path)}' cannot be written, so nothing is sent: "
        + PlainText.Line(exception.Message),
        exception);

    /// <summary>Only what Start-AIImageBatch has begun is replaced; any other file is not its own.</summary>
    private static bool IsOurs(RecordState state) =>
        state.Header is not null || new FileInfo(state.Path).Length == 0;

    /// <summary>The end of the file, behind a newline where the last line is torn.</summary>
    private void GoToEnd()
    {
        _file!.Seek(0, SeekOrigin.End);
        if (_file.Length == 0) return;

        _file.Seek(-1, SeekOrigin.End);
        if (_file.ReadByte() != '\n') Guard(() => _file.WriteByte((byte)'\n'));
    }

    private void Write<T>(T value, JsonTypeInfo<T> type)
    {
        Begin();
        JsonSerializer.Serialize(_writer, value, type);
        End();
    }

    private void Begin()
    {
        _line.SetLength(0);
        _writer.Reset();
    }

    private void End()
    {
        _writer.Flush();
        _line.WriteByte((byte)'\n');
        Guard(() => _file!.Write(_line.GetBuffer(), 0, (int)_line.Length));
    }

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw Unwritable(State.Path, exception);
        }
    }
}
