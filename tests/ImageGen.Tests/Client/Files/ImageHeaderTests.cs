using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ImageGen.Files;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Files;

public sealed class ImageHeaderTests
{
    private const string Exif = "FFD8 FFE1 0010 457869660000 4D4D002A00000008 ";
    private const string Avif =
        "0000001C667479706176696600000000617669666D6966316D696166000000EA6D657461000000000000002168646C72" +
        "000000000000000070696374000000000000000000000000000000000E7069746D00000000000100000022696C6F6300" +
        "00000044400001000100000000010E000100000000000000370000002369696E6600000000000100000015696E666502" +
        "0000000001000061763031000000006A697072700000004B6970636F00000013636F6C726E636C780002000200068000" +
        "00000C6176314381000C0000000014697370650000000000000040000000300000001070697869000000000308080800" +
        "00001769706D61000000000000000100010481820384";
    private const string AvifOfTiles =
        "00000018667479706D696631000000006D69663161766966000000796D657461000000000000002168646C7200000000" +
        "0000000000000000000000000000000000000000000000004C69707270000000446970636F0000001469737065000000" +
        "00000000A00000005A000000146973706500000000000006000000040000000014697370650000000000000200000002" +
        "00";
    private const string Frame = "0011 08 0200 0300 03 01 22 00 02 11 01 03 11 01";

    [Theory]
    [InlineData("89504E470D0A1A0A 0000000D 49484452 00000600 00000400 08 06 000000", "png", 1536, 1024)]
    [InlineData(
        "89504E470D0A1A0A 00000004 43674249 50002002 2BD5B37F 0000000D 49484452 00000600 00000400 08",
        "png",
        1536,
        1024)]
    [InlineData("89504E470D0A1A0A 00000004 43674249 50002002 2BD5B37F 0000000D 4948", "png", 0, 0)]
    [InlineData("474946383961 0300 0002 F70000", "gif", 3, 512)]
    [InlineData("474946383761 0300 0002 F70000", "gif", 3, 512)]
    [InlineData("FFD8 FFE0 0010 4A464946000101000001 00010000 FFC0 " + Frame, "jpeg", 768, 512)]
    [InlineData("FFD8 FFC2 " + Frame, "jpeg", 768, 512)]
    [InlineData("FFD8 FFC1 " + Frame, "jpeg", 768, 512)]
    [InlineData(Exif + "FFC0 " + Frame, "jpeg", 768, 512)]
    [InlineData("FFD8 FFDB 0004 0000 FFC4 0005 000000 FFCC 0003 00 FFC0 " + Frame, "jpeg", 768, 512)]
    [InlineData("FFD8 FFFFFFFF FFC0 " + Frame, "jpeg", 768, 512)]
    [InlineData("FFD8 FF01 FFD0 FFC0 " + Frame, "jpeg", 768, 512)]
    [InlineData("52494646 20000000 57454250 56503820 0A000000 300100 9D012A 0003 0002 0000 0000", "webp", 768, 512)]
    [InlineData("52494646 20000000 57454250 56503820 0A000000 300100 9D012A 0043 0082 0000 0000", "webp", 768, 512)]
    [InlineData("52494646 20000000 57454250 5650384C 0A000000 2F FFC27F00 0000000000", "webp", 768, 512)]
    [InlineData("52494646 20000000 57454250 56503858 0A000000 10000000 FF0200 FF0100", "webp", 768, 512)]
    [InlineData("52494646 20000000 57454250 56503858 0A000000 10000000 FFFFFF FFFFFF", "webp", 16777216, 16777216)]
    [InlineData(Avif, "avif", 64, 48)]
    [InlineData(AvifOfTiles, "avif", 1536, 1024)]
    public void Format_and_size_are_read(string hex, string format, int width, int height) =>
        Assert.Equivalent(new ImageHeader(format, width, height), ImageHeader.Read(Hex(hex)), strict: true);

