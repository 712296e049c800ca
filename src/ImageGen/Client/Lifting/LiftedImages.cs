using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Client.Files;
using ImageGen.Wire;

namespace ImageGen.Client.Lifting;

/// <summary>
/// The images that were lifted out of one answer. A placeholder in the text names each; an image that nobody takes is
/// removed at the end.
/// </summary>
/// <param name="createSink">Makes the place for a final image.</param>
internal sealed class LiftedImages(Func<IImageSink> createSink) : IDisposable
{
    private readonly List<ReceivedImage?> _images = [];
    private readonly List<ArraySegment<byte>> _starts = [];

    /// <summary>
    /// A sink for an image whose text begins like this, or null when it is the second copy of one that was received:
    /// the last event of a stream repeats them all.
    /// </summary>
    public IImageSink? Begin(ReadOnlySpan<byte> start, bool isPartial, bool isLastEvent)
    {
        if (isPartial) return new MemorySink();

        if (isLastEvent)
        {
            if (RemoveStart(start)) return null;
        }
        else
        {
            AddStart(start);
        }

        return createSink();
    }

    /// <summary>Keeps an image, or null for one that was dropped or no base64, and returns its number.</summary>
    public int Add(ReceivedImage? image)
    {
        _images.Add(image);
        return _images.Count - 1;
    }

    /// <summary>
    /// Hands over the image of a field, which from then on belongs to the caller; null for one that was dropped or is
    /// taken already.
    /// </summary>
    /// <exception cref="FormatException">The text is no base64.</exception>
    public ReceivedImage? Take(ImageText? field, bool isPartial)
    {
        if (field is null || field.Text.Length == 0) return null;
        if (Placeholder.Parse(field.Text) is not Placeholder placeholder) return Decode(field.Text, isPartial);

        int number = placeholder.Number;
        if (number == Placeholder.Invalid) throw new FormatException("The image is not valid base64, or was cut off.");
        if (number < 0 || number >= _images.Count) return null;

        ReceivedImage? image = _images[number];
        _images[number] = null;
        return isPartial ? InMemory(image) : image;
    }

    /// <summary>A preview whose event told its type after its image was taken for a final one and may be in a file.</summary>
    private static ReceivedImage? InMemory(ReceivedImage? image)
    {
        if (image?.File is not TemporaryFile file) return image;

        using (file) return image with { Bytes = file.ReadAll(), File = null };
    }

    private ReceivedImage Decode(string text, bool isPartial)
    {
        using IImageSink sink = isPartial ? new MemorySink() : createSink();
        sink.Write(Convert.FromBase64String(text));
        return sink.Complete();
    }

    public void Dispose()
    {
        foreach (ReceivedImage image in _images.OfType<ReceivedImage>()) image.File?.Dispose();
        _images.Clear();
        foreach (ArraySegment<byte> start in _starts) ArrayPool<byte>.Shared.Return(start.Array!);
        _starts.Clear();
    }

    private void AddStart(ReadOnlySpan<byte> start)
    {
        byte[] copy = ArrayPool<byte>.Shared.Rent(start.Length);
        start.CopyTo(copy);
        _starts.Add(new ArraySegment<byte>(copy, 0, start.Length));
    }

    private bool RemoveStart(ReadOnlySpan<byte> start)
    {
        for (int at = 0; at < _starts.Count; at++)
        {
            if (!start.SequenceEqual(_starts[at])) continue;

            ArrayPool<byte>.Shared.Return(_starts[at].Array!);
            _starts.RemoveAt(at);
            return true;
        }

        return false;
    }
}
