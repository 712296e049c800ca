using System.IO;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>What is said of an input that is no image, or not there.</summary>
public sealed class InputAdviceTests
{
    [Theory]
    [InlineData("424D36000000", "a BMP image")]
    [InlineData("49492A0008000000", "a TIFF image")]
    [InlineData("4D4D002A00000008", "a TIFF image")]
    [InlineData("0000010001001010", "an icon (ICO)")]
    [InlineData("000000186674797068656963000000006D696631", "a HEIC image")]
    [InlineData("00000018667479706D69663100000000", "a HEIC image")]
    [InlineData("000000206674797061766966000000006D696631", "an AVIF image")]
    [InlineData("474946383961010001000000", "a GIF image")]
    [InlineData("0000000C4A584C200D0A870A", "a JPEG XL image")]
    [InlineData("3C73766720786D6C6E733D2278223E3C2F7376673E", "an SVG image")]
    [InlineData("255044462D312E37", "a PDF document")]
    public void A_format_that_the_service_does_not_edit_is_named(string bytes, string name)
    {
        using ModuleSession session = ModuleSession.WithSandbox();
        byte[] content = System.Convert.FromHexString(bytes);
        File.WriteAllBytes(session.PathOf("a.png"), content);

        foreach (string source in new[] { "-Path a.png", "-LiteralPath a.png", "-Image a.png", "-Image $bytes" })
        {
            RunResult result = session.Run($"Edit-AIImage x {source}", ("bytes", content));

            Assert.Equal(ErrorIds.ImageReadFailed, result.ErrorId);
            Assert.Contains($" is {name}; ", result.Error.ToString());
            Assert.Contains("Convert it to PNG first.", result.Error.ToString());
        }
    }

    [Fact]
    public void What_nobody_knows_is_not_said_to_be_convertible()
    {
        using ModuleSession session = ModuleSession.WithSandbox();
        File.WriteAllText(session.PathOf("a.png"), "Hello, world.");

        string message = session.Run("Edit-AIImage x -Path a.png").Error.ToString();

        Assert.Contains("is not a supported image", message);
        Assert.DoesNotContain("Convert", message);
    }

    [Fact]
    public void An_empty_file_is_called_empty()
    {
        using ModuleSession session = ModuleSession.WithSandbox();
        File.WriteAllBytes(session.PathOf("a.png"), []);

        Assert.EndsWith("a.png' is empty.", session.Run("Edit-AIImage x -Path a.png").Error.ToString());
        Assert.EndsWith("a.png' is empty.", session.Run("Edit-AIImage x -Image a.png").Error.ToString());
        Assert.Contains("is empty", session.Run("Edit-AIImage x -Mask a.png -Image resp_1").Error.ToString());
        Assert.Contains(
            "is empty", session.Run("Edit-AIImage x -Image ([System.IO.MemoryStream]::new())").Error.ToString());
    }

    [Theory]
    [InlineData("Edit-AIImage x -Path 'fox[1].png'", true)]
    [InlineData("Edit-AIImage x -Path 'fox.png'", false)]
    [InlineData("Get-AIImage 'fox[1].png'", true)]
    [InlineData("Get-AIImageStream x -Image 'fox[1].png'", false)]
    public void A_missing_file_with_brackets_hints_at_LiteralPath_where_there_is_one(string command, bool isHinted)
    {
        using ModuleSession session = ModuleSession.WithSandbox();

        RunResult result = session.Run(command);

        Assert.Equal(ErrorIds.ImageReadFailed, result.ErrorId);
        Assert.Equal(isHinted, result.Error.ToString().Contains("-LiteralPath"));
    }

    [Theory]
    [InlineData("New-AIImage ('one', 'two')")]
    [InlineData("New-AIImage -Prompt @('one', 'two')")]
    [InlineData("Edit-AIImage ('one', 'two') -Image resp_1")]
    [InlineData("Get-AIImageStream ('one', 'two')")]
    public void A_prompt_of_several_lines_hints_at_Raw(string command)
    {
        using ModuleSession session = ModuleSession.WithSandbox();

        Assert.Contains("Get-Content -Raw", session.Run(command).Error.ToString());
    }

    [Theory]
    [InlineData("New-AIImage (1, 2)")]
    [InlineData("New-AIImage (Get-Date)")]
    public void A_prompt_that_is_no_text_does_not(string command)
    {
        using ModuleSession session = ModuleSession.WithSandbox();

        Assert.DoesNotContain("-Raw", session.Run(command).Error.ToString());
    }
}
