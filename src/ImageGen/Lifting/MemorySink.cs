using System;
using System.Buffers;
using System.Collections.Generic;
using ImageGen.Files;

namespace ImageGen.Lifting;

/// <summary>Collects an image in pooled blocks and ends with an array of exactly its size.</summary>
/// <remarks>
/// The blocks grow, for the pool keeps only a certain number of each length: many small ones for a large image would be
/// allocated anew each time.
/// </remarks>
internal sealed class MemorySink : IImageSink
{
    private const int FirstBlock = 128 * 1024;
    private const int LargestBlock = 1024 * 1024;

    private readonly List<ArraySegment<byte>> _full = [];
    private byte[] _block = ArrayPool<byte>.Shared.Rent(FirstBlock);
    private int _used;

    public void Advance(int count) => _used += count;

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (_block.Length - _used < Math.Max(sizeHint, 1))
        {
            _full.Add(new ArraySegment<byte>(_block, 0, _used));
            _block = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Min(_block.Length * 2, LargestBlock), sizeHint));
            _used = 0;
        }

        return _block.AsMemory(_used);
    }

    public ReceivedImage Complete()
    {
        int length = _used;
        foreach (ArraySegment<byte> block in _full) length = checked(length + block.Count);
        byte[] bytes = GC.AllocateUninitializedArray<byte>(length);
        int at = 0;
        foreach (ArraySegment<byte> block in _full)
        {
            block.AsSpan().CopyTo(bytes.AsSpan(at));
            at += block.Count;
        }

        _block.AsSpan(0, _used).CopyTo(bytes.AsSpan(at));
        Dispose();
        return new ReceivedImage(ImageHeader.ReadWhole(bytes), bytes.Length, bytes, file: null);
    }

    public void Dispose()
    {
        foreach (ArraySegment<byte> block in _full) ArrayPool<byte>.Shared.Return(block.Array!);
        _full.Clear();
        if (_block.Length > 0) ArrayPool<byte>.Shared.Return(_block);
        _block = [];
        _used = 0;
    }
}
