#if !NET
using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace ImageGen.Lifting;

/// <summary>What .NET Framework does not have.</summary>
internal static class Polyfills
{
    extension(GC)
    {
        /// <summary>An array that need not be cleared, for all of it is going to be written; here it is.</summary>
        public static T[] AllocateUninitializedArray<T>(int length) => new T[length];
    }

    extension(Stream stream)
    {
        /// <summary>Reads into memory that is part of an array.</summary>
        public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken token) =>
            MemoryMarshal.TryGetArray(buffer, out ArraySegment<byte> segment)
                ? new ValueTask<int>(stream.ReadAsync(segment.Array!, segment.Offset, segment.Count, token))
                : throw new ArgumentException("The memory is not part of an array.", nameof(buffer));
    }
}
#endif
