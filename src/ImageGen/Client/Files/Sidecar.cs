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

    public static void Write(AIImage image, byte[] bytes)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(
            Describe(image, bytes), SidecarContext.Default.SidecarDocument);
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
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            throw new AIImageException(
                ErrorIds.ImageReadFailed,
                $"'{PlainText.Line(imagePath)}' could not be read: {PlainText.Line(exception.Message)}",
                exception);
        }
    }

    private static SidecarDocument? ReadDocument(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists || file.Length > MaximumLength) return null;

        ReadOnlySpan<byte> json = File.ReadAllBytes(path);
        if (json.StartsWith("\uFEFF"u8)) json = json.Slice(3);
        return JsonSerializer.Deserialize(json, SidecarContext.Default.SidecarDocument);
    }

    private static SidecarDocument Describe(AIImage image, byte[] bytes) => new()
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
        Sha256 = Hash(bytes),
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
        Id = Clean(document.Id),
        ResponseId = Clean(document.ResponseId),
        Status = Clean(document.Status),
        Prompt = Clean(document.Prompt),
        RevisedPrompt = Clean(document.RevisedPrompt),
        Action = Clean(document.Action),
        Size = Clean(document.Size),
        Quality = Clean(document.Quality),
        Background = Clean(document.Background),
        OutputFormat = Clean(document.OutputFormat),
        Model = Clean(document.Model),
        ImageModel = Clean(document.ImageModel),
        Usage = document.Usage is SidecarUsage usage ? Restore(usage) : null,
        Cost = document.Cost,
        RequestId = Clean(document.RequestId),
        CreatedAt = document.CreatedAt,
        Duration = document.DurationSeconds is double seconds and >= 0 and < 1e8 ? TimeSpan.FromSeconds(seconds) : null,
        Index = document.Index,
        ParentId = Clean(document.ParentId),
        ParentResponseId = Clean(document.ParentResponseId),
        ParentPath = Clean(document.ParentPath),
        Service = Clean(document.Service),
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

    private static string? Clean(string? text) => text is null ? null : PlainText.Clean(text);

    private static string Hash(byte[] bytes)
    {
        using SHA256 sha = SHA256.Create();
        return BitConverter.ToString(sha.ComputeHash(bytes)).Replace("-", string.Empty).ToLowerInvariant();
    }
}
