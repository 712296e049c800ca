using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using ImageGen.Pixels;
using ImageGen.Terminal;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Terminal;

/// <summary>What is written is decoded as a terminal does, and compared with the picture.</summary>
public sealed class PainterTests
{
    private readonly ScriptedTerminal _terminal = new() { Columns = 200, Rows = 100 };

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 5)]
    [InlineData(36, 18)]
    [InlineData(1, 600)]
    [InlineData(600, 1)]
    public void Sixel_of_few_colours_has_each_of_them(int width, int height)
    {
        PixelImage image = Pictures.Squares(width, height);

        SixelReader shown = SixelReader.Read(Paint(Sixel(image)));

        Assert.Equal((width, height), (shown.Width, shown.Height));
        for (int pixel = 0; pixel < width * height; pixel++)
        {
            int color = Pictures.ColorAt(image, pixel % width, pixel / width);
            Assert.True(Pictures.Distance(color, shown.Pixels[pixel]) <= 1, $"{color:x6} {shown.Pixels[pixel]:x6}");
        }
    }

    /// <summary>Single pixels may differ; what the eye sees of them together must not.</summary>
    [Fact]
    public void Sixel_of_many_colours_keeps_the_colour_of_every_area()
    {
        PixelImage image = Pictures.Gradient(240, 180);

        SixelReader shown = SixelReader.Read(Paint(Sixel(image)));

        Assert.InRange(shown.Colors, 200, 256);
        Assert.DoesNotContain(-1, shown.Pixels);
        CheckAreas(image, Pictures.Draw(240, 180, (x, y) => Split(shown.Pixels[y * 240 + x])), 24, 18, tolerance: 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3072)]
    [InlineData(3073)]
    [InlineData(100_000)]
    public void Kitty_gets_a_png_byte_for_byte(int length)
    {
        byte[] png = new byte[length];
        new Random(1).NextBytes(png);

        string output = Paint(new KittyPainter(Layout(40, 20), png, "f=100", new()), 77);

        KittyImage shown = Assert.Single(KittyImage.Read(output));

        Assert.Equal(png, shown.Data);
        Assert.Equal(("T", "100"), (shown.Control["a"], shown.Control["f"]));
        Assert.Equal(("77", "1"), (shown.Control["i"], shown.Control["C"]));
    }

    [Fact]
    public void Kitty_keeps_the_aspect_by_the_side_that_limits()
    {
        Dictionary<string, string> wide = Control(Layout(400, 20));
        Dictionary<string, string> high = Control(Layout(20, 4000));

        Assert.Equal((true, false), (wide.ContainsKey("c"), wide.ContainsKey("r")));
        Assert.Equal((false, true), (high.ContainsKey("c"), high.ContainsKey("r")));
    }

    [Theory]
    [InlineData(true, 0x123456)]
    [InlineData(false, 1 + 0x123456 % 255)]
    public void In_tmux_the_image_passes_through_and_characters_stand_for_it(bool isTrueColor, int id)
    {
        byte[] png = new byte[10_000];
        new Random(1).NextBytes(png);
        CellLayout layout = Layout(40, 60);

        string output = Paint(
            new KittyPainter(layout, png, "f=100", new() { IsInTmux = true, IsTrueColor = isTrueColor }), 0x123456);

        KittyImage shown = Assert.Single(KittyImage.Read(KittyImage.ThroughTmux(output)));
        Assert.Equal(png, shown.Data);
        Assert.Equal(("1", $"{id}"), (shown.Control["U"], shown.Control["i"]));
        Assert.Equal(($"{layout.Columns}", $"{layout.Rows}"), (shown.Control["c"], shown.Control["r"]));
        string[] rows = output[output.IndexOf("\x1b[38;", StringComparison.Ordinal)..].Split("\r\n");
        string color = isTrueColor ? "\x1b[38;2;18;52;86m" : $"\x1b[38;5;{id}m";
        Assert.Equal(layout.Rows, rows.Length);
        Assert.All(rows, row => Assert.StartsWith(color + "\U0010EEEE", row, StringComparison.Ordinal));
        Assert.All(rows, row => Assert.Equal(layout.Columns, row.Split("\U0010EEEE").Length - 1));
        Assert.Equal(
            ["\u0305\u0305", "\u030d\u0305", "\u030e\u0305"], rows.Select(row => row.Split("\U0010EEEE")[1]).Take(3));
    }

    [Fact]
    public void ITerm2_gets_the_file_byte_for_byte()
    {
        byte[] file = new byte[70_001];
        new Random(1).NextBytes(file);

        string output = Paint(new ITerm2Painter(Layout(40, 20), file));

        string[] parts = output.Split(':', 2);
        Assert.StartsWith("\x1b]1337;File=inline=1;size=70001;width=4;height=1;", parts[0], StringComparison.Ordinal);
        Assert.EndsWith("\a", parts[1], StringComparison.Ordinal);
        Assert.Equal(file, Convert.FromBase64String(parts[1][..^1]));
    }

    [Fact]
    public void Half_blocks_show_two_pixels_in_a_character()
    {
        PixelImage image = Pictures.Gradient(30, 21);

        IReadOnlyList<int[]> rows = BlockReader.Read(Paint(new BlockPainter(Layout(30, 21), image, isTrueColor: true)));

        Assert.Equal(22, rows.Count);
        Assert.All(rows[21], color => Assert.Equal(-1, color));
        for (int pixel = 0; pixel < 30 * 21; pixel++)
        {
            (int x, int y) = (pixel % 30, pixel / 30);
            Assert.Equal(Pictures.ColorAt(image, x, y), rows[y][x]);
        }
    }

    [Fact]
    public void Half_blocks_in_256_colours_keep_the_colour_of_every_area()
    {
        PixelImage image = Pictures.Gradient(120, 120);

        IReadOnlyList<int[]> rows =
            BlockReader.Read(Paint(new BlockPainter(Layout(120, 120), image, isTrueColor: false)));

        CheckAreas(image, Pictures.Draw(120, 120, (x, y) => Split(rows[y][x])), 12, 12, tolerance: 25);
    }

    /// <summary>After Ctrl+C the terminal must not wait for the end of a sequence.</summary>
    [Fact]
    public void What_is_stopped_ends_its_sequences()
    {
        PixelImage image = Pictures.Gradient(400, 400);
        byte[] file = new byte[2_000_000];

        SixelReader.Read(Stopped(Sixel(image)));
        string kitty = Stopped(new KittyPainter(Layout(9, 9), file, "f=100", new()));
        Assert.InRange(Assert.Single(KittyImage.Read(kitty)).Data.Length, 1, 9000);
        Assert.EndsWith("\a", Stopped(new ITerm2Painter(Layout(9, 9), file)), StringComparison.Ordinal);
        Assert.DoesNotContain("▀", Stopped(new BlockPainter(Layout(9, 9), image, isTrueColor: true)));
    }

    /// <summary>Compares the mean colours of areas of ten by ten pixels.</summary>
    private static void CheckAreas(PixelImage image, PixelImage shown, int width, int height, int tolerance)
    {
        PixelImage small = PixelScaler.Scale(image, width, height);
        PixelImage smallShown = PixelScaler.Scale(shown, width, height);
        Assert.All(
            Enumerable.Range(0, width * height),
            pixel => Assert.InRange(
                Pictures.Distance(
                    Pictures.ColorAt(small, pixel % width, pixel / width),
                    Pictures.ColorAt(smallShown, pixel % width, pixel / width)),
                0,
                tolerance));
    }

    private Dictionary<string, string> Control(CellLayout layout) =>
        KittyImage.Read(Paint(new KittyPainter(layout, new byte[3], "f=100", new())))[^1].Control;

    private static SixelPainter Sixel(PixelImage image) =>
        new(Layout(image.Width, image.Height), ColorReducer.Reduce(image, SixelPainter.Steps));

    private static CellLayout Layout(int width, int height) => CellLayout.Fit(
        (width, height), new ScriptedTerminal { Columns = 200, Rows = 100 }, CellSize.Usual, (null, null));

    private string Paint(IPainter painter, int id = 1)
    {
        int start = _terminal.Bytes.Length;
        TerminalOutput output = new(_terminal, CancellationToken.None);
        painter.Paint(output, id);
        output.Flush();
        return _terminal.Encoding.GetString(_terminal.Bytes.AsSpan(start));
    }

    private static string Stopped(IPainter painter)
    {
        ScriptedTerminal terminal = new();
        TerminalOutput output = new(terminal, new CancellationToken(canceled: true));
        painter.Paint(output, 1);
        output.Flush();
        return terminal.Output;
    }

    private static (int R, int G, int B, int A) Split(int color) => (color >> 16, color >> 8 & 255, color & 255, 255);
}
