using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using ImageGen.Client;
using ImageGen.Client.Files;

namespace ImageGen.Parameters;

/// <summary>
/// Makes an <see cref="AIImage"/> again of what Import-Clixml, a job, a remoting session or a CSV of its metadata left
/// of it.
/// </summary>
internal static class DeserializedImage
{
    private const string TypeName = "Deserialized.ImageGen.AIImage";

    public static bool Is(PSObject value) => value.TypeNames.Contains(TypeName);

    /// <summary>True for an object that was put together to name a job: a row of a CSV, no image and no file.</summary>
    public static bool IsRow(object value) =>
        value is PSObject { BaseObject: PSCustomObject } row && !row.TypeNames[0].StartsWith("Deserialized.", StringComparison.Ordinal);

    /// <summary>True for any object that names an image by id or file, such as a row of a CSV.</summary>
    public static bool IsLike(PSObject value) =>
        Is(value) || Text(value, "ResponseId") is not null || FilePath(value) is not null || Bytes(value) is not null;

    public static AIImage Restore(PSObject value)
    {
        AIImage image = new()
        {
            Id = Text(value, nameof(AIImage.Id)),
            ResponseId = Text(value, nameof(AIImage.ResponseId)),
            Status = Text(value, nameof(AIImage.Status)),
            Prompt = Text(value, nameof(AIImage.Prompt)),
            RevisedPrompt = Text(value, nameof(AIImage.RevisedPrompt)),
            Action = Text(value, nameof(AIImage.Action)),
            Size = Text(value, nameof(AIImage.Size)),
            Quality = Text(value, nameof(AIImage.Quality)),
            Background = Text(value, nameof(AIImage.Background)),
            OutputFormat = Text(value, nameof(AIImage.OutputFormat)),
            Model = Text(value, nameof(AIImage.Model)),
            ImageModel = Text(value, nameof(AIImage.ImageModel)),
            Usage = value.Properties[nameof(AIImage.Usage)]?.Value is PSObject usage ? Usage(usage) : null,
            Cost = Convert<decimal?>(value, nameof(AIImage.Cost)),
            RequestId = Text(value, nameof(AIImage.RequestId)),
            CreatedAt = Convert<DateTimeOffset?>(value, nameof(AIImage.CreatedAt)),
            Duration = Convert<TimeSpan?>(value, nameof(AIImage.Duration)),
            Index = Convert<int>(value, nameof(AIImage.Index)),
            ParentId = Text(value, nameof(AIImage.ParentId)),
            ParentResponseId = Text(value, nameof(AIImage.ParentResponseId)),
            ParentPath = Text(value, nameof(AIImage.ParentPath)),
            Service = Text(value, nameof(AIImage.Service)),
            Stored = value.Properties[nameof(AIImage.Stored)] is null || Convert<bool>(value, nameof(AIImage.Stored)),
        };
        if (Bytes(value) is byte[] bytes) image.WithBytes(bytes);
        image.Path = FilePath(value);
        return image;
    }

    private static AIImageUsage Usage(PSObject value) => new()
    {
        InputTokens = Convert<long>(value, nameof(AIImageUsage.InputTokens)),
        InputTextTokens = Convert<long>(value, nameof(AIImageUsage.InputTextTokens)),
        InputImageTokens = Convert<long>(value, nameof(AIImageUsage.InputImageTokens)),
        OutputTokens = Convert<long>(value, nameof(AIImageUsage.OutputTokens)),
        TotalTokens = Convert<long>(value, nameof(AIImageUsage.TotalTokens)),
        ModelInputTokens = Convert<long>(value, nameof(AIImageUsage.ModelInputTokens)),
        ModelOutputTokens = Convert<long>(value, nameof(AIImageUsage.ModelOutputTokens)),
    };

    private static string? FilePath(PSObject value) =>
        new[] { "Path", "FullName", "LiteralPath" }.Select(name => Text(value, name)).FirstOrDefault(path => path is not null);

    private static byte[]? Bytes(PSObject value)
    {
        object? bytes = value.Properties[nameof(AIImage.Bytes)]?.Value;
        return bytes is not null
            && LanguagePrimitives.TryConvertTo(bytes, CultureInfo.InvariantCulture, out byte[] converted)
            && converted.Length > 0 && ImageHeader.Read(converted).Format is not null ? converted : null;
    }

    private static string? Text(PSObject value, string name) =>
        value.Properties[name]?.Value?.ToString() is string text && text.Trim().Length > 0 ? PlainText.Clean(text) : null;

    private static T? Convert<T>(PSObject value, string name) =>
        value.Properties[name]?.Value is object found
        && found.ToString()?.Length > 0
        && LanguagePrimitives.TryConvertTo(found, CultureInfo.InvariantCulture, out T? converted) ? converted : default;
}
