using ImageGen.Files;
using Xunit;

namespace ImageGen.Tests.Client.Files;

public sealed class PathCheckTests
{
    [Theory]
    [InlineData(@"C:\out\what?.png", "'?'")]
    [InlineData(@"C:\out\*.png", "'*'")]
    [InlineData(@"C:\out\12:30.png", "':'")]
    [InlineData(@"C:\out\a.png:stream", "':'")]
    [InlineData(@"C:\a|b\a.png", "'|'")]
    [InlineData(@"C:\out\<a>.png", "'<'")]
    [InlineData("C:\\out\\\"a\".png", "'\"'")]
    [InlineData("C:\\out\\a\tb.png", "U+0009")]
    [InlineData(@"\\server\share\a?.png", "'?'")]
    [InlineData(@"\\?\C:\out\a?.png", "'?'")]
    [InlineData(@"C:\out\{slug}?.png", "'?'")]
    [InlineData(@"C:\out\{index:00}:{n}.png", "':'")]
    [InlineData(@"C:\NUL\a.png", "device")]
    [InlineData(@"C:\out\com1.pictures\a.png", "device")]
    public void Windows_cannot_hold(string path, string reason)
    {
        Assert.Contains(reason, PathCheck.FindFault(path, isWindows: true));
    }

    [Theory]
    [InlineData(@"C:\out\a red fox, in the snow (1) [x] 'y' #&%.png")]
    [InlineData(@"C:\out\{slug}-{index:000}-{date:yyyy-MM-dd}.png")]
    [InlineData(@"\\?\C:\out\a.png")]
    [InlineData(@"\\server\share\a.png")]
    [InlineData("C:/out/a.png")]
    [InlineData(@"C:\out\nul.png")]
    [InlineData(@"C:\nullable\a.png")]
    [InlineData("C:\\out\\\u72D0\u72F8.png")]
    public void Windows_can_hold(string path)
    {
        Assert.Null(PathCheck.FindFault(path, isWindows: true));
    }

    [Theory]
    [InlineData("/out/what?.png")]
    [InlineData("/out/*.png")]
    [InlineData("/out/12:30.png")]
    [InlineData("/out/<a>|\"b\"\\c.png")]
    [InlineData("/NUL/a.png")]
    public void Other_systems_can_hold_what_Windows_cannot(string path)
    {
        Assert.Null(PathCheck.FindFault(path, isWindows: false));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_system_can_hold_a_null_character_or_an_endless_folder(bool isWindows)
    {
        Assert.Contains("U+0000", PathCheck.FindFault("/out/a\0b.png", isWindows));
        Assert.Contains("255", PathCheck.FindFault($"/{new string('x', 256)}/a.png", isWindows));
        Assert.Null(PathCheck.FindFault($"/{new string('x', 255)}/a.png", isWindows));
    }

    [Fact]
    public void The_length_of_a_folder_counts_in_characters_on_Windows_and_in_bytes_elsewhere()
    {
        string path = $"/{new string('\u72D0', 100)}/a.png";

        Assert.Null(PathCheck.FindFault(path, isWindows: true));
        Assert.NotNull(PathCheck.FindFault(path, isWindows: false));
    }
}
