using System;
using System.IO;
using System.Linq;
using System.Text;
using ImageGen.Files;
using Xunit;

namespace ImageGen.Tests.Client.Files;

public sealed class SafeNameTests
{
    [Theory]
    [InlineData("A red fox, sleeping", "a-red-fox-sleeping")]
    [InlineData("  --A  fox!! ", "a-fox")]
    [InlineData("Ein großer Fuchs", "ein-großer-fuchs")]
    [InlineData("cafe\u0301", "café")]
    [InlineData("キツネの絵", "キツネの絵")]
    [InlineData("नमस्ते", "नमस्ते")]
    [InlineData("🦊 fox 🦊", "fox")]
    [InlineData("𝒜 fox", "𝒜-fox")]
    [InlineData("🦊", "image")]
    [InlineData("", "image")]
    [InlineData(null, "image")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("C:\\Windows\\System32", "c-windows-system32")]
    [InlineData("a\0b\u001b[31mc\r\nd", "a-b-31mc-d")]
    [InlineData("a\u202Eb", "a-b")]
    [InlineData("...", "image")]
    [InlineData("{index} $(rm) `x` %PATH%", "index-rm-x-path")]
    public void A_prompt_becomes_a_slug(string? prompt, string expected) =>
        Assert.Equal(expected, SafeName.Slug(prompt));

    [Fact]
    public void Half_a_surrogate_pair_is_left_out()
    {
        Assert.Equal("fox-den", SafeName.Slug("fox \ud83e den"));
        Assert.Equal("fox", SafeName.Slug("fox\udd8a"));
        Assert.Equal("image", SafeName.Slug("\ud83e"));
    }

    [Fact]
    public void A_long_prompt_is_cut_at_a_word()
    {
        string slug = SafeName.Slug(string.Join(" ", Enumerable.Repeat("winter", 50)));

        Assert.Equal("winter-winter-winter-winter-winter-winter-winter-winter", slug);
        Assert.Equal(60, SafeName.Slug(new string('x', 500)).Length);
    }

    [Theory]
    [InlineData("狐")]
    [InlineData("𝒜")]
    [InlineData("é")]
    public void A_slug_stays_short_in_bytes_and_whole_in_characters(string letter)
    {
        string slug = SafeName.Slug(string.Concat(Enumerable.Repeat(letter, 300)));

        Assert.InRange(Encoding.UTF8.GetByteCount(slug), 100, 120);
        Assert.Equal(string.Empty, slug.Replace(letter, string.Empty));
    }

    [Theory]
    [InlineData("gpt-image-2.6-sunburst", "gpt-image-2.6-sunburst")]
    [InlineData("ig_0785abc", "ig_0785abc")]
    [InlineData("../../x", "x")]
    [InlineData("..\\..\\x", "x")]
    [InlineData("a/b\\c:d*e", "a-b-c-d-e")]
    [InlineData("/etc/passwd", "etc-passwd")]
    [InlineData("..", "unknown")]
    [InlineData("", "unknown")]
    [InlineData("a\0\u001bé🦊b", "a-----b")]
    public void A_token_holds_no_separator(string value, string expected) =>
        Assert.Equal(expected, SafeName.Token(value));

    [Theory]
    [InlineData("fox.png", "fox.png")]
    [InlineData("CON", "CON_")]
    [InlineData("con.png", "con_.png")]
    [InlineData("nul.tar.gz", "nul_.tar.gz")]
    [InlineData("Aux .png", "Aux _.png")]
    [InlineData("lpt9", "lpt9_")]
    [InlineData("COM0.svg", "COM0_.svg")]
    [InlineData("conin$", "conin$_")]
    [InlineData("console.png", "console.png")]
    [InlineData("com10", "com10")]
    [InlineData("fox. . .", "fox")]
    [InlineData("fox ", "fox")]
    [InlineData("...", "image")]
    [InlineData("", "image")]
    [InlineData(".hidden.png", ".hidden.png")]
    public void A_file_name_works_on_every_system(string name, string expected) =>
        Assert.Equal(expected, SafeName.FileName(name));

    [Fact]
    public void A_long_file_name_keeps_its_extension()
    {
        string name = SafeName.FileName(new string('x', 500) + ".png");

        Assert.Equal(200, name.Length);
        Assert.EndsWith("xxx.png", name);
    }

    [Theory]
    [InlineData("ü", ".png", 98)]
    [InlineData("€", ".jpeg", 65)]
    [InlineData("🦊", "", 50)]
    public void A_long_file_name_is_counted_in_bytes_and_cut_between_letters(
        string letter, string extension, int letters)
    {
        string name = SafeName.FileName(string.Concat(Enumerable.Repeat(letter, 300)) + extension);

        Assert.Equal(string.Concat(Enumerable.Repeat(letter, letters)) + extension, name);
    }

    [Theory]
    [InlineData("a.", 198)]
    [InlineData("NUL.", 195)]
    public void A_dot_early_in_a_long_name_is_no_extension(string start, int rest)
    {
        string name = SafeName.FileName(start + new string('x', 300));

        Assert.Equal(200, name.Length);
        Assert.EndsWith("." + new string('x', rest), name);
    }

    /// <summary>A file made on one system may have a name that no other takes.</summary>
    [Theory]
    [InlineData("fox.png", "fox")]
    [InlineData("C:evil.png", "C-evil")]
    [InlineData("a\\b.png", "a-b")]
    [InlineData("a:b*c?d\"e<f>g|h.png", "a-b-c-d-e-f-g-h")]
    [InlineData("fox\nhen\u001b[2J.png", "fox-hen-[2J")]
    [InlineData("fox\u202ehen.png", "foxhen")]
    [InlineData("..fox. .png", "fox")]
    [InlineData("...", "image")]
    [InlineData(null, "image")]
    public void A_stem_fits_into_a_name_on_every_system(string? path, string stem)
    {
        bool isPathThere = OperatingSystem.IsWindows() && path?.IndexOfAny([':', '\\']) >= 0;
        Assert.SkipWhen(isPathThere, "On Windows it is a path, not a name.");
        Assert.Equal(stem, SafeName.Stem(path));
    }

    [Fact]
    public void Whatever_the_prompt_the_slug_is_a_name_in_its_folder()
    {
        Random random = new(11);
        for (int round = 0; round < 5000; round++)
        {
            char[] prompt = new char[random.Next(0, 90)];
            for (int i = 0; i < prompt.Length; i++) prompt[i] = (char)random.Next(round % 2 == 0 ? 0x80 : 0xD7FF);

            string slug = SafeName.Slug(new string(prompt));

            Assert.InRange(slug.Length, 1, 60);
            Assert.Equal(slug, Path.GetFileName(slug));
            Assert.DoesNotContain(slug, character => char.IsControl(character) || "<>:\"/\\|?*. ".Contains(character));
        }
    }
}
