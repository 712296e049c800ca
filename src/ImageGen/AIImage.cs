using System;
using System.IO;
using ImageGen.Files;

namespace ImageGen;

/// <summary>
/// A generated or edited image: its ids, its prompts, its bytes and its file. It can be piped to the next edit, to a
/// file, to <c>Export-Csv</c>, and through a remoting session and back.
/// </summary>
/// <remarks>
/// Values come from the service's answer (<c>image_generation_call</c> and its response) and are null where the service
/// did not report them. Control characters are removed from text that came from the service.
/// </remarks>
public sealed class AIImage
{
    private byte[]? _bytes;

    /// <param name="facts">All that is known of it.</param>
    internal AIImage(ImageFacts facts)
    {
        Facts = facts;
        Usage = facts.Usage is null ? null : new AIImageUsage(facts.Usage);
        Duration = ToTime(facts.DurationSeconds);
    }

    /// <summary>Id of the image generation call (<c>ig_…</c>); null where the API gives none.</summary>
    public string? Id => Facts.Id;

    /// <summary>Id of the response that holds the image (<c>resp_…</c>); the next edit can continue from it.</summary>
    public string? ResponseId => Facts.ResponseId;

    /// <summary>
    /// <c>completed</c>, or the state of a response that is not finished: <c>queued</c>, <c>in_progress</c>,
    /// <c>failed</c>, <c>cancelled</c>, <c>incomplete</c>.
    /// </summary>
    public string? Status => Facts.Status;

    /// <summary>The prompt as it was sent.</summary>
    public string? Prompt => Facts.Prompt;

    /// <summary>The prompt as the model rewrote it before drawing (<c>revised_prompt</c>).</summary>
    public string? RevisedPrompt => Facts.RevisedPrompt;

    /// <summary>What the tool did: <c>generate</c> or <c>edit</c>.</summary>
    public string? Action => Facts.Action;

    /// <summary>
    /// The encoded image. Read from <see cref="FullName"/> each time when the image went straight to disk; null while
    /// the response is not finished.
    /// </summary>
    /// <exception cref="IOException">The file at <see cref="FullName"/> is gone or cannot be read.</exception>
    public byte[]? Bytes => _bytes ?? (FullName is null ? null : File.ReadAllBytes(FullName));

    /// <summary>Number of bytes of the encoded image.</summary>
    public long Length { get; private set; }

    /// <summary>
    /// Format found in the bytes, whatever was requested: <c>png</c>, <c>jpeg</c>, <c>webp</c>, <c>gif</c>,
    /// <c>svg</c>, <c>avif</c>, or null when it is none of these.
    /// </summary>
    public string? Format { get; private set; }

    /// <summary>Media type that belongs to <see cref="Format"/>, for example <c>image/png</c>.</summary>
    public string? MediaType => ImageFormats.MediaTypeOf(Format);

    /// <summary>Width in pixels, read from the image's header; 0 if the header does not say.</summary>
    public int Width { get; private set; }

    /// <summary>Height in pixels, read from the image's header; 0 if the header does not say.</summary>
    public int Height { get; private set; }

    /// <summary>
    /// True when content credentials (C2PA) are in the bytes, whether they are valid or not:
    /// <c>Test-AIImageProvenance</c> shows what they say.
    /// </summary>
    public bool HasContentCredentials { get; private set; }

    /// <summary>Size as the service resolved it (<c>size</c>), for example <c>1024x1024</c>.</summary>
    public string? Size => Facts.Size;

    /// <summary>Quality as the service resolved it (<c>quality</c>).</summary>
    public string? Quality => Facts.Quality;

    /// <summary>Background as the service resolved it (<c>background</c>).</summary>
    public string? Background => Facts.Background;

    /// <summary>Output format as the service resolved it (<c>output_format</c>).</summary>
    public string? OutputFormat => Facts.OutputFormat;

    /// <summary>The mainline model that called the image tool; null from the Images API.</summary>
    public string? Model => Facts.Model;

    /// <summary>The image model that drew the image.</summary>
    public string? ImageModel => Facts.ImageModel;

    /// <summary>Tokens that the request used, for all its images; null where the service did not report them.</summary>
    public AIImageUsage? Usage { get; }

    /// <summary>
    /// The whole cost of the image in US dollars at list price: image model, mainline model and the author of an SVG,
    /// with cached tokens at their own rate. The cost of a request is divided among its images. Null if a price or a
    /// number of tokens is unknown: <c>-Verbose</c> says which; <see cref="Usage"/> still has the tokens.
    /// </summary>
    public decimal? Cost => Facts.Cost;

    /// <summary>The service's id of the HTTP request (<c>x-request-id</c>), for support cases.</summary>
    public string? RequestId => Facts.RequestId;

    /// <summary>When the service accepted the request.</summary>
    public DateTimeOffset? CreatedAt => Facts.CreatedAt;

    /// <summary>Time from sending the request until the image was complete.</summary>
    public TimeSpan? Duration { get; }

    /// <summary>Position of the image's input in the pipeline, from 0.</summary>
    public int Index => Facts.Index;

    /// <summary><see cref="Id"/> of the source image of the edit.</summary>
    public string? ParentId => Facts.ParentId;

