using System;
using System.Buffers;
using System.IO;
using ImageGen.Files;

namespace ImageGen.Lifting;

/// <summary>
/// Writes an image to a temporary file beside its target while it arrives. When the disk refuses, the image continues
/// in memory: it is paid for and is not lost.
/// </summary>
/// <param name="target">The file that the image will be.</param>
/// <param name="open">Opens the temporary file; the default way if omitted.</param>
/// <param name="file">A temporary file that is there already, from now on the sink's.</param>
internal sealed class FileSink(
    string target, Func<string, FileStream>? open = null, TemporaryFile? file = null) : IImageSink
{
    private const int BlockLength = 64 * 1024;

    private byte[] _block = ArrayPool<byte>.Shared.Rent(BlockLength);
    private TemporaryFile? _file = file;
    private ImageHeader? _header;
    private MemorySink? _rescue;
    private long _written;
    private int _used;

    public void Advance(int count)
    {
        if (_rescue is not null) _rescue.Advance(count);
        else _used += count;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_rescue is null && _block.Length - _used < Math.Max(sizeHint, 1)) Flush();
        return _rescue is not null ? _rescue.GetMemory(sizeHint) : _block.AsMemory(_used);
    }

    public ReceivedImage Complete()
    {
        if (_rescue is null) Flush();
        if (_rescue is not null) return _rescue.Complete();

        TemporaryFile whole = _file!;
        ImageHeader header = _header!.Complete(whole.Stream);
        _file = null;
        return new ReceivedImage(header, _written, bytes: null, whole);
    }

    public void Dispose()
    {
        _file?.Dispose();
        _file = null;
        _rescue?.Dispose();
        if (_block.Length > 0) ArrayPool<byte>.Shared.Return(_block);
        _block = [];
    }

    private void Flush()
    {
        try
        {
            _file ??= new TemporaryFile(target, open);
            _header ??= ImageHeader.Read(_block.AsSpan(0, _used));
            _file.Stream.Write(_block, 0, _used);
            _written += _used;
            _used = 0;
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            Rescue();
        }
    }

    /// <summary>Takes back what the file holds, and the block that it refused.</summary>
    private void Rescue()
    {
        _rescue = new MemorySink();
        byte[] buffer = new byte[BlockLength];
        if (_file is not null) _file.Stream.Position = 0;
        for (long left = _written; left > 0;)
        {
            int read = _file!.Stream.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0) throw new EndOfStreamException("The temporary file is shorter than what was written to it.");
            _rescue.Write(buffer.AsSpan(0, read));
            left -= read;
        }

        _rescue.Write(_block.AsSpan(0, _used));
        _file?.Dispose();
        _file = null;
    }
}
