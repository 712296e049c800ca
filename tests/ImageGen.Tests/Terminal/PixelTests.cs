using System;
using System.Linq;
using ImageGen.Files;
using ImageGen.Pixels;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Terminal;

/// <summary>Images become pixels, whatever form they have, and pixels become fewer without a loss that shows.</summary>
public sealed class PixelTests
{
    private const int Width = 11;
    private const int Height = 9;

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(4, true)]
    [InlineData(8, true)]
    [InlineData(16, false)]
    [InlineData(16, true)]
    public void Grey_is_read_in_every_depth(int depth, bool isInterlaced)
    {
        int most = (1 << depth) - 1;
        byte[] png = new PngKind(depth, 0) { IsInterlaced = isInterlaced }.Write(
            Width, Height, (x, y) => [(x + y * Width) * 37 % (most + 1)]);

        PixelImage image = Decode(png);

        Check(image, (x, y) =>
        {
            int grey = (x + y * Width) * 37 % (most + 1);
            grey = depth == 16 ? grey >> 8 : grey * 255 / most;
            return (grey, grey, grey, 255);
        });
    }

    [Theory]
    [InlineData(8, 6, false)]
    [InlineData(8, 6, true)]
    [InlineData(16, 6, false)]
    [InlineData(8, 2, true)]
    public void Colours_are_read_with_their_alpha(int depth, int colorType, bool isInterlaced)
    {
        int scale = depth == 16 ? 257 : 1;
        byte[] png = new PngKind(depth, colorType) { IsInterlaced = isInterlaced }.Write(
            Width, Height, (x, y) => colorType == 6
                ? [x * 20 * scale, y * 20 * scale, 7 * scale, (255 - x * 9) * scale]
                : [x * 20, y * 20, 7]);

        Check(Decode(png), (x, y) => (x * 20, y * 20, 7, colorType == 6 ? 255 - x * 9 : 255));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void A_palette_is_looked_up(int depth)
    {
        int count = 1 << Math.Min(depth, 4);
        byte[] palette =
            [.. Enumerable.Range(0, count).SelectMany(at => new[] { (byte)(at * 15), (byte)(255 - at), (byte)at })];
        byte[] png = new PngKind(depth, 3) { Palette = palette }.Write(Width, Height, (x, y) => [(x + y) % count]);

        Check(Decode(png), (x, y) => ((x + y) % count * 15, 255 - (x + y) % count, (x + y) % count, 255));
    }

    [Fact]
    public void What_Xcode_has_written_gets_its_colours_back()
    {
        byte[] png = new PngKind(8, 6) { IsOfXcode = true }.Write(
            Width, Height, (x, y) => [100, 50, 25, x % 2 == 0 ? 255 : 128]);

        Check(Decode(png), (x, _) => x % 2 == 0 ? (25, 50, 100, 255) : (50, 100, 199, 128));
    }

    [Theory]
    [InlineData("jpeg", 12)]
    [InlineData("gif", 40)]
    public void Other_formats_are_read_too(string format, int tolerance)
    {
        PixelImage drawn = Pictures.Draw(64, 48, (x, y) => (x * 4, 255 - x * 4, 128, 255));
        byte[] file = Pictures.Encode(drawn, format);

        PixelImage image = Decode(file);

        Assert.Equal(format, ImageHeader.Read(file).Format);

        Assert.Equal((64, 48), (image.Width, image.Height));
        Assert.InRange(
            Enumerable.Range(0, 64 * 48).Average(at => Pictures.Distance(
                Pictures.ColorAt(drawn, at % 64, at / 64), Pictures.ColorAt(image, at % 64, at / 64))),
            0,
            tolerance);
    }

    [Fact]
    public void One_pixel_and_a_long_line_are_images_too()
    {
        Assert.Equal(1, Decode(Samples.Png).Width);
        Assert.Equal(10_000, Decode(Pngs.Opaque(1, 10_000)).Height);
    }

    [Fact]
    public void What_would_take_too_much_memory_is_refused_by_its_header()
    {
        Assert.Null(PixelDecoder.TryDecode(Pngs.Claiming(50_000, 50_000), out string? failure));
        Assert.Contains("pixels", failure);
    }

    /// <summary>Cut off anywhere, changed anywhere: a reason, or an image, and no exception.</summary>
    [Fact]
    public void A_damaged_file_has_a_reason()
    {
        byte[] png = Pngs.Large(20, 20);
        Random random = new(5);
        for (int round = 0; round < 300; round++)
        {
            byte[] damaged = png[..random.Next(png.Length)];
            if (damaged.Length > 30) damaged[random.Next(16, damaged.Length)] ^= (byte)random.Next(1, 256);

            PixelImage? image = PixelDecoder.TryDecode(damaged, out string? failure);

            Assert.Equal(image is null, failure is not null);
        }
    }

    [Fact]
    public void Scaling_keeps_the_mean_of_every_area()
    {
        PixelImage lines = Pictures.Draw(300, 300, (x, _) => x % 2 == 0 ? (0, 0, 0, 255) : (255, 255, 255, 255));

        PixelImage scaled = PixelScaler.Scale(lines, 50, 30);

        Assert.All(scaled.Rgba.Where((_, at) => at % 4 < 3), level => Assert.InRange(level, 126, 129));
        Assert.True(scaled.IsOpaque());
    }

    [Fact]
    public void What_is_transparent_gives_no_colour()
    {
        PixelImage half = Pictures.Draw(4, 4, (x, _) => x < 2 ? (255, 0, 0, 255) : (0, 255, 0, 0));

        PixelImage scaled = PixelScaler.Scale(half, 1, 1);

        Assert.Equal([255, 0, 0, 128], scaled.Rgba);
    }

    [Fact]
    public void Scaling_up_repeats_pixels()
    {
        PixelImage two = Pictures.Draw(2, 1, (x, _) => (x * 255, 0, 0, 255));

        Assert.Equal([0, 0, 255, 255], PixelScaler.Scale(two, 4, 2).Rgba.Where((_, at) => at is < 16 && at % 4 == 0));
    }

    [Fact]
    public void Transparency_shows_squares()
    {
        PixelImage shown = Checkerboard.Under(Pictures.Draw(4, 4, (_, _) => (9, 9, 9, 0)), 2);

        Assert.True(shown.IsOpaque());
        Assert.Equal([204, 204, 153, 153], Enumerable.Range(0, 4).Select(x => Pictures.ColorAt(shown, x, 0) >> 16));
        Assert.Equal([153, 153, 204, 204], Enumerable.Range(0, 4).Select(x => Pictures.ColorAt(shown, x, 3) >> 16));
    }

    [Theory]
    [InlineData(256)]
    [InlineData(257)]
    public void Few_colours_are_kept_exactly(int count)
    {
        PixelImage image = Pictures.Draw(count, 1, (x, _) => (x % 256, x / 256 * 90, 40, 255));

        IndexedImage reduced = ColorReducer.Reduce(image);

        bool isExact = Enumerable.Range(0, count)
            .All(x => reduced.Palette[reduced.Indexes[x]] == Pictures.ColorAt(image, x, 0));
        Assert.True(reduced.Palette.Length <= 256);
        Assert.Equal(count <= 256, isExact);
    }

    private static PixelImage Decode(byte[] file) =>
        PixelDecoder.TryDecode(file, out string? failure) ?? throw new InvalidOperationException(failure);

    private static void Check(PixelImage image, Func<int, int, (int, int, int, int)> color)
    {
        Assert.Equal((Width, Height), (image.Width, image.Height));
        Assert.Equal(Pictures.Draw(Width, Height, color).Rgba, image.Rgba);
    }
}
