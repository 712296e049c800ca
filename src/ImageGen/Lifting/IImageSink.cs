using System;
using System.Buffers;

namespace ImageGen.Lifting;

/// <summary>Where a decoded image goes while it arrives: memory, or a file beside its target.</summary>
internal interface IImageSink : IBufferWriter<byte>, IDisposable
{
    /// <summary>Ends the image and returns the result. Disposing afterwards does not change it.</summary>
    ReceivedImage Complete();
}
