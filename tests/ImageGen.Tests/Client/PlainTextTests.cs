using System.Collections.Generic;
using System.Linq;
using ImageGen.Text;
using Xunit;

namespace ImageGen.Tests.Client;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("a fox", "a fox")]
    [InlineData("", "")]
    [InlineData("a\tb\r\nc", "a\tb\r\nc")]
    [InlineData("\u001b[31mred\u001b[0m", "[31mred[0m")]
    [InlineData("\u001b]8;;http://x\u0007link\u001b]8;;\u0007", "]8;;http://xlink]8;;")]
    [InlineData("a\0b\u0008c\u007fd\u009be", "abcde")]
    [InlineData("\u202Eevil\u202C \u2066x\u2069 \u200Ey\u200F", "evil x y")]
    [InlineData("a\u2028b\u2029c\uFEFFd\u00ADe", "abcde")]
    [InlineData("👩\u200d🚀 é 狐 𝒜", "👩\u200d🚀 é 狐 𝒜")]
    public void Only_what_a_terminal_shows_is_kept(string text, string expected) =>
        Assert.Equal(expected, PlainText.Clean(text));

    [Fact]
    public void Clean_text_is_not_copied()
    {
        string text = new('x', 10);

        Assert.Same(text, PlainText.Clean(text));
    }

    [Theory]
    [InlineData(null, "")]
    [InlineData(" a\r\nb\tc\n", "a b c")]
    [InlineData("a\u001bb", "ab")]
    public void A_line_is_one_line(string? text, string expected) => Assert.Equal(expected, PlainText.Line(text));

    [Theory]
    [InlineData(5, "abcde")]
    [InlineData(4, "abc…")]
    [InlineData(1, "…")]
    public void A_line_is_cut_at_its_limit(int limit, string expected) =>
        Assert.Equal(expected, PlainText.Line("abcde", limit));

    [Fact]
    public void A_line_is_not_cut_inside_a_character()
    {
        string line = PlainText.Line("ab🦊cd", limit: 4);

        Assert.Equal("ab…", line);
        Assert.DoesNotContain(line, char.IsSurrogate);
    }

    [Fact]
    public void Every_control_character_goes()
    {
        IEnumerable<int> codes = Enumerable.Range(0, 32).Concat(Enumerable.Range(127, 33));

        Assert.Equal("\t\n\r", PlainText.Clean(string.Concat(codes.Select(code => (char)code))));
    }
}
