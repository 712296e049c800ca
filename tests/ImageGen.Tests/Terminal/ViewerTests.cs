using System.IO;
using ImageGen.Terminal;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Terminal;

/// <summary>The system's program gets an image, under a name that it cannot take for anything else.</summary>
public sealed class ViewerTests
{
    [Theory]
    [InlineData("/tmp/a fox.png")]
    [InlineData("/tmp/a \"fox\" $(reboot) `x` ';.png")]
    [InlineData("/tmp/-rf \\ ümlaut.png")]
    public void A_path_is_one_argument(string path)
    {
        string argument = SystemViewer.StartInfoFor(path, "xdg-open").Arguments;

        Assert.StartsWith("file:///tmp/", argument);
        Assert.DoesNotContain(argument, c => c is ' ' or '"' or '`' or '\\');
    }

    [Fact]
    public void Windows_gets_the_path_itself()
    {
        Assert.Equal(@"C:\a fox.png", SystemViewer.StartInfoFor(@"C:\a fox.png", program: null).FileName);
        Assert.True(SystemViewer.StartInfoFor("x.png", program: null).UseShellExecute);
    }

    [Theory]
    [InlineData("fox.png", true)]
    [InlineData("fox.JPG", true)]
    [InlineData("fox.bat", false)]
    [InlineData("fox", false)]
    [InlineData(null, false)]
    public void Only_a_file_that_is_named_as_an_image_is_opened_itself(string? name, bool isItself)
    {
        string file = SystemViewer.FileFor(name, Samples.Png, "png");
        try
        {
            Assert.Equal(isItself, file == name);
            if (!isItself) Assert.Equal(Samples.Png, File.ReadAllBytes(file));
            if (!isItself) Assert.EndsWith(".png", file);
        }
        finally
        {
            if (!isItself) File.Delete(file);
        }
    }
}