    /// <summary><see cref="ResponseId"/> of the source image of the edit.</summary>
    public string? ParentResponseId => Facts.ParentResponseId;

    /// <summary>Source file of the edit.</summary>
    public string? ParentPath => Facts.ParentPath;

    /// <summary>Name of the service that made it, for example <c>OpenAI</c> or <c>Sandbox</c>.</summary>
    public string? Service => Facts.Service;

    /// <summary>
    /// True when the service keeps the response, so that its ids can be used in an edit; false after
    /// <c>-NoStore</c>.
    /// </summary>
    public bool Stored => Facts.Stored;

    /// <summary>
    /// Id of the request's lines in the ledger of <c>Connect-AIImageService -Ledger</c>; null without a ledger.
    /// <c>Wait-AIImage</c> and <c>Stop-AIImage</c> use it to settle the reserved cost.
    /// </summary>
    public string? LedgerId => Facts.LedgerId;

    /// <summary>
    /// The request as a row: <c>$image.Request | New-AIImage -OutFile again.png</c> repeats it, or <c>|
    /// Edit-AIImage</c> for an edit. Null if it is unknown.
    /// </summary>
    public AIImageRequest? Request => Facts.Request is null ? null : new AIImageRequest(Facts.Request);

    /// <summary>True if <c>-Resume</c> found the image complete: this run sent and paid nothing for it.</summary>
    public bool Resumed { get; internal init; }

    /// <summary>Full path of the image's file; null until it is saved.</summary>
    public string? FullName { get; private set; }

    /// <summary>Name of the image's file without its folder; null until it is saved.</summary>
    public string? Name => FullName is null ? null : Path.GetFileName(FullName);

    /// <summary>Always true; a partial image of a stream has false.</summary>
    public bool IsFinal => true;

    /// <summary>
    /// Saves the image to a file: it is written under a temporary name and then renamed. A missing extension is added.
    /// </summary>
    /// <param name="path">The new file. In PowerShell it is relative to the current location, and ~ is the home
    /// folder.</param>
    /// <returns>The saved file.</returns>
    /// <exception cref="IOException">The file exists already, or cannot be written.</exception>
    /// <exception cref="InvalidOperationException">There is no image yet.</exception>
    public FileInfo Save(string path)
    {
        byte[] bytes = RequireBytes();
        string target = Path.GetFullPath(ImageFormats.WithExtension(path, Format));
        AtomicFile.Write(target, bytes, overwrite: false);
        FullName = target;
        return new FileInfo(target);
    }

    /// <summary>Opens the encoded image for reading.</summary>
    /// <returns>A stream over the bytes in memory or over the file.</returns>
    /// <exception cref="InvalidOperationException">There is no image yet.</exception>
    public Stream OpenRead() =>
        _bytes is null && FullName is not null
            ? File.OpenRead(FullName)
            : new MemoryStream(RequireBytes(), writable: false);

    /// <summary>The encoded image as base64, without a prefix.</summary>
    /// <returns>The base64 text.</returns>
    /// <exception cref="InvalidOperationException">There is no image yet.</exception>
    public string ToBase64() => Convert.ToBase64String(RequireBytes());

    /// <summary>The encoded image as a <c>data:</c> URI, for HTML and Markdown.</summary>
    /// <returns>The URI.</returns>
    /// <exception cref="InvalidOperationException">There is no image yet.</exception>
    public string ToDataUri() => $"data:{MediaType ?? "application/octet-stream"};base64,{ToBase64()}";

    /// <summary>The file when the image has one, else its id.</summary>
    /// <returns>A short text that names the image.</returns>
    public override string ToString() => FullName ?? Id ?? ResponseId ?? nameof(AIImage);

    /// <summary>Takes the bytes and reads format and dimensions from their header.</summary>
    internal AIImage WithBytes(byte[] bytes)
    {
        _bytes = bytes;
        return WithHeader(ImageHeader.ReadWhole(bytes), bytes.Length);
    }

    /// <summary>Takes format and dimensions of bytes that are elsewhere until they have a name.</summary>
    internal AIImage WithHeader(ImageHeader header, long length)
    {
        Length = length;
        Format = header.Format;
        Width = header.Width;
        Height = header.Height;
        HasContentCredentials = header.HasContentCredentials;
        return this;
    }

    /// <summary>Notes the file that holds the image; bytes in memory are kept.</summary>
    internal AIImage SavedAs(string? path)
    {
        FullName = path;
        return this;
    }

    internal ImageFacts Facts { get; }

    /// <summary>False when the bytes are read from the file.</summary>
    internal bool IsInMemory => _bytes is not null;

    /// <summary>The bytes, or an exception that says why there are none.</summary>
    internal byte[] RequireBytes() => Bytes
        ?? throw new InvalidOperationException($"The image has no bytes: its response is '{Status ?? "unknown"}'.");

    /// <summary>Exact to the tick; null if it is missing or invalid.</summary>
    private static TimeSpan? ToTime(double? seconds) => seconds is >= 0 and < 1e8
        ? TimeSpan.FromTicks((long)Math.Round(seconds.Value * TimeSpan.TicksPerSecond))
        : null;
}
