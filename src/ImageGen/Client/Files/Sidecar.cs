using System;
using System.IO;
using System.Security.Cryptography;
using System.Text.Json;
using ImageGen.Wire;

namespace ImageGen.Client.Files;

/// <summary>The <c>name.png.json</c> beside an image: all that is known of it but its bytes.</summary>
internal static class Sidecar
{
    private const int MaximumLength = 1024 * 1024;

    public static string PathOf(string imagePath) => imagePath + ".json";

    /// <summary>Describes a saved image in a file beside it.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(AIImage image)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(Describe(image), SidecarContext.Default.SidecarDocument);
        AtomicFile.Write(PathOf(image.Path!), json, overwrite: true);
    }

    /// <summary>The image of a file, with what its sidecar tells when there is one.</summary>
    /// <exception cref="AIImageException"><c>ImageReadFailed</c>.</exception>
    public static AIImage Read(string imagePath)
    {
        try
        {
            ImageHeader header = ImageHeader.ReadFile(imagePath);
            if (header.Format is null)
            {
                throw new AIImageException(
                    ErrorIds.ImageReadFailed,
                    $"'{PlainText.Line(imagePath)}' is not a PNG, JPEG, WebP, GIF or SVG image.");
            }

            AIImage image = ReadDocument(PathOf(imagePath)) is SidecarDocument document
                ? Restore(document)
                : new AIImage { CreatedAt = File.GetLastWriteTime(imagePath) };
            return image.WithFile(imagePath, header, new FileInfo(imagePath).Length);
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException)
        {
            throw CannotRead(
                $"The sidecar '{PlainText.Line(PathOf(imagePath))}' is broken. Move it away to read the image alone",
                exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw CannotRead($"'{PlainText.Line(imagePath)}' could not be read", exception);
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
        return JsonSerializer.Deserialize(json, SidecarContext.Default.SidecarDocument);
    }

    private static SidecarDocument Describe(AIImage image) => new()
    {
        Id = image.Id,
        ResponseId = image.ResponseId,
        Status = image.Status,
        Prompt = image.Prompt,
        RevisedPrompt = image.RevisedPrompt,
        Action = image.Action,
        Format = image.Format,
        Width = image.Width,
        Height = image.Height,
        Length = image.Length,
        Sha256 = Hash(image),
        Size = image.Size,
        Quality = image.Quality,
        Background = image.Background,
        OutputFormat = image.OutputFormat,
        Model = image.Model,
        ImageModel = image.ImageModel,
        Usage = image.Usage is AIImageUsage usage ? Describe(usage) : null,
        Cost = image.Cost,
        RequestId = image.RequestId,
        CreatedAt = image.CreatedAt,
        DurationSeconds = image.Duration?.TotalSeconds,
        Index = image.Index,
        ParentId = image.ParentId,
        ParentResponseId = image.ParentResponseId,
        ParentPath = image.ParentPath,
        Service = image.Service,
        Stored = image.Stored,
    };

    private static SidecarUsage Describe(AIImageUsage usage) => new()
    {
        InputTokens = usage.InputTokens,
        InputTextTokens = usage.InputTextTokens,
        InputImageTokens = usage.InputImageTokens,
        OutputTokens = usage.OutputTokens,
        TotalTokens = usage.TotalTokens,
        ModelInputTokens = usage.ModelInputTokens,
        ModelOutputTokens = usage.ModelOutputTokens,
    };

    private static AIImage Restore(SidecarDocument document) => new()
    {
        Id = PlainText.CleanOrNull(document.Id),
        ResponseId = PlainText.CleanOrNull(document.ResponseId),
        Status = PlainText.CleanOrNull(document.Status),
        Prompt = PlainText.CleanOrNull(document.Prompt),
        RevisedPrompt = PlainText.CleanOrNull(document.RevisedPrompt),
        Action = PlainText.CleanOrNull(document.Action),
        Size = PlainText.CleanOrNull(document.Size),
        Quality = PlainText.CleanOrNull(document.Quality),
        Background = PlainText.CleanOrNull(document.Background),
        OutputFormat = PlainText.CleanOrNull(document.OutputFormat),
        Model = PlainText.CleanOrNull(document.Model),
        ImageModel = PlainText.CleanOrNull(document.ImageModel),
        Usage = document.Usage is SidecarUsage usage ? Restore(usage) : null,
        Cost = document.Cost,
        RequestId = PlainText.CleanOrNull(document.RequestId),
        CreatedAt = document.CreatedAt,
        Duration = Duration(document.DurationSeconds),
        Index = document.Index,
        ParentId = PlainText.CleanOrNull(document.ParentId),
        ParentResponseId = PlainText.CleanOrNull(document.ParentResponseId),
        ParentPath = PlainText.CleanOrNull(document.ParentPath),
        Service = PlainText.CleanOrNull(document.Service),
        Stored = document.Stored,
    };

    private static AIImageUsage Restore(SidecarUsage usage) => new()
    {
        InputTokens = usage.InputTokens,
        InputTextTokens = usage.InputTextTokens,
        InputImageTokens = usage.InputImageTokens,
        OutputTokens = usage.OutputTokens,
        TotalTokens = usage.TotalTokens,
        ModelInputTokens = usage.ModelInputTokens,
        ModelOutputTokens = usage.ModelOutputTokens,
    };

    /// <summary>Exact to the tick; null for none and for one that cannot be.</summary>
    private static TimeSpan? Duration(double? seconds) => seconds is >= 0 and < 1e8
        ? TimeSpan.FromTicks((long)Math.Round(seconds.Value * TimeSpan.TicksPerSecond))
        : null;

    private static string Hash(AIImage image)
    {
        using SHA256 sha = SHA256.Create();
        using Stream content = image.OpenRead();
        return BitConverter.ToString(sha.ComputeHash(content)).Replace("-", string.Empty).ToLowerInvariant();
    }
}
