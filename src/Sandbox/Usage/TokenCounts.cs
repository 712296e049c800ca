using System;
using ImageGen.Sandbox.Drawing;
using ImageGen.Sandbox.Encoders;
using ImageGen.Sandbox.Options;

namespace ImageGen.Sandbox.Usage;

/// <summary>Plausible token counts: those published for 1024x1024, scaled as measured for other sizes.</summary>
internal sealed record TokenCounts
{
    private const int ToolDefinition = 2_290;
    private const int PerPartial = 100;

    public int Text { get; private init; }

    public int ImageIn { get; private init; }

    public int ImageOut { get; private init; }

    public int ModelIn { get; private init; }

    public int ModelOut { get; private init; }

    /// <summary>For the Responses API.</summary>
    /// <param name="textLength">Characters of the input.</param>
    /// <param name="tool">The options of the image tool; null without it.</param>
    /// <param name="order">What is drawn; null when the model answers with text.</param>
    public static TokenCounts ForResponse(int textLength, PictureOptions? tool, PictureOrder? order)
    {
        int text = 8 + textLength / 4;
        int images = CountInput(order);
        return new TokenCounts
        {
            Text = order is not null ? text : 0,
            ImageIn = images,
            ImageOut = order is not null ? CountOutput(tool!) : 0,
            ModelIn = text + images + (tool is null ? 0 : ToolDefinition),
            ModelOut = order is null ? 24 : 24 + text,
        };
    }

    /// <summary>For the Images API, which counts every picture in full, its input as well.</summary>
    public static TokenCounts ForImages(
        int count, int promptLength, PictureOptions options, PictureOrder order) => new()
    {
        Text = count * (8 + promptLength / 4),
        ImageIn = count * CountInput(order),
        ImageOut = count * CountOutput(options),
    };

    private static int CountOutput(PictureOptions options) =>
        CountPicture(options) + PerPartial * options.PartialImages;

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

        int square = (options.Model.Generation, quality) switch
        {
            (20, "low") => 196,
            (20, "medium") => 1756,
            (20, _) => 7024,
            (26, "low") => 686,
            (26, "medium") => 1537,
            (_, "low") => 196,
            (_, "medium") => 439,
            (_, "high") => 1756,
            (_, "xhigh") => 3122,
            _ => 7024,
        };
        double pixels = (double)size.Width * size.Height / (1024 * 1024);
        double shape = size.Width == size.Height ? 1 : 0.618;
        return (int)Math.Round(square * shape * Math.Pow(pixels, 0.544));
    }

    private static int CountInput(PictureOrder? order)
    {
        if (order is null)
            return 0;
        int count = Patches(order.Parent) + Patches(order.Mask) + Patches(order.Markup);
        foreach (Raster reference in order.References)
            count += Patches(reference);
        return count;
    }

    private static int Patches(Raster? picture) => picture is null
        ? 0
        : (int)Math.Min(1536, (picture.Width + 31L) / 32 * ((picture.Height + 31L) / 32));
}
