using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Orders;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Models;

/// <summary>What is said of options before they are sent.</summary>
public sealed class OptionAdviceTests
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
        AssertOne(model, With(o => o with { Size = size }), expected, "-Size " + size);

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
        Assert.Empty(WarningsFor(model, With(o => o with { Size = size })));

    [Theory]
    [InlineData("gpt-image-2", "xhigh", true)]
    [InlineData("gpt-image-1.5", "max", true)]
    [InlineData("gpt-image-2.5-flare", "max", false)]
    [InlineData(Newest, "XHigh", false)]
    [InlineData("gpt-image-2", "gigantic", false)]
    public void A_quality_of_other_models(string model, string quality, bool isWarned)
    {
        ImageOrder choice = With(o => o with { Quality = quality });

        if (isWarned) AssertOne(model, choice, "-Quality " + quality, "auto, low, medium, high", "gpt-image-2.6");
        else Assert.Empty(WarningsFor(model, choice));
    }

    [Fact]
    public void A_transparent_background_of_gpt_image_2_with_what_is_known_of_it() => AssertOne(
        "gpt-image-2",
        With(o => o with { Background = "transparent" }),
        "-Background transparent",
        "2026-10-08",
        "opaque");

    [Theory]
    [InlineData("jpeg", true)]
    [InlineData("gif", true)]
    [InlineData("webp", false)]
    [InlineData("png", false)]
    [InlineData(null, false)]
    [InlineData("avif", false)]
    public void A_transparent_background_by_format(string? format, bool isWarned)
    {
        ImageOrder choice = With(o => o with { Background = "transparent", OutputFormat = format });

        if (isWarned) AssertOne(Newest, choice, "-Background transparent", "png or webp");
        else Assert.Empty(WarningsFor(Newest, choice));
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
        ImageOrder choice = With(o => o with { OutputCompression = compression, OutputFormat = format });

        if (isWarned) AssertOne(Newest, choice, "-OutputCompression 80", "jpeg");
        else Assert.Empty(WarningsFor(Newest, choice));
    }

    [Theory]
    [InlineData("gpt-image-2", "high", "Omit it")]
    [InlineData(Newest, "low", "Omit it")]
    [InlineData("gpt-image-1-mini", "high", "Use low")]
    [InlineData("gpt-image-1.5", "high", null)]
    public void An_input_fidelity(string model, string fidelity, string? expected)
    {
        ImageOrder choice = With(o => o with { InputFidelity = fidelity });

        if (expected is not null) AssertOne(model, choice, "-InputFidelity " + fidelity, expected);
        else Assert.Empty(WarningsFor(model, choice));
    }

    [Theory]
    [InlineData("gpt-image-2.5-sunburst", "gif", null, "-OutputFormat gif")]
    [InlineData("gpt-image-2.5-flare", "svg", null, "-OutputFormat svg")]
    [InlineData("gpt-image-2.5-sunburst", null, "low", "-Complexity low")]
    public void What_came_with_2_6_is_not_promised_of_2_5(
        string model, string? format, string? complexity, string expected)
    {
        ImageOrder choice = With(o => o with { OutputFormat = format, Complexity = complexity });

        AssertOne(model, choice, expected, "gpt-image-2.6-sunburst");
        Assert.Empty(WarningsFor(Newest, choice));
    }

    [Fact]
    public void Options_that_came_later_than_the_model()
    {
        ImageOrder choice = With(o => o with { Complexity = "high", OutputFormat = "svg" }, hasMarkup: true);

        Assert.Equal(3, WarningsFor("gpt-image-2", choice).Count());
        Assert.Empty(WarningsFor(Newest, choice));
    }

    [Fact]
    public void What_a_gif_or_an_svg_goes_without()
    {
        AssertOne(Newest, With(o => o with { OutputFormat = "gif", PartialImages = 2 }), "-PartialImages 2");
        AssertOne(Newest, With(o => o with { OutputFormat = "svg", PartialImages = 1 }), "-PartialImages 1");
        AssertOne(Newest, With(o => o with { OutputFormat = "gif" }, hasMask: true), "-Mask");
        AssertOne(Newest, With(o => o with { OutputFormat = "svg" }, count: 2), "-Count 2");
        AssertOne(Newest, With(hasMask: true, hasMarkup: true), "-Mask", "-Markup");
        Assert.Empty(WarningsFor(Newest, With(o => o with { OutputFormat = "gif", PartialImages = 0 })));
    }

    [Fact]
    public void A_model_that_is_unknown_is_judged_by_the_format_alone() => AssertOne(
        "gpt-image-7",
        With(o => o with { Quality = "max", OutputFormat = "jpeg", Background = "transparent" }),
        "jpeg");

    private static ImageOrder With(
        Func<OrderOptions, OrderOptions>? choose = null, int count = 1, bool hasMask = false, bool hasMarkup = false)
    {
        ImageOrder order = ImagesRun.Request(count);
        return order with
        {
            Options = choose is null ? order.Options : choose(order.Options),
            Mask = hasMask ? ImagesRun.Data() : null,
            Markup = hasMarkup ? ImagesRun.Data() : null,
        };
    }

    private static IEnumerable<string> WarningsFor(string model, ImageOrder order) => OptionAdvice.WarningsFor(
        order.Options with { ImageModel = model }, order.Count, order.Mask is not null, order.Markup is not null);

    private static void AssertOne(string model, ImageOrder choice, params string[] parts)
    {
        string warning = Assert.Single(WarningsFor(model, choice));
        Assert.All(parts, part => Assert.Contains(part, warning, StringComparison.Ordinal));
    }
}
