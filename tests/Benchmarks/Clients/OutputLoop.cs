using System;
using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;

namespace ImageGen.Benchmarks.Clients;

/// <summary>
/// The floor of receiving a batch: reads the output file, decodes what stands between the quotes of each image and
/// writes it. It knows this one way to write a line, checks nothing, and repeats nothing.
/// </summary>
internal sealed class OutputLoop(Uri baseUri, string folder)
{
    private readonly HttpClient _http = new();
    private readonly byte[] _text = new byte[128 * 1024];
    private readonly byte[] _bytes = new byte[96 * 1024];

    /// <summary>Writes each image as durably as the module, and removes it then.</summary>
    public async Task ReceiveAsync(string file, int images, int imageLength)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, $"{baseUri}/files/{file}/content");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ServiceKeys.Key);
        using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using Stream body = await response.Content.ReadAsStreamAsync();
        FileStream? image = null;
        int count = 0;
        int kept = 0;
        while (await body.ReadAsync(_text.AsMemory(kept)) is int read and > 0)
        {
            int used = 0;
            int length = kept + read;
            while (true)
            {
                if (image is null)
                {
                    int begin = FindImage(_text.AsSpan(used, length - used));
                    if (begin < 0) break;

                    used += begin;
                    image = Open(count);
                }

                int end = _text.AsSpan(used, length - used).IndexOf((byte)'"');
                used += Decode(_text.AsSpan(used, end < 0 ? length - used : end), end >= 0, image);
                if (end < 0) break;

                if (image.Length != imageLength) throw new InvalidDataException("A file is not whole.");
                Publish(image, count++);
                image = null;
            }

            kept = length - used;
            _text.AsSpan(used, kept).CopyTo(_text);
        }

        if (count != images) throw new InvalidOperationException($"{count} images came.");
    }

    private static int FindImage(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> name = "\"b64_json\":\""u8;
        int at = text.IndexOf(name);
        return at < 0 ? -1 : at + name.Length;
    }

    /// <summary>Returns how much of the text was taken.</summary>
    private int Decode(ReadOnlySpan<byte> text, bool isEnd, FileStream image)
    {
        // A block that may be the last one can be told only with the quote behind it.
        if (!isEnd) text = text[..Math.Max(0, (text.Length - 1) / 4 * 4)];
        OperationStatus status = Base64.DecodeFromUtf8(text, _bytes, out int used, out int written, isEnd);
        if (status == OperationStatus.InvalidData) throw new InvalidDataException("The image is no base64.");
        image.Write(_bytes, 0, written);
        return used;
    }

    private FileStream Open(int number) =>
        new(PathOf(number) + ".part", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, bufferSize: 1);

    private void Publish(FileStream image, int number)
    {
        image.Flush(flushToDisk: true);
        image.Dispose();
        File.Move(PathOf(number) + ".part", PathOf(number));
        File.Delete(PathOf(number));
    }

    private string PathOf(int number) =>
        Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture) + ".png");
}
