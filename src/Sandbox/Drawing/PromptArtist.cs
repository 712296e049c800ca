using System;
using System.Collections.Generic;
using ImageGen.Sandbox.Chance;
using ImageGen.Sandbox.Encoders;

namespace ImageGen.Sandbox.Drawing;

/// <summary>
/// Draws a picture for a prompt. An edit sets its parent, whole, into a frame of its own with its prompt on a strip
/// below, so that a chain of edits can be read in the last picture.
/// </summary>
internal static class PromptArtist
{
    private const int MaximumLines = 7;
    private static readonly Rgb s_ink = Rgb.FromHex(0x10131A);
    private static readonly Rgb s_paper = Rgb.FromHex(0xFFFFFF);
    private static readonly Rgb s_maskColor = Rgb.FromHex(0xFF3D7F);

    /// <summary>What the service would call the revised prompt.</summary>
    public static string Describe(string prompt)
    {
        ulong seed = StableHash.Compute(prompt);
        string flat = string.Join(" ", prompt.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        return $"{flat} (sandbox: {Composition.NameFor(seed)} in {Palette.For(seed).Name})";
    }

    public static void Draw(ISurface surface, PictureOrder order)
    {
        ulong seed = StableHash.Compute(order.Prompt);
        Palette palette = Palette.For(seed);
        SeededRandom random = new(StableHash.Combine(seed, order.Variation));
        if (!order.Transparent) surface.Gradient(palette.Top, palette.Bottom);
        if (order.Parent is null)
        {
            Composition.Draw(surface, palette, seed, random);
            DrawReferences(surface, order, surface.Height);
            DrawCaption(surface, order.Prompt, palette);
            DrawBadge(surface);
            return;
        }

        DrawEdit(surface, order, order.Parent, palette, random);
    }

    private static void DrawEdit(
        ISurface surface, PictureOrder order, Raster parent, Palette palette, SeededRandom random)
    {
        int scale = TextScale(surface);
        int margin = Unit(surface) / 36;
        int textWidth = surface.Width - margin * 2;
        List<string> lines = Fit(order.Prompt, textWidth, ref scale, 3);
        int strip = (lines.Count + 1) * PixelFont.LineAdvance * scale + margin;
        if (!order.Transparent) DrawAccents(surface, palette, random);

        int areaHeight = surface.Height - strip - margin * 2;
        (int width, int height) = FitInside(parent.Width, parent.Height, textWidth, areaHeight);
        int left = (surface.Width - width) / 2;
        int top = margin + (areaHeight - height) / 2;
        int edge = Math.Max(2, margin / 5);
        if (!order.Transparent)
        {
            surface.Rectangle(left - edge, top - edge, width + edge * 2, height + edge * 2, s_paper, 255);
        }
        surface.Picture(parent, left, top, width, height);
        if (order.Mask is not null) surface.Picture(Tint(order.Mask), left, top, width, height);
        if (order.Markup is not null) surface.Picture(order.Markup, left, top, width, height);
        DrawReferences(surface, order, surface.Height - strip);

        int y = surface.Height - strip;
        surface.Rectangle(0, y, surface.Width, strip, s_ink, 255);
        surface.Rectangle(0, y, surface.Width, edge, Accent(palette), 255);
        y += margin * 3 / 4;
        string title = order.Variation == 0 ? "SANDBOX EDIT" : $"SANDBOX EDIT {order.Variation + 1}";
        surface.Text(title, margin, y, scale, Accent(palette));
        DrawLines(surface, lines, margin, y + PixelFont.LineAdvance * scale, scale);
    }

    private static void DrawAccents(ISurface surface, Palette palette, SeededRandom random)
    {
        for (int index = 0; index < 14; index++)
        {
            double x = random.NextDouble(0, surface.Width);
            double y = random.NextDouble(0, surface.Height);
            double radius = Unit(surface) * random.NextDouble(0.03, 0.13);
            surface.Polygon(Shapes.Circle(x, y, radius), palette.Pick(index), 150);
        }
    }

    /// <summary>The other pictures of a request, small, down the right side.</summary>
    private static void DrawReferences(ISurface surface, PictureOrder order, int height)
    {
        int size = Unit(surface) / 7;
        int gap = size / 10;
        int perColumn = Math.Max(1, (height - gap) / (size + gap));
        for (int index = 0; index < order.References.Count; index++)
        {
            Raster picture = order.References[index];
            int left = surface.Width - (index / perColumn + 1) * (size + gap);
            int top = gap + index % perColumn * (size + gap);
            surface.Rectangle(left, top, size, size, s_paper, 255);
            (int thumbWidth, int thumbHeight) = FitInside(picture.Width, picture.Height, size - gap, size - gap);
            int x = left + (size - thumbWidth) / 2;
            surface.Picture(picture, x, top + (size - thumbHeight) / 2, thumbWidth, thumbHeight);
        }
    }

    private static void DrawCaption(ISurface surface, string prompt, Palette palette)
    {
        int scale = TextScale(surface);
        int margin = Unit(surface) / 28;
        List<string> lines = Fit(prompt, surface.Width - margin * 4, ref scale, MaximumLines);
        int height = lines.Count * PixelFont.LineAdvance * scale + margin;
        int top = surface.Height - margin - height;
        surface.Rectangle(margin, top, surface.Width - margin * 2, height, s_ink, 215);
        surface.Rectangle(margin, top, Math.Max(2, margin / 5), height, Accent(palette), 255);
        DrawLines(surface, lines, margin * 2, top + margin / 2 + scale, scale);
    }

    public static void DrawBadge(ISurface surface)
    {
        const string Word = "SANDBOX";
        int scale = TextScale(surface) + 1;
        int margin = Unit(surface) / 28;
        int padding = scale * 3;
        int width = (Word.Length * PixelFont.Advance - 1) * scale + padding * 2;
        surface.Rectangle(margin, margin, width, 7 * scale + padding * 2, s_ink, 215);
        surface.Text(Word, margin + padding, margin + padding, scale, s_paper);
    }

    private static void DrawLines(ISurface surface, List<string> lines, int x, int y, int scale)
    {
        for (int index = 0; index < lines.Count; index++)
        {
            surface.Text(lines[index], x, y + index * PixelFont.LineAdvance * scale, scale, s_paper);
        }
    }

    /// <summary>Breaks a prompt into lines, in smaller letters when it is long.</summary>
    private static List<string> Fit(string prompt, int width, ref int scale, int maximumLines)
    {
        int smallest = Math.Max(1, scale / 2);
        while (true)
        {
            int characters = Math.Max(8, width / (PixelFont.Advance * scale));
            List<string> lines = PixelFont.Wrap(prompt, characters, int.MaxValue);
            if (lines.Count <= maximumLines || scale <= smallest)
            {
                return PixelFont.Wrap(prompt, characters, maximumLines);
            }
            scale--;
        }
    }

    /// <summary>A picture to lay over another: coloured where the mask says "change here" (alpha 0).</summary>
    private static Raster Tint(Raster mask)
    {
        byte[] pixels = new byte[mask.Pixels.Length];
        for (int offset = 0; offset < pixels.Length; offset += 4)
        {
            pixels[offset] = s_maskColor.R;
            pixels[offset + 1] = s_maskColor.G;
            pixels[offset + 2] = s_maskColor.B;
            pixels[offset + 3] = (byte)((255 - mask.Pixels[offset + 3]) / 2);
        }

        return new Raster(mask.Width, mask.Height, pixels, hasAlpha: true);
    }

    private static (int Width, int Height) FitInside(int width, int height, int maximumWidth, int maximumHeight) =>
        (long)width * maximumHeight > (long)height * maximumWidth
            ? (maximumWidth, Math.Max(1, (int)((long)height * maximumWidth / width)))
            : (Math.Max(1, (int)((long)width * maximumHeight / height)), maximumHeight);

    private static Rgb Accent(Palette palette) => palette.First.Mix(s_paper, 40);

    private static int Unit(ISurface surface) => Math.Min(surface.Width, surface.Height);

    private static int TextScale(ISurface surface) => Math.Max(2, (surface.Width + surface.Height + 256) / 512);
}
