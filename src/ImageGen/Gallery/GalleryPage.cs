using System;
using System.Buffers;
using System.Buffers.Text;
using System.Collections.Generic;
using System.IO;
using System.Text;
using ImageGen.Files;
using ImageGen.Text;

namespace ImageGen.Gallery;

/// <summary>
/// One HTML page of images, written while they come: embedded bytes first, then the facts of all. Nothing but the
/// facts is kept in memory, and the page has its name only when it is whole.
/// </summary>
internal sealed class GalleryPage : IDisposable
{
    /// <summary>A multiple of three, so that only the last block is padded.</summary>
    private const int BlockLength = 48 * 1024;

    private readonly string _target;
    private readonly string _title;
    private readonly bool _embed;
    private readonly TemporaryFile _file;
    private readonly BufferedStream _stream;
    private readonly List<GalleryEntry> _entries = [];
    private readonly GalleryLineage _lineage = new();
    private int _embedded;

    /// <param name="target">Full path of the page.</param>
    /// <param name="title">Its title.</param>
    /// <param name="embed">Puts all images into the page, and not only those that have no file.</param>
    /// <exception cref="IOException">The disk refused the write.</exception>
    public GalleryPage(string target, string title, bool embed)
    {
        _target = target;
        _title = PlainText.Line(title);
        _embed = embed;
        _file = new TemporaryFile(target);
        _stream = new BufferedStream(_file.Stream, BlockLength);
        WriteText(PageParts.Head(_title));
    }

    private string Folder => Path.GetDirectoryName(_target)!;

    /// <summary>Adds an image; a file that is already on the page is skipped.</summary>
    /// <exception cref="IOException">The image cannot be read, or the disk refused.</exception>
    public void Add(AIImage image) => Add(image, isSource: false);

    /// <summary>
    /// Adds what the images were edited from as far as it is on this disk, and gives the page its name.
    /// </summary>
    /// <param name="readSource">Reads the image of a file; null where it cannot be read.</param>
    /// <param name="overwrite">Replaces an existing page.</param>
    /// <exception cref="IOException">The page exists, or the disk refused.</exception>
    public void Finish(Func<string, AIImage?> readSource, bool overwrite)
    {
        for (int position = 0; position < _entries.Count; position++) AddSource(position, readSource);
        _lineage.Connect(_entries);
        WriteText("\n<script type=\"application/json\" id=\"data\">");
        PageData.Write(_stream, Folder, _title, _entries);
        WriteText("</script>\n<script>" + PageParts.Script + "</script>\n</body>\n</html>\n");
        _stream.Flush();
        _file.Publish(_target, overwrite);
    }

    public void Dispose() => _file.Dispose();

    private void Add(AIImage image, bool isSource)
    {
        if (image.FullName is string path && _lineage.Has(path)) return;

        bool isEmbedded = image.Length > 0 && (_embed || image.FullName is null);
        GalleryEntry entry = new(image) { Embedded = isEmbedded ? _embedded++ : null, IsSource = isSource };
        if (isEmbedded) Embed(image, entry.Embedded!.Value);
        _lineage.Add(entry, _entries.Count);
        _entries.Add(entry);
    }

    /// <summary>A path on the network came with the facts, and is not opened.</summary>
    private void AddSource(int position, Func<string, AIImage?> readSource)
    {
        GalleryEntry entry = _entries[position];
        if (entry.Facts.Parent.Path is not string path || _lineage.ParentOf(entry, position) is not null) return;

        bool isElsewhere = !Path.IsPathRooted(path) || path.StartsWith(@"\\", StringComparison.Ordinal)
            || path.StartsWith("//", StringComparison.Ordinal) || _lineage.Has(path);
        if (!isElsewhere && readSource(path) is AIImage source) Add(source, isSource: true);
    }

    private void Embed(AIImage image, int number)
    {
        byte[] block = new byte[BlockLength];
        byte[] text = ArrayPool<byte>.Shared.Rent(Base64.GetMaxEncodedToUtf8Length(BlockLength));
        using Stream content = image.OpenRead();
        string type = image.MediaType ?? "application/octet-stream";
        WriteText($"\n<script type=\"text/plain\" id=\"i{number}\" data-type=\"{type}\">");
        try
        {
            int read;
            while ((read = content.Fill(block)) > 0)
            {
                Base64.EncodeToUtf8(block.AsSpan(0, read), text, out _, out int written);
                _stream.Write(text, 0, written);
            }
        }
        finally
        {
            WriteText("</script>");
            ArrayPool<byte>.Shared.Return(text);
        }
    }

    private void WriteText(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        _stream.Write(bytes, 0, bytes.Length);
    }
}
