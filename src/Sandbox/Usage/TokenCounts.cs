using System;
using ImageGen.Sandbox.Drawing;
using ImageGen.Sandbox.Encoders;
using ImageGen.Sandbox.Options;

namespace ImageGen.Sandbox.Usage;

/// <summary>Plausible token counts: those of recordings, and those published for a size and a quality.</summary>
internal sealed record TokenCounts
{
    private const int ToolDefinition = 2_290;
    private const int ToolCall = 60;
    private const int TextAnswer = 24;
    private const int PerPartial = 100;
    private const int SeenByFourOMini = 26_390;

    public int Text { get; private init; }

    public int ImageIn { get; private init; }

    public int ImageOut { get; private init; }

    /// <summary>Text that the image model writes beside the picture.</summary>
    public int TextOut { get; private init; }

    public int ModelIn { get; private init; }

    public int ModelOut { get; private init; }

    /// <summary>What the mainline model thought, of <see cref="ModelOut"/>.</summary>
    public int Reasoning { get; private init; }

    /// <summary>For the Responses API.</summary>
    /// <param name="model">The mainline model.</param>
    /// <param name="effort">How much it thinks; null for one that does not.</param>
    /// <param name="textLength">Characters of the input.</param>
    /// <param name="tool">The options of the image tool; null without it.</param>
    /// <param name="order">What is drawn; null when the model answers with text.</param>
    public static TokenCounts ForResponse(
        string model, string? effort, int textLength, PictureOptions? tool, PictureOrder? order)
    {
        int text = 8 + textLength / 4;
        int reasoning = ReasoningFor(effort);
        return new TokenCounts
        {
            Text = order is not null ? text : 0,
            ImageIn = CountInput(order),
            ImageOut = order is not null ? CountOutput(tool!) : 0,
            TextOut = order is not null ? CountText(tool!) : 0,
            ModelIn = text + CountSeen(model, order) + (tool is null ? 0 : ToolDefinition),
            ModelOut = reasoning + (order is null ? TextAnswer : ToolCall + text),
            Reasoning = reasoning,
        };
    }

    /// <summary>For the Images API, which counts every picture in full, its input as well.</summary>
    public static TokenCounts ForImages(
        int count, int promptLength, PictureOptions options, PictureOrder order) => new()
    {
        Text = count * (8 + promptLength / 4),
        ImageIn = count * CountInput(order),
        ImageOut = count * CountOutput(options),
        TextOut = count * CountText(options),
    };

    /// <summary>What a mainline model thinks before it answers.</summary>
    public static int ReasoningFor(string? effort) => effort switch
    {
        null or "none" or "minimal" => 0,
        "low" => 192,
        "medium" => 1024,
        "high" => 2048,
        _ => 4096,
    };

    private static int CountOutput(PictureOptions options) =>
        CountPicture(options) + PerPartial * options.PartialImages;

    private static int CountText(PictureOptions options) => options.Model.Generation == 15 ? 308 : 0;

    private static int CountPicture(PictureOptions options)
    {
        ImageSize size = options.Size;
        string quality = options.ResolvedQuality;
        if (options.Model.HasFixedSizes)
        {
            return (quality, size.Width, size.Height) switch
            {
                ("low", 1024, 1024) => 272,
                ("low", 1024, _) => 408,
                ("low", _, _) => 400,
                ("medium", 1024, 1024) => 1056,
                ("medium", 1024, _) => 1584,
                ("medium", _, _) => 1568,
                (_, 1024, 1024) => 4160,
                (_, 1024, _) => 6240,
                _ => 6208,
            };
        }

        (int axis, double share) = (options.Model.Generation, quality) switch
        {
            (20, "low") => (16, 1),
            (20, "medium") => (48, 1),
            (20, _) => (96, 1),
            (26, "low") => (16, 3.5),
            (26, "medium") => (24, 3.5),
            (_, "low") => (16, 1),
            (_, "medium") => (24, 1),
            (_, "high") => (48, 1),
            (_, "xhigh") => (64, 1),
            _ => (96, 1.0),
        };
        double shorter = Math.Min(size.Width, size.Height);
        double across = Math.Round(axis * shorter / Math.Max(size.Width, size.Height), MidpointRounding.AwayFromZero);
        return (int)Math.Ceiling(share * axis * across * (2_000_000.0 + size.Width * size.Height) / 4_000_000);
    }

    private static int CountInput(PictureOrder? order)
    {
        if (order is null) return 0;
        int count = Patches(order.Parent) + Patches(order.Mask) + Patches(order.Markup);
        foreach (Raster reference in order.References) count += Patches(reference);
        return count;
    }

    /// <summary>What the mainline model sees of the input: all but the mask, in its own measure.</summary>
    private static int CountSeen(string model, PictureOrder? order)
    {
        int pictures = (order?.Parent is null ? 0 : 1) + (order?.References.Count ?? 0);
        return model.StartsWith("gpt-4o-mini", StringComparison.Ordinal)
            ? pictures * SeenByFourOMini
            : CountInput(order) - Patches(order?.Mask);
    }

    /// <summary>Patches of 32 pixels; a small picture is enlarged first, to at most twice its size.</summary>
    private static int Patches(Raster? picture)
    {
        if (picture is null) return 0;
        double longer = Math.Max(picture.Width, picture.Height);
        double shorter = Math.Max(Math.Min(picture.Width, picture.Height), longer / 3);
        double scale = Math.Max(1, Math.Min(2, 1024 / longer));
        return (int)Math.Min(1536, Math.Ceiling(longer * scale / 32) * Math.Ceiling(shorter * scale / 32));
    }
}
