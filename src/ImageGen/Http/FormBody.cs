using System;
using System.Buffers;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ImageGen.Files;
using ImageGen.Text;

namespace ImageGen.Http;

/// <summary>
/// A <c>multipart/form-data</c> body whose files are read while it is sent. Every file has a content type and a plain
/// quoted name, which all servers understand; the user's own file names are not sent.
/// </summary>
internal sealed class FormBody : RequestBody
{
    private const int PieceLength = 64 * 1024;

    private readonly string _boundary = "----ImageGen" + Guid.NewGuid().ToString("N");
    private readonly List<(byte[] Head, long Length, Func<Stream, Task> WriteAsync)> _parts = [];
    private readonly List<string> _descriptions = [];

    public override string ContentType => $"multipart/form-data; boundary={_boundary}";

    public override long Length =>
        _parts.Sum(part => part.Head.Length + part.Length + 2) + End.Length;

    private byte[] End => Encoding.ASCII.GetBytes($"--{_boundary}--\r\n");

    public void AddField(string name, string value)
    {
        byte[] text = Encoding.UTF8.GetBytes(value);
        _parts.Add((Head($"name=\"{Quoted(name)}\""), text.Length, target => target.WriteAllAsync(text)));
        _descriptions.Add($"{name} = {value}");
    }

    /// <summary>Adds a file, named after the field and its number.</summary>
    public void AddFile(string name, EncodedImage file, int number)
    {
        string extension = ImageFormats.ExtensionOfMediaType(file.MediaType);
        string fileName = name.TrimEnd('[', ']') + (number == 0 ? string.Empty : $"-{number}") + extension;
        AddFile(name, fileName, file.MediaType, file.Length, target => WriteFileAsync(file, target));
    }

    /// <summary>Adds a file under a name of its own, which is written while it is sent.</summary>
    public void AddFile(string name, string fileName, string mediaType, long length, Func<Stream, Task> write)
    {
        _parts.Add((
            Head($"name=\"{name}\"; filename=\"{fileName}\"\r\nContent-Type: {mediaType}"), length, write));
        _descriptions.Add($"{name} = ({mediaType}, {length} bytes)");
    }

    public override async Task WriteAsync(Stream target)
    {
        foreach ((byte[] head, _, Func<Stream, Task> writeAsync) in _parts)
        {
            await target.WriteAllAsync(head).ConfigureAwait(false);
            await writeAsync(target).ConfigureAwait(false);
            await target.WriteAllAsync("\r\n"u8.ToArray()).ConfigureAwait(false);
        }

        await target.WriteAllAsync(End).ConfigureAwait(false);
    }

    public override string Describe(ISecret? key) => PlainText.Clean(
        Redaction.Redact(string.Join(Environment.NewLine, _descriptions), key));

    /// <summary>Writes the bytes of a file.</summary>
    public static async Task WriteFileAsync(EncodedImage file, Stream target)
    {
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceLength);
        try
        {
            using Stream source = file.OpenRead();
            for (long left = file.Length; left > 0;)
            {
                int wanted = (int)Math.Min(left, PieceLength);
                await source.ReadFullyAsync(piece, wanted).ConfigureAwait(false);
                await target.WriteAllAsync(piece.AsMemory(0, wanted)).ConfigureAwait(false);
                left -= wanted;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private byte[] Head(string disposition) => Encoding.UTF8.GetBytes(
        $"--{_boundary}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n");

    private static string Quoted(string name) =>
        name.Replace("\"", "%22").Replace("\r", "%0D").Replace("\n", "%0A");
}
