using System;
using System.IO;
using System.Security.Cryptography;
using System.Text.Json;
using ImageGen.Files;
using ImageGen.Text;

namespace ImageGen.Runs;

/// <summary>The <c>name.png.json</c> beside an image: all that is known of it but its bytes.</summary>
internal static class Sidecar
{
    private const int MaximumLength = 1024 * 1024;

    public static string PathOf(string imagePath) => imagePath + ".json";

    /// <summary>Describes a saved image in a file beside it.</summary>
    /// <exception cref="IOException">The disk refused the write.</exception>
    public static void Write(AIImage image)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(DocumentFor(image), RecordContext.Default.SidecarDocument);
        AtomicFile.Write(PathOf(image.FullName!), json, overwrite: true);
    }

    /// <summary>The image of a file, with what its sidecar tells when there is one.</summary>
    /// <param name="imagePath">Full path of the image.</param>
    /// <param name="known">
    /// What is known of the image whose target it is, which says its index and, without a sidecar, its prompt.
    /// </param>
    /// <exception cref="AIImageException"><c>ImageReadFailed</c>.</exception>
    public static AIImage Read(string imagePath, ImageFacts? known = null)
    {
        try
        {
            ImageHeader header = ImageHeader.ReadFile(imagePath);
            if (header.Format is null)
            {
                throw new AIImageException(
                    ErrorIds.ImageReadFailed,
                    $"'{PlainText.Line(imagePath)}' is not a supported image.");
            }

            ImageFacts facts = ReadDocument(PathOf(imagePath)) ?? new ImageFacts
            {
                CreatedAt = File.GetLastWriteTime(imagePath),
            };
            facts = facts with { Index = known?.Index ?? facts.Index, Prompt = facts.Prompt ?? known?.Prompt };
            return new AIImage(facts) { Resumed = known is not null }
                .WithHeader(header, new FileInfo(imagePath).Length)
                .SavedAs(imagePath);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw CannotRead(
                $"The sidecar '{PlainText.Line(PathOf(imagePath))}' is damaged. Move it away to read only the image",
                exception);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw CannotRead($"'{PlainText.Line(imagePath)}' could not be read", exception);
        }
    }

    /// <summary>True when the file is not the one that its sidecar was written for.</summary>
    public static bool IsRetouched(string imagePath)
    {
        try
        {
            if (ReadDocument(PathOf(imagePath))?.Sha256 is not string hash) return false;

            using FileStream content = File.OpenRead(imagePath);
            return !hash.Equals(Hash(content), StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception) || exception is JsonException)
        {
            return false;
        }
    }

    private static AIImageException CannotRead(string what, Exception exception) =>
        new(ErrorIds.ImageReadFailed, $"{what}: {PlainText.Line(exception.Message)}", exception);

    private static SidecarDocument? ReadDocument(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists || file.Length > MaximumLength) return null;

        ReadOnlySpan<byte> json = File.ReadAllBytes(path);
        if (json.StartsWith("\uFEFF"u8)) json = json.Slice(3);
        return JsonSerializer.Deserialize(json, RecordContext.Default.SidecarDocument);
    }

    private static SidecarDocument DocumentFor(AIImage image) => new(image.Facts)
    {
        Format = image.Format,
        Width = image.Width,
        Height = image.Height,
        Length = image.Length,
        HasContentCredentials = image.HasContentCredentials,
        Sha256 = Hash(image),
    };

    private static string Hash(AIImage image)
    {
        using Stream content = image.OpenRead();
        return Hash(content);
    }

    private static string Hash(Stream content)
    {
        using SHA256 sha = SHA256.Create();
        return Hex.Encode(sha.ComputeHash(content));
    }
}
