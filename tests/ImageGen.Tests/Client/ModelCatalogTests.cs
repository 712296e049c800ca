using System;
using System.Linq;
using ImageGen.Models;
using Xunit;

namespace ImageGen.Tests.Client;

public sealed class ModelCatalogTests
{
    [Theory]
    [InlineData("gpt-image-2", "gpt-image-2")]
    [InlineData("GPT-Image-2", "gpt-image-2")]
    [InlineData("gpt-image-2-2026-04-21", "gpt-image-2")]
    [InlineData("gpt-image-2.5-sunburst-2026-09-08", "gpt-image-2.5-sunburst")]
    [InlineData("gpt-image-1-mini", "gpt-image-1-mini")]
    [InlineData("gpt-4o-mini-2024-07-18", "gpt-4o-mini")]
    [InlineData("gpt-5-2025-08-07", "gpt-5")]
    [InlineData("gpt-5.6-sol-2026-09-01", "gpt-5.6-sol")]
    [InlineData("gpt-image-2-turbo", null)]
    [InlineData("gpt-image-2-2026-13-41", null)]
    [InlineData("gpt-image-2-2026-04-21-x", null)]
    [InlineData("gpt-image-2-1 Jan 2026", null)]
    [InlineData("gpt-image-2-04/21/2026", null)]
    [InlineData("gpt-image-22026-04-21", null)]
    [InlineData("my-deployment", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_model_is_found_by_its_name_and_by_its_snapshots(string? name, string? expected) =>
        Assert.Equal(expected, ModelCatalog.Find(name)?.Name);

    [Theory]
    [InlineData("gpt-image-1.5", "2026-11-30", "deprecated and will be shut down on 2026-12-01")]
    [InlineData("gpt-image-1.5", "2026-12-01", "was shut down on 2026-12-01")]
    [InlineData("gpt-image-1", "2026-11-22", "was shut down on 2026-10-23")]
    [InlineData("gpt-4o-2024-08-06", "2026-11-22", "deprecated and will be shut down on 2027-01-14")]
    [InlineData("gpt-image-2", "2030-01-01", null)]
    [InlineData("gpt-5.6-sol", "2030-01-01", null)]
    public void A_model_that_ends_is_warned_of_with_its_date_and_successor(string name, string today, string? text)
    {
        ModelEntry entry = ModelCatalog.Find(name)!;

        string? warning = entry.Warning(DateTime.Parse(today, System.Globalization.CultureInfo.InvariantCulture));

        if (text is null)
        {
            Assert.Null(warning);
            return;
        }

        Assert.Contains(text, warning);
        Assert.Contains($"'{entry.Successor}'", warning);
    }

    [Theory]
    [InlineData("gpt-image-2.6-sunburst", true)]
    [InlineData("chatgpt-image-latest", true)]
    [InlineData("gpt-image-9-aurora", true)]
    [InlineData("DALL-E-3", true)]
    [InlineData("gpt-5.6-sol", false)]
    [InlineData("my-deployment", false)]
    public void An_image_model_is_known_by_its_name(string name, bool isImageModel) =>
        Assert.Equal(isImageModel, ModelCatalog.IsImageModel(name));

    [Theory]
    [InlineData("gpt-image-2.6-sunburst", 5, 8, 30)]
    [InlineData("gpt-image-1.5", 5, 8, 32)]
    [InlineData("gpt-image-1-mini", 2, 2.5, 8)]
    public void A_price_is_per_million_tokens(string name, double textIn, double imageIn, double imageOut)
    {
        TokenPrices prices = ModelCatalog.Find(name)!.Prices!;

        Assert.Equal((decimal)textIn, prices.CostOf(1_000_000, 0, 0, 0, 0));
        Assert.Equal((decimal)imageIn, prices.CostOf(0, 0, 1_000_000, 0, 0));
        Assert.Equal((decimal)imageOut, prices.CostOf(0, 0, 0, 0, 1_000_000));
        Assert.Equal(0, prices.CostOf(0, 0, 0, 0, 0));
    }

    [Fact]
    public void The_defaults_are_current_and_every_successor_is_known_and_lasts()
    {
        Assert.Null(ModelCatalog.Find(ModelCatalog.DefaultModel)!.ShutdownDate);
        Assert.Null(ModelCatalog.Find(ModelCatalog.DefaultImageModel)!.ShutdownDate);
        Assert.Equal(ModelCatalog.Entries.Count, ModelCatalog.Entries.Select(entry => entry.Name).Distinct().Count());
        Assert.All(
            ModelCatalog.Entries, entry => Assert.True(entry.ShutdownDate is not null || entry.Successor is null));
        Assert.All(
            ModelCatalog.Entries.Where(entry => entry.Successor is not null),
            entry => Assert.Null(ModelCatalog.Find(entry.Successor)!.ShutdownDate));
    }
}
