using System;
using System.IO;
using ImageGen.Files;
using Xunit;

namespace ImageGen.Tests.Client.Files;

public sealed class FileNameTemplateTests
{
    private static readonly DateTime s_now = new(2026, 11, 22, 13, 4, 5);
    private static readonly FileNameValues s_values = new("A red fox", 7, 2, "gpt-image-2", "ig_1");

    [Theory]
    [InlineData("{slug}-{index}", "a-red-fox-7")]
    [InlineData("{index:000}", "007")]
    [InlineData("{n:00}-{n}", "02-2")]
    [InlineData("{id}", "ig_1")]
    [InlineData("{model}.png", "gpt-image-2.png")]
    [InlineData("{date}", "2026-11-22")]
    [InlineData("{date:yyyyMMdd-HHmmss}", "20261122-130405")]
    [InlineData("{date:yyyy}_{date:MM}", "2026_11")]
    [InlineData("{date:yyyy.MM.dd}", "2026.11.22")]
    [InlineData("{date:yyyyMMddTHHmm}", "20261122T1304")]
    [InlineData("{date:HH mm tt}", "13-04-PM")]
    [InlineData("{index:##00}", "07")]
    [InlineData("{SLUG} {Index}", "a-red-fox 7")]
    [InlineData("no tokens", "no tokens")]
    [InlineData("{}", "{}")]
    [InlineData("{ slug }", "{ slug }")]
    [InlineData("{{slug}}", "{a-red-fox}")]
    public void Tokens_are_replaced(string template, string expected) =>
        Assert.Equal(expected, new FileNameTemplate(template, s_now).Expand(s_values));

    [Theory]
    [InlineData("{index:D4}", "0007")]
    [InlineData("{date:d}", "11-22-2026")]
    [InlineData("{date:s}", "2026-11-22T13-04-05")]
    [InlineData("{date:M}", "November-22")]
    public void A_standard_format_gives_a_name_without_separators(string template, string expected) =>
        Assert.Equal(expected, new FileNameTemplate(template, s_now).Expand(s_values));

    [Theory]
    [InlineData("{title}", "{title}")]
    [InlineData("fox-{Number}.png", "{Number}")]
    [InlineData("{slug}{slugs}", "{slugs}")]
    [InlineData("{prompt:000}", "{prompt}")]
    public void An_unknown_token_is_refused_and_the_known_ones_are_named(string template, string token)
    {
        AIImageException failure = Assert.Throws<AIImageException>(() => new FileNameTemplate(template, s_now));

        Assert.Equal(ErrorIds.InvalidRequest, failure.ErrorId);
        Assert.Contains($"'{token}'", failure.Message);
        Assert.Contains("{slug}", failure.Message);
    }

    [Theory]
    [InlineData("{index:y}")]
    [InlineData("{index:s}")]
    [InlineData("{n:h}")]
    [InlineData("{date:h}")]
    [InlineData("{date:0}")]
    [InlineData("{date:00}")]
    [InlineData("{date:yyyy/MM}")]
    [InlineData("{date:}")]
    [InlineData("{index:0.0}")]
    [InlineData("{index:yyyy}")]
    [InlineData("{index:}")]
    [InlineData("{n:#}")]
    [InlineData("{slug:x}")]
    [InlineData("{name:000}")]
    [InlineData("{id:0}")]
    [InlineData("{model:d}")]
    public void A_format_that_does_not_exist_is_refused(string template)
    {
        AIImageException failure = Assert.Throws<AIImageException>(() => new FileNameTemplate(template, s_now));

        Assert.Equal(ErrorIds.InvalidRequest, failure.ErrorId);
        Assert.Contains(template, failure.Message);
    }

    [Theory]
    [InlineData("fox.png", false, false, false)]
    [InlineData("{slug}", true, false, false)]
    [InlineData("{N:00}", true, true, false)]
    [InlineData("{Id}", true, false, true)]
    public void It_tells_which_tokens_it_has(string template, bool any, bool number, bool id)
    {
        FileNameTemplate read = new(template, s_now);

        Assert.Equal((any, number, id), (read.HasTokens, read.HasNumber, read.NeedsId));
    }

    [Theory]
    [InlineData("fox.png", "fox-2.png")]
    [InlineData("fox", "fox-2")]
    [InlineData("{slug}.jpg", "a-red-fox-2.jpg")]
    public void A_number_can_be_added(string template, string expected) =>
        Assert.Equal(expected, new FileNameTemplate(template, s_now).WithNumber().Expand(s_values));

    [Fact]
    public void Folders_of_the_template_are_kept_and_values_cannot_leave_them()
    {
        string root = Path.Combine(Path.GetTempPath(), "out");
        FileNameTemplate template = new(Path.Combine(root, "{date}", "{slug}-{model}-{id}"), s_now);

        string path = template.Expand(new FileNameValues("../../up", 0, 0, "/etc/../passwd", "..\\..\\x"));

        Assert.Equal(Path.Combine(root, "2026-11-22", "up-etc-..-passwd-x"), path);
        Assert.StartsWith(root, Path.GetFullPath(path));
    }

    [Fact]
    public void A_value_that_holds_a_token_is_not_expanded_again() => Assert.Equal(
        "index-7", new FileNameTemplate("{slug}-{index}", s_now).Expand(s_values with { Prompt = "{index}" }));

    [Fact]
    public void What_is_not_known_has_a_word() => Assert.Equal(
        "image-unknown-no-id",
        new FileNameTemplate("{slug}-{model}-{id}", s_now).Expand(new FileNameValues(null, 0, 0, null)));

    [Theory]
    [InlineData("nul")]
    [InlineData("Con!")]
    public void A_slug_that_is_a_device_is_not_a_name(string prompt) => Assert.EndsWith(
        "_.png", new FileNameTemplate("{slug}.png", s_now).Expand(s_values with { Prompt = prompt }));
}
