using System;
using System.Linq;
using ImageGen.Files;
using ImageGen.Pixels;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Terminal;

/// <summary>A photo is shown as it was seen, however the camera was held.</summary>
public sealed class OrientationTests
{
    private const int Red = 0xFF0000, Green = 0x00FF00, Blue = 0x0000FF, White = 0xFFFFFF;

    /// <summary>The colours of the corners as they are stored: left and right above, left and right below.</summary>
    private static readonly int[] s_stored = [Red, Green, Blue, White];

    [Theory]
    [InlineData(0, Red, Green, Blue, White)]
    [InlineData(1, Red, Green, Blue, White)]
    [InlineData(2, Green, Red, White, Blue)]
    [InlineData(3, White, Blue, Green, Red)]
    [InlineData(4, Blue, White, Red, Green)]
    [InlineData(5, Red, Blue, Green, White)]
    [InlineData(6, Blue, Red, White, Green)]
    [InlineData(7, White, Green, Blue, Red)]
    [InlineData(8, Green, White, Red, Blue)]
    [InlineData(9, Red, Green, Blue, White)]
    public void The_corners_are_where_they_were_seen(byte orientation, params int[] corners)
    {
        foreach (bool isLittle in (bool[])[false, true])
        {
            byte[] photo = Photo(orientation, isLittle);

            PixelImage image = PixelDecoder.TryDecode(photo, out string? failure)!;

            Assert.Null(failure);
            Assert.Equal(orientation is >= 5 and <= 8 ? (32, 64) : (64, 32), (image.Width, image.Height));
            (int X, int Y)[] places =
                [(4, 4), (image.Width - 5, 4), (4, image.Height - 5), (image.Width - 5, image.Height - 5)];
            Assert.All(
                corners.Zip(places),
                pair => Assert.InRange(
                    Pictures.Distance(pair.First, Pictures.ColorAt(image, pair.Second.X, pair.Second.Y)), 0, 40));
        }
    }

    [Fact]
    public void What_is_cut_or_lies_is_upright()
    {
        byte[] photo = Photo(6, isLittle: false);
        for (int cut = 0; cut < 60; cut++) Assert.InRange(ExifOrientation.Read(photo.AsSpan(0, cut)), 1, 8);
        for (int at = 0; at < 60; at++)
        {
            foreach (byte wrong in (byte[])[0x00, 0x7F, 0x80, 0xFF])
            {
                byte[] spoiled = [.. photo];
                spoiled[at] = wrong;
                Assert.InRange(ExifOrientation.Read(spoiled), 1, 8);
            }
        }

        Assert.Equal(6, ExifOrientation.Read(photo));
        Assert.Equal(1, ExifOrientation.Read(Samples.Png));
        Assert.Equal(8, ExifOrientation.Read(Jpegs.Of(4, 3, orientation: 8)));
    }

    private static byte[] Photo(byte orientation, bool isLittle)
    {
        byte[] jpeg = Pictures.Encode(
            Pictures.Draw(64, 32, (x, y) =>
            {
                int color = s_stored[(y < 16 ? 0 : 2) + (x < 32 ? 0 : 1)];
                return (color >> 16, color >> 8 & 255, color & 255, 255);
            }),
            "jpeg");
        return Jpegs.Turned(jpeg, orientation, isLittle);
    }
}
