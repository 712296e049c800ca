using System;
using System.Buffers;
using System.Buffers.Text;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ImageGen.Files;
using ImageGen.Text;

namespace ImageGen.Http;

/// <summary>A JSON body whose images are read and encoded while it is sent.</summary>
internal sealed class JsonBody(ReadOnlyMemory<byte> json, Uploads uploads) : RequestBody
{
    private const int GroupsPerStep = 16 * 1024;

    private readonly IReadOnlyList<JsonPiece> _pieces = uploads.Cut(json);

    public override string ContentType => "application/json";

    public override long Length => _pieces.Sum(
        piece => piece.Before.Length + (piece.Image is EncodedImage image ? LengthOf(image) : 0));

    /// <summary>Number of characters of an image as a <c>data:</c> URI.</summary>
    public static long LengthOf(EncodedImage image) => Prefix(image).Length + (image.Length + 2) / 3 * 4;

    public override async Task WriteAsync(Stream target)
    {
        foreach ((ReadOnlyMemory<byte> before, EncodedImage? image) in _pieces)
        {
            await target.WriteAllAsync(before).ConfigureAwait(false);
            if (image is not null) await WriteImageAsync(image, target).ConfigureAwait(false);
        }
    }

    public override string Describe(ISecret? key) => uploads.Describe(WireTrace.DescribeJson(json.Span, key));

    private static string Prefix(EncodedImage image) => $"data:{image.MediaType};base64,";

    /// <summary>Writes an image as a <c>data:</c> URI.</summary>
    public static async Task WriteImageAsync(EncodedImage image, Stream target)
    {
        await target.WriteAllAsync(Encoding.ASCII.GetBytes(Prefix(image))).ConfigureAwait(false);
        byte[] raw = ArrayPool<byte>.Shared.Rent(GroupsPerStep * 3);
        byte[] text = ArrayPool<byte>.Shared.Rent(GroupsPerStep * 4);
        try
        {
            using Stream source = image.OpenRead();
            for (long left = image.Length; left > 0;)
            {
                int wanted = (int)Math.Min(left, GroupsPerStep * 3);
                await source.ReadFullyAsync(raw, wanted).ConfigureAwait(false);
                Base64.EncodeToUtf8(raw.AsSpan(0, wanted), text, out _, out int written);
                await target.WriteAllAsync(text.AsMemory(0, written)).ConfigureAwait(false);
                left -= wanted;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(raw);
            ArrayPool<byte>.Shared.Return(text);
        }
    }
}
