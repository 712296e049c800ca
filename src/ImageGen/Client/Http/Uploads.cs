using System;
using System.Collections.Generic;
using System.Text;

namespace ImageGen.Client.Http;

/// <summary>
/// The images that go into one JSON body. The JSON is written with a mark for each, and the images are put in its place
/// while the body is sent, so that no image is ever a string. The marks are random: no prompt can hold one.
/// </summary>
internal sealed class Uploads
{
    private readonly string _nonce = Guid.NewGuid().ToString("N");
    private readonly List<ImageData> _images = [];

    /// <summary>The mark that stands for the image's <c>data:</c> URI in the JSON.</summary>
    public string Add(ImageData image)
    {
        _images.Add(image);
        return Mark(_images.Count - 1);
    }

    /// <summary>Cuts the JSON at its marks: every image has the piece before it, and the last piece follows.</summary>
    public IReadOnlyList<(ReadOnlyMemory<byte> Before, ImageData? Image)> Cut(ReadOnlyMemory<byte> json)
    {
        List<(ReadOnlyMemory<byte>, ImageData?)> pieces = [];
        for (int number = 0; number < _images.Count; number++)
        {
            byte[] mark = Encoding.ASCII.GetBytes(Mark(number));
            int at = json.Span.IndexOf(mark);
            pieces.Add((json.Slice(0, at), _images[number]));
            json = json.Slice(at + mark.Length);
        }

        pieces.Add((json, null));
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

    private string Mark(int number) => $"upload-{_nonce}-{number}";
}
