using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Threading;
using ImageGen.Files;
using ImageGen.Pixels;
using ImageGen.Terminal;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Terminal;

/// <summary>Which images go to a terminal as they are, and what becomes of the others.</summary>
public sealed class PainterFactoryTests
{
    private readonly ScriptedTerminal _terminal = new();

    [Theory]
    [InlineData("png")]
    [InlineData("jpeg")]
    [InlineData("gif")]
    public void A_format_that_a_terminal_takes_is_not_decoded(string format)
    {
        PainterFactory factory = new(_terminal, new TerminalTraits { Protocol = AIImageProtocol.ITerm2 }, (null, null));

        Assert.IsType<ITerm2Painter>(
            factory.Create(new byte[10], new ImageHeader(format, 10, 10), out string? failure));
        Assert.Null(failure);
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("gif")]
    public void What_kitty_does_not_take_as_it_is_comes_as_pixels(string format)
    {
        CheckPixels(Pictures.Encode(Pictures.Gradient(64, 40), format), 64, 40);
    }

    [Fact]
    public void A_png_that_terminals_do_not_read_comes_as_pixels()
    {
        CheckPixels(new PngKind(8, 6) { IsOfXcode = true }.Write(20, 10, (_, _) => [9, 8, 7, 255]), 20, 10);
        CheckPixels(new PngKind(8, 0).Write(12_000, 2, (_, _) => [9]), 800, 1);
    }

    /// <summary>What a terminal does with the orientation of a photo is its own matter, so it gets none.</summary>
    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    [InlineData(6, false)]
    public void A_photo_that_lies_on_its_side_goes_upright_to_iterm2(byte orientation, bool isFile)
    {
        byte[] photo = Jpegs.Turned(Pictures.Encode(Pictures.Gradient(64, 40), "jpeg"), orientation);

        byte[] shown = FileIn(Paint(AIImageProtocol.ITerm2, photo));

        if (isFile)
        {
            Assert.Equal(photo, shown);
            return;
        }

        PixelImage upright = PixelDecoder.TryDecode(photo, out _)!;
        Assert.Equal(orientation == 6 ? (40, 64) : (64, 40), (upright.Width, upright.Height));
        PixelImage decoded = PixelDecoder.TryDecode(shown, out string? failure)!;
        Assert.Null(failure);
        Assert.Equal(("png", upright.Width), (ImageHeader.Read(shown).Format, decoded.Width));
        Assert.Equal(upright.Rgba, decoded.Rgba);
        AssertChecksums(shown);
    }

    /// <summary>Nothing that was there before shines through.</summary>
    [Fact]
    public void Sixel_draws_every_pixel_of_a_transparent_image()
    {
        string output = Paint(AIImageProtocol.Sixel, new PngKind(8, 6).Write(40, 30, (x, _) => [255, 0, 0, x * 6]));

        Assert.DoesNotContain(-1, SixelReader.Read(output).Pixels);
    }

    private static byte[] FileIn(string output) =>
        Convert.FromBase64String(output[(output.LastIndexOf(':') + 1)..output.LastIndexOf('\a')]);

    /// <summary>Of each chunk, bit by bit, and of the pixels by the reader of the framework.</summary>
    private static void AssertChecksums(byte[] png)
    {
        using MemoryStream packed = new();
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            uint crc = uint.MaxValue;
            foreach (byte value in png.AsSpan(at + 4, 4 + length))
            {
                crc ^= value;
                for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }

            Assert.Equal(~crc, BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8)) packed.Write(png, at + 8, length);
            at += 12 + length;
        }

        packed.Position = 0;
        using ZLibStream rows = new(packed, CompressionMode.Decompress);
        rows.CopyTo(Stream.Null);
    }

    private static void CheckPixels(byte[] file, int width, int height)
    {
        KittyImage shown = Assert.Single(KittyImage.Read(Paint(AIImageProtocol.Kitty, file)));

        Dictionary<string, string> control = shown.Control;
        Assert.Equal(("32", $"{width}", $"{height}"), (control["f"], control["s"], control["v"]));
        Assert.Equal(width * height * 4, shown.Data.Length);
        PixelImage pixels = PixelDecoder.TryDecode(file, out _)!;
        Assert.Equal(PixelScaler.Scale(pixels, width, height).Rgba, shown.Data);
    }

    private static string Paint(AIImageProtocol protocol, byte[] file)
    {
        ScriptedTerminal terminal = new();
        PainterFactory factory = new(terminal, new TerminalTraits { Protocol = protocol }, (null, null));
        IPainter? painter = factory.Create(file, ImageHeader.Read(file), out string? failure);
        Assert.Null(failure);
        TerminalOutput output = new(terminal, CancellationToken.None);
        Assert.NotNull(painter);
        painter.Paint(output, 1);
        output.Flush();
        return terminal.Output;
    }
}