    [Theory]
    [InlineData("""<svg xmlns="http://www.w3.org/2000/svg" width="640" height='480'></svg>""", 640, 480)]
    [InlineData("""<svg width="640px" height="480.4px">""", 640, 480)]
    [InlineData("\uFEFF  \r\n<?xml version=\"1.0\"?>\n<!DOCTYPE svg>\n<svg height=\"2\" width=\"1\"/>", 1, 2)]
    [InlineData("""<svg width="100%" height="10em">""", 0, 0)]
    [InlineData("""<svg width="100%" height="10em" viewBox="0 0 24 18">""", 24, 18)]
    [InlineData("""<svg stroke-width="7" viewBox="0 0 3 2"><rect width="9" height="9"/></svg>""", 3, 2)]
    [InlineData("""<svg viewBox='-1.5,-2 640.4 , 480'>""", 640, 480)]
    [InlineData("""<svg viewBox="0 0 24 12" width="100">""", 100, 50)]
    [InlineData("""<svg viewBox="0 0 24 12" height="100">""", 200, 100)]
    [InlineData("""<svg viewBox="0 0 24">""", 0, 0)]
    [InlineData("""<svg viewBox="0 0 a b">""", 0, 0)]
    [InlineData("""<svg viewBox="0 0 0 -5">""", 0, 0)]
    [InlineData("""<svg viewBox="0 0 1e300 1">""", 0, 0)]
    [InlineData("""<svg width="99999999999999999999" height="-4">""", 0, 0)]
    [InlineData("<svg", 0, 0)]
    [InlineData("<!-- drawn by hand -->\n<svg width=\"1\" height=\"2\">", 1, 2)]
    [InlineData("<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"svg11.dtd\"><svg width=\"1\" height=\"2\">", 1, 2)]
    public void An_svg_is_known_by_its_element(string text, int width, int height) =>
        Assert.Equivalent(
            new ImageHeader("svg", width, height), ImageHeader.Read(Encoding.UTF8.GetBytes(text)), strict: true);

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("<html><svg width=\"1\"></svg></html>")]
    [InlineData("<!DOCTYPE html><svg width=\"1\" height=\"1\">")]
    [InlineData("<?xml version=\"1.0\"?><feed/>")]
    [InlineData("RIFF    WAVEfmt ")]
    [InlineData("BM      ")]
    [InlineData("{\"error\":{}}")]
    public void Anything_else_has_no_format(string text) =>
        Assert.Equivalent(new ImageHeader(null, 0, 0), ImageHeader.Read(Encoding.UTF8.GetBytes(text)), strict: true);

    [Fact]
    public void A_header_cut_at_any_byte_is_read_as_far_as_it_goes()
    {
        foreach (byte[] sample in Headers())
        {
            ImageHeader whole = ImageHeader.Read(sample);
            for (int length = 0; length < sample.Length; length++)
            {
                ImageHeader cut = ImageHeader.Read(sample.AsSpan(0, length));

                Assert.Contains(cut.Format, new[] { null, whole.Format });
                Assert.True(
                    (cut.Width, cut.Height) == (0, 0) || (cut.Width, cut.Height) == (whole.Width, whole.Height),
                    $"{whole.Format} cut at {length} is {cut.Width}x{cut.Height}");
            }
        }
    }

    [Fact]
    public void No_bytes_make_it_fail_or_give_a_negative_size()
    {
        Random random = new(7);
        byte[][] samples = [.. Headers()];
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = (byte[])samples[round % samples.Length].Clone();
            for (int change = 0; change < 3; change++) bytes[random.Next(3, bytes.Length)] = (byte)random.Next(256);

            ImageHeader header = ImageHeader.Read(bytes);

            Assert.True(header.Width >= 0 && header.Height >= 0, Convert.ToHexString(bytes));
        }
    }

    [Fact]
    public void A_file_is_read_like_its_bytes()
    {
        using ScratchFolder folder = new();

        Assert.Equivalent(
            new ImageHeader("png", 1, 1), ImageHeader.ReadFile(folder.Write("a.bin", Samples.Png)), strict: true);
        Assert.Equivalent(
            new ImageHeader(null, 0, 0), ImageHeader.ReadFile(folder.Write("empty.png", "")), strict: true);
        Assert.Throws<FileNotFoundException>(() => ImageHeader.ReadFile(folder.At("none.png")));
    }

    [Theory]
    [InlineData("fox", "png", "fox.png")]
    [InlineData("fox", "jpeg", "fox.jpg")]
    [InlineData("fox", "svg", "fox.svg")]
    [InlineData("fox", "avif", "fox.avif")]
    [InlineData("fox", null, "fox.bin")]
    [InlineData("fox.JPG", "png", "fox.JPG")]
    [InlineData("fox.2026", "webp", "fox.2026.webp")]
    [InlineData("fox.txt", "gif", "fox.txt.gif")]
    public void A_missing_extension_is_added(string path, string? format, string expected) =>
        Assert.Equal(expected, ImageFormats.WithExtension(path, format));

    [Theory]
    [InlineData("fox.png", "fox-2.png")]
    [InlineData("fox", "fox-2")]
    [InlineData("fox.v1", "fox.v1-2")]
    [InlineData(".png", "-2.png")]
    public void A_suffix_goes_before_the_extension(string path, string expected) =>
        Assert.Equal(expected, ImageFormats.WithSuffix(path, "-2"));

    private static IEnumerable<byte[]> Headers() => typeof(ImageHeaderTests)
        .GetMethod(nameof(Format_and_size_are_read))!
        .GetCustomAttributes(typeof(InlineDataAttribute), false)
        .Cast<InlineDataAttribute>()
        .Select(row => Hex((string)row.Data[0]!));

    private static byte[] Hex(string text) => Convert.FromHexString(text.Replace(" ", ""));
}
