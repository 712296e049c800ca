using System;
using System.Collections.Generic;
using System.IO;
using System.Security.Cryptography;
using ImageGen.Apis.Images;
using ImageGen.Files;
using ImageGen.Http;
using ImageGen.Orders;
using ImageGen.Text;

namespace ImageGen.Runs.Batches;

/// <summary>
/// Writes the images that rows start from into the record, each once by its content, and gives the mark that stands for
/// it in a body until its file id is known.
/// </summary>
internal sealed class RecordedImages(BatchRecord record, bool areUploaded)
{
    /// <summary>An id at the service is not longer.</summary>
    private const int LongestFileId = 80;

    private readonly Dictionary<string, int> _byContent = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Path, long Length, long WrittenAt), int> _byFile = [];
    private readonly List<long> _lengths = [];

    /// <summary>How many there are so far.</summary>
    public int Count => _lengths.Count;

    /// <summary>The length of an image in the body, as its id or as data.</summary>
    public long LengthOf(int image) => _lengths[image - 1];

    /// <summary>The order with marks in place of its images, and their numbers.</summary>
    /// <exception cref="AIImageException">An image cannot be sent.</exception>
    public (ImageOrder Order, IReadOnlyList<int> Images) Mark(ImageOrder order)
    {
        if (order.Inputs.Items.Count == 0) return (order, []);

        List<int> numbers = [];
        List<ImageInput> items = [];
        foreach (ImageInput item in order.Inputs.Items) items.Add(Mark(item, numbers));
        ImageInput? mask = order.Mask is null ? null : Mark(order.Mask, numbers);
        return (order with { Inputs = order.Inputs with { Items = items }, Mask = mask }, numbers);
    }

    private ImageInput Mark(ImageInput input, List<int> numbers)
    {
        if (CreateImagesMapper.AsData(input) is not ImageData data) return input;

        int number = Number(data.Content);
        numbers.Add(number);
        string mark = UploadMark.For(record.Header.Record, number);
        return areUploaded ? new ImageFile(mark) : new ImageAddress(new Uri(mark));
    }

    private int Number(EncodedImage image)
    {
        try
        {
            FileInfo? file = image.Path is null || image.IsInMemory ? null : new FileInfo(image.Path);
            (string, long, long) key = (
                file?.FullName ?? string.Empty, image.Length, file?.LastWriteTimeUtc.Ticks ?? 0);
            if (file is not null && _byFile.TryGetValue(key, out int known)) return known;

            string hash = HashOf(image);
            if (!_byContent.TryGetValue(hash, out int number)) number = _byContent[hash] = Write(image, file, hash);
            if (file is not null) _byFile[key] = number;
            return number;
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw FileFailure.CannotRead(image.Path ?? "the image", exception);
        }
    }

    private int Write(EncodedImage image, FileInfo? file, string hash)
    {
        long length = JsonBody.LengthOf(image);
        if (!areUploaded) Uploads.ThrowIfTooLong(image);
        _lengths.Add(areUploaded ? LongestFileId : length);
        record.Append(new RecordImage
        {
            Image = _lengths.Count,
            Sha256 = hash,
            Path = file?.FullName,
            Length = image.Length,
            MediaType = image.MediaType,
            WrittenAt = file?.LastWriteTimeUtc.Ticks ?? 0,
            Data = file is null ? ReadAll(image) : null,
        });
        return _lengths.Count;
    }

    private static string HashOf(EncodedImage image)
    {
        using SHA256 sha = SHA256.Create();
        using Stream content = image.OpenRead();
        return Hex.Encode(sha.ComputeHash(content));
    }

    private static byte[] ReadAll(EncodedImage image)
    {
        using Stream content = image.OpenRead();
        byte[] bytes = new byte[image.Length];
        content.Fill(bytes);
        return bytes;
    }
}
