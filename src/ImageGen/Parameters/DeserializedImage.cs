using System;
using System.Collections;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using ImageGen.Files;

namespace ImageGen.Parameters;

/// <summary>
/// Makes an <see cref="AIImage"/> again of what Import-Clixml, a job, a remoting session or a CSV of its metadata left
/// of it.
/// </summary>
internal static class DeserializedImage
{
    private const string Deserialized = "Deserialized.";
    private const string TypeName = Deserialized + "ImageGen.AIImage";
    private static readonly string[] s_sources = ["Image", "LiteralPath", "FullName", "PSPath", "ResponseId"];
    private static readonly string[] s_paths = ["Path", "FullName", "LiteralPath", "PSPath"];

    private const string DeserializedRow = Deserialized + "System.Management.Automation.PSCustomObject";

    public static bool Is(PSObject value) => value.TypeNames.Contains(TypeName);

    /// <summary>
    /// True for an object that was put together to name a job, such as a row of a CSV; false for what is an image or
    /// holds one, whose properties say what it is and not what is wanted.
    /// </summary>
    public static bool IsRow(PSObject value) => value.BaseObject is PSCustomObject
        ? !value.TypeNames[0].StartsWith(Deserialized, StringComparison.Ordinal)
            || value.TypeNames[0] == DeserializedRow
            || DeserializedRequest.Is(value)
        : value.BaseObject is not
            (AIImage or AIImagePartial or FileSystemInfo or PathInfo or Uri or Stream or IEnumerable);

    /// <summary>True for what is left of an image, as a row of a CSV too: it says what it cost.</summary>
    public static bool IsResult(PSObject value) =>
        Is(value) || (value.Properties[nameof(AIImage.Cost)] is not null
            && value.Properties[nameof(AIImage.CreatedAt)] is not null);

    /// <summary>True for a preview, live or deserialized.</summary>
    public static bool IsPartial(PSObject value) =>
        value.BaseObject is AIImagePartial || value.TypeNames.Contains(Deserialized + "ImageGen.AIImagePartial");

    /// <summary>True for an image, and for a row that has one to start from.</summary>
    public static bool NamesSource(PSObject value) =>
        value.BaseObject is AIImage
        || DeserializedRequest.Find(value) is { Source: not null }
        || Is(value)
        || IsPartial(value)
        || (IsRow(value) && s_sources.Any(name => value.TextOf(name) is not null));

    /// <summary>True for a row that names no image to start from, and for the request of a generation.</summary>
    public static bool IsGeneration(object? value) => DeserializedRequest.Find(value) is AIImageRequest request
        ? request.Source is null
        : value is PSObject { BaseObject: PSCustomObject } row && !IsLike(row) && row.Properties["Image"] is null;

    /// <summary>True for any object that names an image by id or file, such as a row of a CSV.</summary>
    public static bool IsLike(PSObject value) =>
        Is(value) || value.TextOf("ResponseId") is not null || FilePath(value) is not null || Bytes(value) is not null;

    /// <summary>The path in a row that names an image by nothing else; null for any other.</summary>
    public static string? OnlyPath(PSObject value)
    {
        bool isKnownOtherwise = value.TextOf(nameof(AIImage.Id)) is not null
            || value.TextOf(nameof(AIImage.ResponseId)) is not null
            || Bytes(value) is not null;
        return isKnownOtherwise ? null : FilePath(value);
    }

    /// <summary>What a row or an image is called by: its prompt, or its file; null where it has neither.</summary>
    public static string? NameOf(PSObject value) => value.TextOf(nameof(AIImage.Prompt)) ?? FilePath(value);

