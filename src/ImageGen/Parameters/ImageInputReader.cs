using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.RegularExpressions;
using ImageGen.Files;
using ImageGen.Orders;
using ImageGen.Text;

namespace ImageGen.Parameters;

/// <summary>Reads images as people have them: results, files, bytes, streams, addresses, ids.</summary>
internal sealed class ImageInputReader(SessionPaths paths)
{
    private const long LargestFile = 50_000_000;

    private static readonly Regex s_id = new(
        "^(?<kind>resp|ig|file)[_-][A-Za-z0-9_-]+$", RegexOptions.CultureInvariant);

    private static readonly Regex s_address = new(
        "^(https?|data):", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    /// <summary>
    /// The images that one object refers to. A path is the file of that name, else what it matches as a pattern.
    /// </summary>
    /// <exception cref="AIImageException">It is no image, or it cannot be read.</exception>
    public IReadOnlyList<ImageInput> Read(object? value) => value switch
    {
        AIImage image => [Earlier(image)],
        _ when DeserializedRequest.Find(value) is AIImageRequest request => (request.Image ?? throw ReadFailed(
            "The image was not edited from a file or an id, so its request does not contain the source image. "
            + "Pass the source with -Image.")).SelectMany(Read).ToList(),
        AIImagePartial partial => [Data(partial.Bytes)],
        FileInfo file => [ReadFile(file.FullName)],
        PathInfo location => ReadFiles(location.Path),
        byte[] bytes => [Data(bytes)],
        Stream stream => [ReadStream(stream)],
        Uri address => [ReadText(address.OriginalString)],
        string text when IsNeitherIdNorAddress(text) => ReadFiles(text),
        string text => [ReadText(text)],
        PSObject custom => ReadObject(custom),
        byte => throw LooseBytes.CreateException(),
        null => throw ReadFailed("There is no image: the value is null."),
        _ when LooseBytes.TryJoin(value) is byte[] joined => [Data(joined)],
        IList items => items.Cast<object?>().SelectMany(item => Read(Unwrap(item))).ToList(),
        _ => throw ReadFailed($"A {value.GetType().Name} is not an image."),
    };

    /// <summary>The image of a file, as bytes.</summary>
    /// <exception cref="AIImageException">It is no image, or it cannot be read.</exception>
    public static ImageData ReadFile(string path)
    {
        try
        {
            FileInfo file = new(path);
            if (file.Length > LargestFile)
            {
                throw ReadFailed(
                    $"'{PlainText.Line(path)}' has {file.Length:N0} bytes; at most {LargestFile:N0} can be sent.");
            }

            string name = $"'{PlainText.Line(path)}'";
            if (file.Length == 0) throw ReadFailed($"{name} is empty.");

            ImageHeader header = ImageHeader.ReadFile(path);
            string mediaType = MediaType(header.Format, name, () => ForeignFormat.NameOfFile(path));
            return new ImageData(new EncodedImage(path, file.Length, mediaType) { Header = header });
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw FileFailure.CannotRead(path, exception);
        }
    }

    private IReadOnlyList<ImageInput> ReadObject(PSObject value)
    {
        if (value.Properties["Image"]?.Value is object image && !DeserializedImage.Is(value))
        {
            return Read(Unwrap(image));
        }

        if (DeserializedImage.OnlyPath(value) is string path) return ReadFiles(path);
        return DeserializedImage.IsLike(value)
            ? [Earlier(DeserializedImage.Restore(value, paths))]
            : throw ReadFailed("The object is not an image: it has none of the properties Image, Path, ResponseId and "
                + "Bytes.");
    }

    private static object? Unwrap(object? value) =>
        value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : value;

    private List<ImageInput> ReadFiles(string path) => [.. paths.Named(path).Select(ReadFile)];

    private static EarlierImage Earlier(AIImage image) => new()
    {
        Id = image.Id,
        ResponseId = image.ResponseId,
        Path = image.FullName,
        Service = image.Service,
        Stored = image.Stored,
        Width = image.Width,
        Height = image.Height,
        ContextTokens = image.Usage is { ModelInputTokens: > 0 } usage
            ? usage.ModelInputTokens + usage.ModelOutputTokens
            : null,
        ImageTokens = image.Usage?.InputImageTokens,
        Load = image.Length > 0 || image.FullName is not null ? () => Load(image) : null,
    };

    private static ImageData Load(AIImage image)
    {
        try
        {
            return image.IsInMemory ? Data(image.RequireBytes(), image.FullName) : ReadFile(image.FullName!);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw FileFailure.CannotRead(image.FullName!, exception);
        }
    }

    private static ImageInput ReadText(string text)
    {
        Match id = s_id.Match(text);
        if (id.Success)
        {
            return id.Groups["kind"].Value switch
            {
                "resp" => new EarlierImage { ResponseId = text, Stored = true },
                "ig" => new EarlierImage { Id = text, Stored = true },
                _ => new ImageFile(text),
            };
        }

        if (text.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return ReadDataUri(text);
        return text.StartsWith("https:", StringComparison.OrdinalIgnoreCase)
            && Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            ? new ImageAddress(address)
            : throw ReadFailed(
                $"'{PlainText.Line(text)}' cannot be used: the service accepts only https URLs. Download the file "
                + "and pass its path.");
    }

    private static ImageData ReadDataUri(string text)
    {
        int comma = text.IndexOf(',');
        bool isBase64 = comma > 0 && text.Substring(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase);
        try
        {
            if (isBase64) return Data(Convert.FromBase64String(text.Substring(comma + 1)));
        }
        catch (FormatException exception)
        {
            throw new AIImageException(ErrorIds.ImageReadFailed, "The data URI is not valid base64.", exception);
        }

        throw ReadFailed("A data URI must have the form 'data:image/png;base64,…'.");
    }

    /// <summary>A stream from where it stands; one that was written or read to its end from its beginning.</summary>
    private static ImageData ReadStream(Stream stream)
    {
        using MemoryStream copy = new();
        byte[] buffer = new byte[81920];
        try
        {
            if (stream.CanSeek && stream.Position >= stream.Length) stream.Position = 0;
            int read;
            while ((read = stream.Read(buffer, 0, buffer.Length)) > 0)
            {
                copy.Write(buffer, 0, read);
                if (copy.Length > LargestFile) throw ReadFailed($"The stream has more than {LargestFile:N0} bytes.");
            }
        }
        catch (Exception exception) when (exception is ObjectDisposedException || FileFailure.IsFileFailure(exception))
        {
            throw new AIImageException(
                ErrorIds.ImageReadFailed,
                $"The stream could not be read: {PlainText.Line(exception.Message)}", exception);
        }

        return copy.Length > 0 ? Data(copy.ToArray()) : throw ReadFailed(
            stream.CanSeek
                ? "The stream is empty."
                : "The stream is empty, or it is at its end and cannot be rewound. Open it again.");
    }

    private static ImageData Data(byte[] bytes, string? path = null)
    {
        if (bytes.Length == 0) throw ReadFailed("The image is empty: it has no bytes.");

        ImageHeader header = ImageHeader.Read(bytes);
        string name = $"The input ({bytes.Length:N0} bytes)";
        string mediaType = MediaType(header.Format, name, () => ForeignFormat.NameOf(bytes));
        return new ImageData(new EncodedImage(bytes, mediaType, path) { Header = header });
    }

    private static string MediaType(string? format, string name, Func<string?> foreignName)
    {
        ImageFormat? known = ImageFormats.Find(format);
        if (known is { IsInput: true }) return known.MediaType;

        string? kind = known?.Title ?? foreignName();
        throw ReadFailed(kind is null
            ? $"{name} is not a supported image; the service edits PNG, JPEG and WebP images."
            : $"{name} is {kind}; the service edits PNG, JPEG and WebP images. Convert it to PNG first.");
    }

    private static bool IsNeitherIdNorAddress(string text) =>
        !s_id.IsMatch(text) && !s_address.IsMatch(text);

    private static AIImageException ReadFailed(string message) => new(ErrorIds.ImageReadFailed, message);
}
