using System;
using System.Collections;
using System.IO;
using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>
/// The rows of a shard, read from the record one by one as they are asked for; only their places are kept.
/// </summary>
internal sealed class ShardRows : IDisposable
{
    private readonly RecordState _state;
    private readonly RecordShard _shard;
    private readonly FileStream _file;
    private readonly RecordLineReader _lines;
    private readonly long[] _offsets;
    private readonly BitArray _told;
    private (long Number, RecordRow Row)? _last;

    /// <exception cref="IOException">The record cannot be read.</exception>
    public ShardRows(RecordState state, RecordShard shard)
    {
        _state = state;
        _shard = shard;
        _offsets = new long[shard.Rows];
        _told = new BitArray((int)shard.Rows);
        _file = RecordState.OpenRead(state.Path);
        _file.Position = shard.Offset;
        _lines = new RecordLineReader(_file);
        for (long found = 0; found < shard.Rows && _lines.Read();)
        {
            if (_lines.Line.Span.StartsWith("{\"row\":"u8)) _offsets[found++] = _lines.Offset;
        }
    }

    /// <summary>The row of a line's id; null where it is not of this shard.</summary>
    public RecordRow? Find(string? customId)
    {
        long number = (_state.Header!.RowOf(customId) ?? 0) - _shard.FirstRow;
        return number >= 0 && number < _shard.Rows ? Read(number) : null;
    }

    /// <summary>True where an image or a failure of the row was told.</summary>
    public bool IsTold(RecordRow row) => _told[(int)(row.Row - _shard.FirstRow)];

    public void Tell(RecordRow row) => _told[(int)(row.Row - _shard.FirstRow)] = true;

    /// <summary>The next row from this one on that nothing was told of; null where there is none.</summary>
    public RecordRow? NextUntold(long from)
    {
        for (long number = Math.Max(0, from - _shard.FirstRow); number < _shard.Rows; number++)
        {
            if (!_told[(int)number]) return Read(number);
        }

        return null;
    }

    public void Dispose() => _file.Dispose();

    private RecordRow Read(long number)
    {
        if (_last is { } last && last.Number == number) return last.Row;

        _lines.GoTo(_offsets[number]);
        RecordRow? row = _lines.Read()
            ? RecordState.Parse(_lines.Line.Span, BatchRecordContext.Default.RecordRow)
            : null;
        _last = (number, row ?? throw new AIImageException(
            ErrorIds.ImageReadFailed,
            $"The record '{PlainText.Line(_state.Path)}' lacks row {number + _shard.FirstRow}."));
        return row;
    }
}