    /// <summary>The image with what is left of it.</summary>
    /// <param name="value">The object.</param>
    /// <param name="paths">Where its path begins.</param>
    public static AIImage Restore(PSObject value, SessionPaths paths)
    {
        ImageFacts facts = new()
        {
            Id = value.TextOf(nameof(AIImage.Id)),
            ResponseId = value.TextOf(nameof(AIImage.ResponseId)),
            Status = value.TextOf(nameof(AIImage.Status)),
            Prompt = value.TextOf(nameof(AIImage.Prompt)),
            RevisedPrompt = value.TextOf(nameof(AIImage.RevisedPrompt)),
            Action = value.TextOf(nameof(AIImage.Action)),
            Size = value.TextOf(nameof(AIImage.Size)),
            Quality = value.TextOf(nameof(AIImage.Quality)),
            Background = value.TextOf(nameof(AIImage.Background)),
            OutputFormat = value.TextOf(nameof(AIImage.OutputFormat)),
            Model = value.TextOf(nameof(AIImage.Model)),
            ImageModel = value.TextOf(nameof(AIImage.ImageModel)),
            Usage = value.Properties[nameof(AIImage.Usage)]?.Value is PSObject usage ? Usage(usage) : null,
            Cost = value.AmountOf(nameof(AIImage.Cost)),
            RequestId = value.TextOf(nameof(AIImage.RequestId)),
            CreatedAt = value.TimeOf(nameof(AIImage.CreatedAt)),
            DurationSeconds = value.ValueOf<TimeSpan?>(nameof(AIImage.Duration))?.TotalSeconds,
            Index = value.ValueOf<int>(nameof(AIImage.Index)),
            ParentId = value.TextOf(nameof(AIImage.ParentId)),
            ParentResponseId = value.TextOf(nameof(AIImage.ParentResponseId)),
            ParentPath = value.TextOf(nameof(AIImage.ParentPath)),
            Service = value.TextOf(nameof(AIImage.Service)),
            Stored = value.FlagOf(nameof(AIImage.Stored)) ?? true,
            LedgerId = value.TextOf(nameof(AIImage.LedgerId)),
            Request = DeserializedRequest.Find(value.Properties[nameof(AIImage.Request)]?.Value)?.Facts,
        };
        AIImage image = new AIImage(facts) { Resumed = value.FlagOf(nameof(AIImage.Resumed)) == true }
            .SavedAs(FilePath(value) is string path ? paths.FullPathOrSame(path) : null);
        return Bytes(value) is byte[] bytes ? image.WithBytes(bytes) : image;
    }

    private static TokenCounts Usage(PSObject value) => new()
    {
        InputTokens = value.ValueOf<long>(nameof(AIImageUsage.InputTokens)),
        InputTextTokens = value.ValueOf<long>(nameof(AIImageUsage.InputTextTokens)),
        InputImageTokens = value.ValueOf<long>(nameof(AIImageUsage.InputImageTokens)),
        CachedTextTokens = value.ValueOf<long>(nameof(AIImageUsage.CachedTextTokens)),
        CachedImageTokens = value.ValueOf<long>(nameof(AIImageUsage.CachedImageTokens)),
        OutputTokens = value.ValueOf<long>(nameof(AIImageUsage.OutputTokens)),
        OutputTextTokens = value.ValueOf<long>(nameof(AIImageUsage.OutputTextTokens)),
        TotalTokens = value.ValueOf<long>(nameof(AIImageUsage.TotalTokens)),
        ModelInputTokens = value.ValueOf<long>(nameof(AIImageUsage.ModelInputTokens)),
        ModelCachedTokens = value.ValueOf<long>(nameof(AIImageUsage.ModelCachedTokens)),
        ModelOutputTokens = value.ValueOf<long>(nameof(AIImageUsage.ModelOutputTokens)),
        SvgModel = value.TextOf(nameof(AIImageUsage.SvgModel)),
        SvgInputTokens = value.ValueOf<long>(nameof(AIImageUsage.SvgInputTokens)),
        SvgOutputTokens = value.ValueOf<long>(nameof(AIImageUsage.SvgOutputTokens)),
    };

    private static string? FilePath(PSObject value) =>
        s_paths.Select(value.TextOf).FirstOrDefault(path => path is not null);

    private static byte[]? Bytes(PSObject value)
    {
        object? bytes = value.Properties[nameof(AIImage.Bytes)]?.Value;
        return bytes is not null
            && LanguagePrimitives.TryConvertTo(bytes, CultureInfo.InvariantCulture, out byte[] converted)
            && converted.Length > 0 && ImageHeader.Read(converted).Format is not null ? converted : null;
    }
}
