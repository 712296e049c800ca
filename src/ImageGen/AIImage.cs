using System;
using System.IO;
using ImageGen.Client.Files;
using ImageGen.Client.Lifting;

namespace ImageGen;

/// <summary>
/// A generated or edited image: its ids, its prompts, its bytes and its file. It is a link of a chain: it can be
/// piped into the next edit, into a file, into <c>Export-Csv</c>, across a remoting session and back.
/// </summary>
/// <remarks>
/// Values come from the service's answer (<c>image_generation_call</c> and its response) and are null where the
/// service did not say. Text that came from the service has its control characters removed.
/// </remarks>
public sealed class AIImage
{
    private byte[]? _bytes;

    internal AIImage()
    {
    }

    /// <summary>Id of the image generation call (<c>ig_…</c>); null where the API gives none.</summary>
    public string? Id { get; internal init; }

    /// <summary>Id of the response that holds the image (<c>resp_…</c>); the next edit can continue from it.</summary>
    public string? ResponseId { get; internal init; }

    /// <summary>
    /// <c>completed</c>, or the state of a response that is not finished: <c>queued</c>, <c>in_progress</c>,
    /// <c>failed</c>, <c>cancelled</c>, <c>incomplete</c>.
    /// </summary>
    public string? Status { get; internal init; }

    /// <summary>The prompt as it was sent.</summary>
    public string? Prompt { get; internal init; }

    /// <summary>The prompt as the model rewrote it before drawing (<c>revised_prompt</c>).</summary>
    public string? RevisedPrompt { get; internal init; }

    /// <summary>What the tool did: <c>generate</c> or <c>edit</c>.</summary>
    public string? Action { get; internal init; }

    /// <summary>
    /// The encoded image. Read from <see cref="Path"/> each time when the image went straight to disk; null while
    /// the response is not finished.
    /// </summary>
    /// <exception cref="IOException">The file at <see cref="Path"/> is gone or cannot be read.</exception>
    public byte[]? Bytes => _bytes ?? (Path is null ? null : File.ReadAllBytes(Path));

    /// <summary>Number of bytes of the encoded image.</summary>
    public long Length { get; internal set; }

    /// <summary>
    /// Format found in the bytes, whatever was requested: <c>png</c>, <c>jpeg</c>, <c>webp</c>, <c>gif</c>,
    /// <c>svg</c>, or null when it is none of these.
    /// </summary>
    public string? Format { get; internal set; }

    /// <summary>Media type that belongs to <see cref="Format"/>, for example <c>image/png</c>.</summary>
    public string? MediaType => ImageHeader.MediaTypeOf(Format);

    /// <summary>Width in pixels, read from the image's header; 0 when the header does not tell.</summary>
    public int Width { get; internal set; }

    /// <summary>Height in pixels, read from the image's header; 0 when the header does not tell.</summary>
    public int Height { get; internal set; }

    /// <summary>Size as the service resolved it (<c>size</c>), for example <c>1024x1024</c>.</summary>
    public string? Size { get; internal init; }

    /// <summary>Quality as the service resolved it (<c>quality</c>).</summary>
    public string? Quality { get; internal init; }

    /// <summary>Background as the service resolved it (<c>background</c>).</summary>
    public string? Background { get; internal init; }

    /// <summary>Output format as the service resolved it (<c>output_format</c>).</summary>
    public string? OutputFormat { get; internal init; }

    /// <summary>The mainline model that called the image tool; null from the Images API.</summary>
    public string? Model { get; internal init; }

    /// <summary>The image model that drew the picture.</summary>
    public string? ImageModel { get; internal init; }

    /// <summary>Tokens that the request used, all its images together; null where the service did not say.</summary>
    public AIImageUsage? Usage { get; internal init; }

    /// <summary>
    /// Estimate in US dollars of the image model's tokens at list price, divided among the images of the request; null
    /// when tokens or price are unknown. The mainline model's tokens are billed on top of it.
    /// </summary>
    public decimal? Cost { get; internal init; }

    /// <summary>The service's id of the HTTP request (<c>x-request-id</c>), for support cases.</summary>
    public string? RequestId { get; internal init; }

    /// <summary>When the service accepted the request.</summary>
    public DateTimeOffset? CreatedAt { get; internal init; }

    /// <summary>Time from sending the request until the image was complete.</summary>
    public TimeSpan? Duration { get; internal init; }

    /// <summary>Position of the image's input in the pipeline, from 0.</summary>
    public int Index { get; internal set; }

    /// <summary><see cref="Id"/> of the image that it was edited from.</summary>
    public string? ParentId { get; internal init; }

