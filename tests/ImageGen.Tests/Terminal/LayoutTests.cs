using ImageGen.Terminal;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Terminal;

/// <summary>Where an image goes: within the window, with its aspect kept.</summary>
public sealed class LayoutTests
{
    [Theory]
    [InlineData(1024, 1024, null, null, 44, 22)]
    [InlineData(1536, 1024, null, null, 66, 22)]
    [InlineData(64, 64, null, null, 7, 4)]
    [InlineData(64, 64, 20, null, 20, 10)]
    [InlineData(64, 64, null, 10, 20, 10)]
    [InlineData(1024, 1024, 30, null, 30, 15)]
    [InlineData(1024, 1024, 500, 500, 46, 23)]
    [InlineData(1, 1, null, null, 1, 1)]
    [InlineData(1, 10_000, null, null, 1, 22)]
    [InlineData(10_000, 1, null, null, 80, 1)]
    public void An_image_is_as_large_as_it_is_but_within_the_window(
        int width, int height, int? columns, int? rows, int shownColumns, int shownRows)
    {
        CellLayout layout = CellLayout.Fit((width, height), new ScriptedTerminal(), CellSize.Usual, (columns, rows));

        Assert.Equal((shownColumns, shownRows), (layout.Columns, layout.Rows));
        Assert.True(layout.PixelWidth <= layout.Columns * 10 && layout.PixelHeight <= layout.Rows * 20);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public void A_window_of_no_size_still_has_a_place(int columns, int rows)
    {
        CellLayout layout = CellLayout.Fit(
            (1024, 768), new ScriptedTerminal { Columns = columns, Rows = rows }, CellSize.HalfBlocks, (null, null));

        Assert.True(layout is { Columns: > 0, Rows: > 0, PixelWidth: > 0, PixelHeight: > 0 });
    }
}
