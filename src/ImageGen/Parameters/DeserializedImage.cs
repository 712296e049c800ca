using System;
using System.Collections;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ImageGen.Files;
using ImageGen.Text;

namespace ImageGen.Parameters;

/// <summary>
/// Makes an <see cref="AIImage"/> again of what Import-Clixml, a job, a remoting session or a CSV of its metadata left
/// of it.
/// </summary>
internal static class DeserializedImage
{
    private const string Deserialized = "Deserialized.";
    private const string TypeName = Deserialized + "ImageGen.AIImage";
    private static readonly string[] s_sources = ["Image", "LiteralPath", "FullName", "ResponseId"];

    private const string DeserializedRow = Deserialized + "System.Management.Automation.PSCustomObject";

    public static bool Is(PSObject value) => value.TypeNames.Contains(TypeName);

    /// <summary>
    /// True for an object that was put together to name a job, such as a row of a CSV; false for what is an image or
    /// holds one, whose properties say what it is and not what is wanted.
    /// </summary>
    public static bool IsRow(PSObject value) => value.BaseObject is PSCustomObject
        ? !value.TypeNames[0].StartsWith(Deserialized, StringComparison.Ordinal)
            || value.TypeNames[0] == DeserializedRow
        : value.BaseObject is not (AIImage or AIImagePartial or FileSystemInfo or Uri or Stream or IEnumerable);

    /// <summary>True for a preview, live or deserialized.</summary>
    public static bool IsPartial(PSObject value) =>
        value.BaseObject is AIImagePartial || value.TypeNames.Contains(Deserialized + "ImageGen.AIImagePartial");

    /// <summary>True for an image, and for a row that has one to start from.</summary>
    public static bool NamesSource(PSObject value) =>
        value.BaseObject is AIImage or AIImageRequest { Source: not null }
        || Is(value)
        || IsPartial(value)
        || (IsRow(value) && s_sources.Any(name => Text(value, name) is not null));

    /// <summary>True for any object that names an image by id or file, such as a row of a CSV.</summary>
    public static bool IsLike(PSObject value) =>
        Is(value) || Text(value, "ResponseId") is not null || FilePath(value) is not null || Bytes(value) is not null;

    public static AIImage Restore(PSObject value)
    {
        ImageFacts facts = new()
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
            DurationSeconds = Convert<TimeSpan?>(value, nameof(AIImage.Duration))?.TotalSeconds,
            Index = Convert<int>(value, nameof(AIImage.Index)),
            ParentId = Text(value, nameof(AIImage.ParentId)),
            ParentResponseId = Text(value, nameof(AIImage.ParentResponseId)),
            ParentPath = Text(value, nameof(AIImage.ParentPath)),
            Service = Text(value, nameof(AIImage.Service)),
            Stored = value.Properties[nameof(AIImage.Stored)] is null || Convert<bool>(value, nameof(AIImage.Stored)),
        };
        AIImage image = new AIImage(facts) { Resumed = Convert<bool>(value, nameof(AIImage.Resumed)) }
            .SavedAs(FilePath(value));
        return Bytes(value) is byte[] bytes ? image.WithBytes(bytes) : image;
    }

    private static TokenCounts Usage(PSObject value) => new()
    {
        InputTokens = Convert<long>(value, nameof(AIImageUsage.InputTokens)),
        InputTextTokens = Convert<long>(value, nameof(AIImageUsage.InputTextTokens)),
        InputImageTokens = Convert<long>(value, nameof(AIImageUsage.InputImageTokens)),
        CachedTextTokens = Convert<long>(value, nameof(AIImageUsage.CachedTextTokens)),
        CachedImageTokens = Convert<long>(value, nameof(AIImageUsage.CachedImageTokens)),
        OutputTokens = Convert<long>(value, nameof(AIImageUsage.OutputTokens)),
        OutputTextTokens = Convert<long>(value, nameof(AIImageUsage.OutputTextTokens)),
        TotalTokens = Convert<long>(value, nameof(AIImageUsage.TotalTokens)),
        ModelInputTokens = Convert<long>(value, nameof(AIImageUsage.ModelInputTokens)),
        ModelCachedTokens = Convert<long>(value, nameof(AIImageUsage.ModelCachedTokens)),
        ModelOutputTokens = Convert<long>(value, nameof(AIImageUsage.ModelOutputTokens)),
        SvgModel = Text(value, nameof(AIImageUsage.SvgModel)),
        SvgInputTokens = Convert<long>(value, nameof(AIImageUsage.SvgInputTokens)),
        SvgOutputTokens = Convert<long>(value, nameof(AIImageUsage.SvgOutputTokens)),
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