    /// <summary><see cref="ResponseId"/> of the image that it was edited from.</summary>
    public string? ParentResponseId { get; internal init; }

    /// <summary>File that it was edited from.</summary>
    public string? ParentPath { get; internal init; }

    /// <summary>Name of the service that made it, for example <c>OpenAI</c> or <c>Sandbox</c>.</summary>
    public string? Service { get; internal init; }

    /// <summary>
    /// True when the service keeps the response, so that its ids can be used in an edit; false after
    /// <c>-NoStore</c>.
    /// </summary>
    public bool Stored { get; internal init; }

    /// <summary>Full path of the image's file; null until it is saved.</summary>
    public string? Path { get; internal set; }

    /// <summary>Always true; a partial image of a stream has false.</summary>
    public bool IsFinal => true;

    /// <summary>
    /// Saves the image to a file, by a temporary file beside it that is renamed. A missing extension is added.
    /// </summary>
    /// <param name="path">The new file. Relative to the process's directory, not to PowerShell's location.</param>
    /// <returns>The saved file.</returns>
    /// <exception cref="IOException">The file exists already, or cannot be written.</exception>
    /// <exception cref="InvalidOperationException">There is no image yet.</exception>
    public FileInfo Save(string path)
    {
        byte[] bytes = RequireBytes();
        string target = System.IO.Path.GetFullPath(ImageHeader.WithExtension(path, Format));
        AtomicFile.Write(target, bytes, overwrite: false);
        Path = target;
        return new FileInfo(target);
    }

    /// <summary>Opens the encoded image for reading.</summary>
    /// <returns>A stream over the bytes in memory or over the file.</returns>
    /// <exception cref="InvalidOperationException">There is no image yet.</exception>
    public Stream OpenRead() =>
        _bytes is null && Path is not null ? File.OpenRead(Path) : new MemoryStream(RequireBytes(), writable: false);

    /// <summary>The encoded image as base64, without a prefix.</summary>
    /// <returns>The base64 text.</returns>
    /// <exception cref="InvalidOperationException">There is no image yet.</exception>
    public string ToBase64() => Convert.ToBase64String(RequireBytes());

    /// <summary>The encoded image as a <c>data:</c> URI, for HTML and Markdown.</summary>
    /// <returns>The URI.</returns>
    /// <exception cref="InvalidOperationException">There is no image yet.</exception>
    public string ToDataUri() => $"data:{MediaType ?? "application/octet-stream"};base64,{ToBase64()}";

    /// <summary>The path when the image has one, else its id.</summary>
    /// <returns>A short text that names the image.</returns>
    public override string ToString() => Path ?? Id ?? ResponseId ?? nameof(AIImage);

    /// <summary>Takes the bytes and reads format and dimensions from their header.</summary>
    internal AIImage WithBytes(byte[] bytes)
    {
        _bytes = bytes;
        return WithHeader(ImageHeader.Read(bytes), bytes.Length);
    }

    /// <summary>Takes what was received: bytes, or a temporary file that waits for its name.</summary>
    internal AIImage With(ReceivedImage image)
    {
        _bytes = image.Bytes;
        Pending = image.File;
        return WithHeader(image.Header, image.Length);
    }

    /// <summary>A file that holds the image and has no name yet; who saves the image publishes it.</summary>
    internal TemporaryFile? Pending { get; private set; }

    /// <summary>Notes that the pending file now has this name.</summary>
    internal void Published(string path)
    {
        Pending = null;
        Path = path;
    }

    /// <summary>Takes the bytes of a pending file that can get no name into memory, so that they are not lost.</summary>
    internal void Recall()
    {
        if (Pending is not TemporaryFile file) return;

        _bytes = file.ReadAll();
        Pending = null;
        file.Dispose();
    }

    /// <summary>Removes a pending file of an image that is received anew.</summary>
    internal void Discard()
    {
        Pending?.Dispose();
        Pending = null;
    }

    /// <summary>Takes a file that holds the image; bytes in memory are let go.</summary>
    internal AIImage WithFile(string path, ImageHeader header, long length)
    {
        _bytes = null;
        Path = path;
        return WithHeader(header, length);
    }

    /// <summary>False when the bytes are read from the file.</summary>
    internal bool IsInMemory => _bytes is not null;

    /// <summary>The bytes, or an exception that says why there are none.</summary>
    internal byte[] RequireBytes() => Bytes
        ?? throw new InvalidOperationException($"The image has no bytes: its response is '{Status ?? "unknown"}'.");

    private AIImage WithHeader(ImageHeader header, long length)
    {
        Length = length;
        Format = header.Format;
        Width = header.Width;
        Height = header.Height;
        return this;
    }
}
