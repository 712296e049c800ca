using System;
using System.Collections.Generic;
using System.Text;
using ImageGen.Files;

namespace ImageGen.Http;

/// <summary>
/// The images that go into one JSON body. The JSON is written with a mark for each, and the images are put in its place
/// while the body is sent, so that no image is ever a string. The marks are random: no prompt can hold one.
/// </summary>
internal sealed class Uploads
{
    /// <summary>The longest <c>image_url</c> that the service takes, in characters.</summary>
    public const int LongestUrl = 20_971_520;

    private readonly string _nonce = Guid.NewGuid().ToString("N");
    private readonly List<EncodedImage> _images = [];

    /// <summary>The mark that stands for the image's <c>data:</c> URI in the JSON.</summary>
    public string Add(EncodedImage image)
    {
        _images.Add(image);
        return Mark(_images.Count - 1);
    }

    /// <summary>The same for an image that is within the service's limit for a <c>data:</c> URI.</summary>
    /// <exception cref="AIImageException">It is too large.</exception>
    public string AddChecked(EncodedImage image)
    {
        ThrowIfTooLong(image);
        return Add(image);
    }

    /// <summary>Refuses an image that is beyond that limit.</summary>
    /// <exception cref="AIImageException">It is too large.</exception>
    public static void ThrowIfTooLong(EncodedImage image)
    {
        if (JsonBody.LengthOf(image) <= LongestUrl) return;

        throw new AIImageException(
            ErrorIds.InvalidRequest,
            $"An image of {image.Length:N0} bytes is too large to be sent as data: the service accepts at most 15.7 "
            + "million bytes. Make it smaller, or upload it and pass its file id.");
    }

    /// <summary>Cuts the JSON at its marks: every image has the piece before it, and the last piece follows.</summary>
    public IReadOnlyList<JsonPiece> Cut(ReadOnlyMemory<byte> json)
    {
        if (_images.Count == 0) return [new JsonPiece(json, null)];

        List<JsonPiece> pieces = [];
        int from = 0;
        foreach ((int at, int number) in Places(json.Span))
        {
            pieces.Add(new JsonPiece(json.Slice(from, at - from), _images[number]));
            from = at + Mark(number).Length;
        }

        pieces.Add(new JsonPiece(json.Slice(from), null));
        return pieces;
    }

    /// <summary>JSON as people may see it: each mark is what the image is.</summary>
    public string Describe(string json)
    {
        for (int number = 0; number < _images.Count; number++)
        {
            json = json.Replace(Mark(number), $"({_images[number].MediaType}, {_images[number].Length} bytes)");
        }

        return json;
    }

    /// <summary>Where each mark stands, in the order of the JSON rather than of the images.</summary>
    private List<(int At, int Number)> Places(ReadOnlySpan<byte> json)
    {
        List<(int At, int Number)> places = [];
        for (int number = 0; number < _images.Count; number++)
        {
            places.Add((json.IndexOf(Encoding.ASCII.GetBytes(Mark(number))), number));
        }

        places.Sort();
        return places;
    }

    private string Mark(int number) => $"upload-{_nonce}-{number}.";
}
