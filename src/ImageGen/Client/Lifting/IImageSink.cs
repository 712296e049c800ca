using System;
using System.Buffers;
using ImageGen.Client.Files;

namespace ImageGen.Client.Lifting;

/// <summary>Where a decoded image goes while it arrives: memory, or a file beside its target.</summary>
internal interface IImageSink : IBufferWriter<byte>, IDisposable
{
    /// <summary>Ends the image and tells what came of it. Disposing afterwards leaves it alone.</summary>
    ReceivedImage Complete();
}

/// <summary>A whole image: its bytes, or the temporary file that holds them.</summary>
internal sealed record ReceivedImage(ImageHeader Header, long Length, byte[]? Bytes, TemporaryFile? File);
