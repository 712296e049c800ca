using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Http;

/// <summary>One event of a stream: its name, and its data still as UTF-8.</summary>
internal readonly struct ServerSentEvent(string? name, ReadOnlyMemory<byte> data)
{
    public string? Name { get; } = name;

    public ReadOnlyMemory<byte> Data { get; } = data;
}

/// <summary>
/// Reads server-sent events from a stream as they arrive, however it is split. Data stays bytes, for a line can be an
/// image of several megabytes.
/// </summary>
internal sealed class ServerSentEventReader(Stream stream, int maximumLength = ServerSentEventReader.DefaultMaximum)
{
    private const int DefaultMaximum = 32 * 1024 * 1024;
    private const int InitialLength = 16 * 1024;

    private readonly MemoryStream _data = new();
    private byte[] _buffer = new byte[InitialLength];
    private int _start;
    private int _end;
    private bool _started;
    private bool _skipLineFeed;

    /// <summary>The next event that has data, or null at the end. Its data is valid until the next call.</summary>
    /// <exception cref="InvalidDataException">A line, or an event of several, is longer than the maximum.</exception>
    public async ValueTask<ServerSentEvent?> ReadAsync(CancellationToken token)
    {
        string? name = null;
        bool hasData = false;
        _data.SetLength(0);
        while (await ReadLineAsync(token).ConfigureAwait(false) is ReadOnlyMemory<byte> line)
        {
            if (line.Length == 0)
            {
                if (hasData) return new ServerSentEvent(name, _data.GetBuffer().AsMemory(0, (int)_data.Length));
                name = null;
                continue;
            }

            int colon = line.Span.IndexOf((byte)':');
            ReadOnlySpan<byte> field = colon < 0 ? line.Span : line.Span.Slice(0, colon);
            ReadOnlyMemory<byte> value = colon < 0 ? default : line.Slice(colon + 1);
            if (value.Length > 0 && value.Span[0] == (byte)' ') value = value.Slice(1);

            if (field.SequenceEqual("data"u8))
            {
                if (hasData) _data.WriteByte((byte)'\n');
                Append(value);
                hasData = true;
            }
            else if (field.SequenceEqual("event"u8))
            {
                name = Encoding.UTF8.GetString(value.ToArray());
            }
        }

        return null;
    }

    /// <summary>The next line without its end (LF, CR or CRLF), or null when the stream ended without one.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken token)
    {
        int searched = 0;
        while (true)
        {
            if (_skipLineFeed && _start < _end)
            {
                if (_buffer[_start] == (byte)'\n') _start++;
                _skipLineFeed = false;
            }

            int found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOfAny((byte)'\n', (byte)'\r');
            if (found >= 0)
            {
                int length = searched + found;
                ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, length);
                _skipLineFeed = _buffer[_start + length] == (byte)'\r';
                _start += length + 1;
                return WithoutMark(line);
            }

            searched = _end - _start;
            if (searched > maximumLength) throw TooLong();
            if (!await FillAsync(token).ConfigureAwait(false)) return null;
        }
    }

    /// <summary>Only the first line can begin with a byte order mark.</summary>
    private ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> line)
    {
        bool isMarked = !_started && line.Span.StartsWith("\uFEFF"u8);
        _started = true;
        return isMarked ? line.Slice(3) : line;
    }

    private async ValueTask<bool> FillAsync(CancellationToken token)
    {
        if (_end == _buffer.Length) MakeRoom();
        int read = await stream.ReadAsync(_buffer, _end, _buffer.Length - _end, token).ConfigureAwait(false);
        _end += read;
        return read > 0;
    }

    private void MakeRoom()
    {
        int length = _end - _start;
        byte[] target = length > _buffer.Length / 2 ? new byte[checked(_buffer.Length * 2)] : _buffer;
        Buffer.BlockCopy(_buffer, _start, target, 0, length);
        _buffer = target;
        _start = 0;
        _end = length;
    }

    private void Append(ReadOnlyMemory<byte> value)
    {
        if (_data.Length + value.Length > maximumLength) throw TooLong();
        MemoryMarshal.TryGetArray(value, out ArraySegment<byte> segment);
        if (segment.Count > 0) _data.Write(segment.Array!, segment.Offset, segment.Count);
    }

    private InvalidDataException TooLong() => new($"An event of the stream is longer than {maximumLength} bytes.");
}
