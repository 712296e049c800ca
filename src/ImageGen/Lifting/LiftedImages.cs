using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;

namespace ImageGen.Lifting;

/// <summary>
/// The images that were lifted out of one answer. A placeholder in the text names each; an image that nobody takes is
/// removed at the end.
/// </summary>
/// <param name="createSink">Creates the destination of a final image; null passes it over.</param>
internal sealed class LiftedImages(Func<IImageSink?> createSink) : IDisposable
{
    /// <summary>
    /// More bytes of images than an answer can have are dropped, so that no answer fills memory or disk.
    /// </summary>
    private const long MostBytes = 1_000_000_000;

    private readonly List<(ReceivedImage? Image, bool IsFinal)> _images = [];
    private readonly List<(ArraySegment<byte> Text, int Number)> _starts = [];
    private ArraySegment<byte> _start;
    private int _original = -1;
    private long _held;
    private bool _isFinal;

    /// <summary>
    /// A sink for an image whose text begins like this, or null when it is the second copy of one that was received:
    /// the last event of a stream repeats them all.
    /// </summary>
    /// <param name="start">The beginning of its text.</param>
    /// <param name="isPartial">Known to be a preview.</param>
    /// <param name="isFinal">Known to be the final image, not a preview.</param>
    /// <param name="isLastEvent">It is in the event that ends a stream.</param>
    public IImageSink? Begin(ReadOnlySpan<byte> start, bool isPartial, bool isFinal, bool isLastEvent)
    {
        Forget();
        _isFinal = isFinal;
        _original = -1;
        if (_held > MostBytes) return null;
        if (isPartial) return new MemorySink();

        if (!isLastEvent) Remember(start);
        else if (FindOriginal(start)) return null;

        return createSink();
    }

    /// <summary>
    /// Keeps an image, or null for one that was dropped, and returns its number. A second copy has the number of the
    /// first, for the event that brought the first may be broken.
    /// </summary>
    public int Add(ReceivedImage? image)
    {
        if (_original >= 0) return _original;

        _images.Add((image, _isFinal));
        _held += image?.Length ?? 0;
        if (_start.Array is not null) _starts.Add((_start, _images.Count - 1));
        _start = default;
        return _images.Count - 1;
    }

    /// <summary>
    /// Hands over the image of a field, which from then on belongs to the caller; null for one that was dropped or is
    /// taken already.
    /// </summary>
    /// <exception cref="FormatException">The text is not base64.</exception>
    public ReceivedImage? Take(ImageText? field, bool isPartial)
    {
        if (field is null || field.Text.Length == 0) return null;
        if (Placeholder.Parse(field.Text) is not Placeholder placeholder) return Decode(field.Text, isPartial);

        int number = placeholder.Number;
        if (number == Placeholder.Invalid)
        {
            throw new FormatException("The image is not valid base64, was cut off, or has no end.");
        }

        if (number < 0 || number >= _images.Count) return null;

        ReceivedImage? image = Release(number);
        return isPartial ? InMemory(image) : image;
    }

    /// <summary>True while there is a final image that nobody took.</summary>
    public bool HasRest => _images.Exists(lifted => lifted is { Image: not null, IsFinal: true });

    /// <summary>
    /// Hands over the final images that nobody took: the text that would have named them broke off after they were
    /// whole.
    /// </summary>
    /// <param name="isAllFinal">Set when the answer cannot contain previews.</param>
    public IEnumerable<ReceivedImage> TakeRest(bool isAllFinal = false)
    {
        for (int number = 0; number < _images.Count; number++)
        {
            if ((isAllFinal || _images[number].IsFinal) && Release(number) is ReceivedImage image) yield return image;
        }
    }

    /// <summary>
    /// A preview whose event told its type after its image was taken for a final one and may be in a file.
    /// </summary>
    private static ReceivedImage? InMemory(ReceivedImage? image)
    {
        return image?.File is null ? image : new ReceivedImage(image.Header, image.Length, image.ReadAll(), file: null);
    }

    private ReceivedImage? Release(int number)
    {
        (ReceivedImage? image, bool isFinal) = _images[number];
        _images[number] = (null, isFinal);
        _held -= image?.Length ?? 0;
        return image;
    }

    private ReceivedImage? Decode(string text, bool isPartial)
    {
        using IImageSink? sink = isPartial ? new MemorySink() : createSink();
        if (sink is null) return null;

        sink.Write(LenientBase64.Decode(text));
        return sink.Complete();
    }

    public void Dispose()
    {
        foreach ((ReceivedImage? image, bool _) in _images) image?.Dispose();
        _images.Clear();
        Forget();
        foreach ((ArraySegment<byte> text, int _) in _starts) ArrayPool<byte>.Shared.Return(text.Array!);
        _starts.Clear();
    }

    /// <summary>Keeps how the text of an image begins; it counts once the image is whole.</summary>
    private void Remember(ReadOnlySpan<byte> start)
    {
        byte[] copy = ArrayPool<byte>.Shared.Rent(start.Length);
        start.CopyTo(copy);
        _start = new ArraySegment<byte>(copy, 0, start.Length);
    }

    /// <summary>Forgets the beginning of what turned out not to be an image.</summary>
    private void Forget()
    {
        if (_start.Array is byte[] text) ArrayPool<byte>.Shared.Return(text);
        _start = default;
    }

    private bool FindOriginal(ReadOnlySpan<byte> start)
    {
        for (int at = 0; at < _starts.Count; at++)
        {
            if (!start.SequenceEqual(_starts[at].Text)) continue;

            _original = _starts[at].Number;
            ArrayPool<byte>.Shared.Return(_starts[at].Text.Array!);
            _starts.RemoveAt(at);
            return true;
        }

        return false;
    }
}
