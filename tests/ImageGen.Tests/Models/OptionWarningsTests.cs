using System;
using System.Linq;
using ImageGen.Models;
using Xunit;

namespace ImageGen.Tests.Models;

/// <summary>What is said of options before they are sent.</summary>
public sealed class OptionWarningsTests
{
    private const string Newest = "gpt-image-2.6-sunburst";

    [Theory]
    [InlineData("gpt-image-1.5", "2048x2048", "1536x1024")]
    [InlineData("gpt-image-1-mini", "512x512", "1024x1024")]
    [InlineData(Newest, "1000x1000", "1008x1008")]
    [InlineData(Newest, "1920x1080", "divisible by 16")]
    [InlineData(Newest, "1920x1080", "1920x1088")]
    [InlineData(Newest, "4096x2048", "at most 3840")]
    [InlineData(Newest, "3840x1024", "3:1")]
    [InlineData(Newest, "640x640", "655,360")]
    [InlineData(Newest, "3840x3840", "8,294,400")]
    [InlineData("gpt-image-2-2026-04-21", "1000x1000", "gpt-image-2-2026-04-21")]
    public void A_size_off_the_rules(string model, string size, string expected) =>
        AssertOne(model, new OptionChoice { Size = size }, expected, "-Size " + size);

    [Theory]
    [InlineData("gpt-image-1.5", "1536x1024")]
    [InlineData("gpt-image-1.5", "AUTO")]
    [InlineData(Newest, "976x704")]
    [InlineData(Newest, "2160x3840")]
    [InlineData(Newest, "1536X1024")]
    [InlineData(Newest, "square")]
    [InlineData(Newest, "1024x")]
    [InlineData(Newest, "99999999999x1")]
    [InlineData("flux-1", "7x7")]
    public void A_size_that_may_do_passes(string model, string size) =>
        Assert.Empty(OptionWarnings.Of(model, new OptionChoice { Size = size }));

    [Theory]
    [InlineData("gpt-image-2", "xhigh", true)]
    [InlineData("gpt-image-1.5", "max", true)]
    [InlineData("gpt-image-2.5-flare", "max", false)]
    [InlineData(Newest, "XHigh", false)]
    [InlineData("gpt-image-2", "gigantic", false)]
    public void A_quality_of_other_models(string model, string quality, bool isWarned)
    {
        OptionChoice choice = new() { Quality = quality };

        if (isWarned) AssertOne(model, choice, "-Quality " + quality, "auto, low, medium, high", "gpt-image-2.6");
        else Assert.Empty(OptionWarnings.Of(model, choice));
    }

    [Fact]
    public void A_transparent_background_of_gpt_image_2_with_what_is_known_of_it() => AssertOne(
        "gpt-image-2", new OptionChoice { Background = "transparent" }, "-Background transparent", "2026-10-08", "opaque");

    [Theory]
    [InlineData("jpeg", true)]
    [InlineData("JPEG", true)]
    [InlineData("gif", true)]
    [InlineData("webp", false)]
    [InlineData("png", false)]
    [InlineData(null, false)]
    [InlineData("avif", false)]
    public void A_transparent_background_by_format(string? format, bool isWarned)
    {
        OptionChoice choice = new() { Background = "transparent", OutputFormat = format };

        if (isWarned) AssertOne(Newest, choice, "-Background transparent", "png or webp");
        else Assert.Empty(OptionWarnings.Of(Newest, choice));
    }

    [Theory]
    [InlineData("png", 80, true)]
    [InlineData(null, 80, true)]
    [InlineData("gif", 80, true)]
    [InlineData("png", 100, false)]
    [InlineData("jpeg", 80, false)]
    [InlineData("webp", 0, false)]
    public void A_compression_by_format(string? format, int compression, bool isWarned)
    {
        OptionChoice choice = new() { OutputCompression = compression, OutputFormat = format };

        if (isWarned) AssertOne(Newest, choice, "-OutputCompression 80", "jpeg");
        else Assert.Empty(OptionWarnings.Of(Newest, choice));
    }

    [Theory]
    [InlineData("gpt-image-2", "high", "Leave it out")]
    [InlineData(Newest, "low", "Leave it out")]
    [InlineData("gpt-image-1-mini", "high", "Use low")]
    [InlineData("gpt-image-1.5", "high", null)]
    public void An_input_fidelity(string model, string fidelity, string? expected)
    {
        OptionChoice choice = new() { InputFidelity = fidelity };

        if (expected is not null) AssertOne(model, choice, "-InputFidelity " + fidelity, expected);
        else Assert.Empty(OptionWarnings.Of(model, choice));
    }

    [Fact]
    public void Options_that_came_later_than_the_model()
    {
        OptionChoice choice = new() { Complexity = "high", OutputFormat = "svg", HasMarkup = true };

        Assert.Equal(3, OptionWarnings.Of("gpt-image-2", choice).Count());
        Assert.Empty(OptionWarnings.Of(Newest, choice));
    }

    [Fact]
    public void What_a_gif_or_an_svg_goes_without()
    {
        AssertOne(Newest, new OptionChoice { OutputFormat = "gif", PartialImages = 2 }, "-PartialImages 2");
        AssertOne(Newest, new OptionChoice { OutputFormat = "svg", PartialImages = 1 }, "-PartialImages 1");
        AssertOne(Newest, new OptionChoice { OutputFormat = "gif", HasMask = true }, "-Mask");
        AssertOne(Newest, new OptionChoice { OutputFormat = "svg", Count = 2 }, "-Count 2");
        AssertOne(Newest, new OptionChoice { HasMask = true, HasMarkup = true }, "-Mask", "-Markup");
        Assert.Empty(OptionWarnings.Of(Newest, new OptionChoice { OutputFormat = "gif", PartialImages = 0 }));
    }

    [Fact]
    public void A_model_that_is_unknown_is_judged_by_the_format_alone() => AssertOne(
        "gpt-image-7", new OptionChoice { Quality = "max", OutputFormat = "jpeg", Background = "transparent" }, "jpeg");

    private static void AssertOne(string model, OptionChoice choice, params string[] parts)
    {
        string warning = Assert.Single(OptionWarnings.Of(model, choice));
        Assert.All(parts, part => Assert.Contains(part, warning, StringComparison.Ordinal));
    }
}
