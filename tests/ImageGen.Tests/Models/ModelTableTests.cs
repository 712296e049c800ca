using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Models;
using ImageGen.Orders;
using ImageGen.Sandbox.Options;
using Xunit;

namespace ImageGen.Tests.Models;

/// <summary>The table of models agrees with itself, with the defaults and with the sandbox.</summary>
public sealed class ModelTableTests
{
    private static readonly DateTime s_asOf = new(2026, 11, 22);

    public static TheoryData<string> Names => [.. ModelCatalog.Entries.Select(entry => entry.Name)];

    [Fact]
    public void A_name_belongs_to_one_model()
    {
        string[] names = [.. ModelCatalog.Entries.SelectMany(entry => entry.Snapshots.Prepend(entry.Name))];

        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Single(ModelCatalog.Entries, entry => entry.IsNamed(name)));
    }

    [Theory]
    [InlineData("gpt-4o")]
    [InlineData("gpt-4o-mini")]
    [InlineData("gpt-4.1")]
    [InlineData("gpt-4.1-mini")]
    [InlineData("gpt-4.1-nano")]
    [InlineData("o3")]
    [InlineData("gpt-5")]
    [InlineData("gpt-5-mini")]
    [InlineData("gpt-5-nano")]
    [InlineData("gpt-5.6-sol")]
    public void Mainline_models_are_there(string name) => Assert.Equal(ModelKind.Mainline, ModelCatalog.Find(name)?.Kind);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_that_ends_has_a_successor_that_stays(string name)
    {
        ModelEntry model = ModelCatalog.Find(name)!;

        Assert.Equal(model.ShutdownDate is null, model.Successor is null);
        if (model.Successor is not string next) return;

        ModelEntry successor = ModelCatalog.Entries.Single(entry => entry.Name == next);
        Assert.Equal((model.Kind, null), (successor.Kind, successor.ShutdownDate));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Dates_are_days_in_order(string name)
    {
        ModelEntry model = ModelCatalog.Find(name)!;

        Assert.All(
            new[] { model.Released, model.ShutdownDate }.OfType<DateTime>(),
            date => Assert.Equal((TimeSpan.Zero, true), (date.TimeOfDay, date.Year is >= 2022 and <= 2028)));
        Assert.True(model.Released is null || model.Released <= s_asOf);
        Assert.True(model.ShutdownDate is null || model.Released is null || model.ShutdownDate > model.Released);
        Assert.All(model.Snapshots, snapshot => Assert.Equal(model.Name, ModelEntry.WithoutDate(snapshot)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Options_and_prices_are_whole(string name)
    {
        ModelEntry model = ModelCatalog.Find(name)!;
        if (model.Kind == ModelKind.Mainline) Assert.Null(model.Options);
        else Assert.Equal(name.StartsWith("dall-e", StringComparison.Ordinal), model.Options is null);

        Assert.Equal(ModelCatalog.IsImageModel(name), model.Kind == ModelKind.Image);
        if (model.Prices is TokenPrices prices)
        {
            Assert.True(prices.CachedTextIn < prices.TextIn && prices.CachedImageIn < prices.ImageIn && prices.ImageOut > 0);
        }

        if (model.Options is not ImageModelOptions options) return;

        Assert.All(
            new[] { options.Sizes, options.Qualities, options.Backgrounds, options.OutputFormats },
            values => Assert.Equal(values.Count, values.Distinct().Count(value => value.Length > 0)));
        Assert.True(options.Sizes.Count > 3 && options.Qualities.Count > 3 && options.Backgrounds.Count > 1);
        Assert.All(
            model.PricePerImage.Keys.Concat(model.TokensPerImage.Keys).Select(key => key.Split(' ')),
            key => Assert.True(key.Length == 2 && options.Qualities.Contains(key[0]) && options.Sizes.Contains(key[1])));
        Assert.All(model.PricePerImage.Values, price => Assert.InRange(price, 0.001m, 1m));
        Assert.Empty(OptionAdvice.WarningsFor(new ImageOptions { ImageModel = name }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Prices_per_image_follow_from_the_tokens(string name)
    {
        ModelEntry model = ModelCatalog.Find(name)!;

        IEnumerable<string> keys = model.PricePerImage.Keys.Intersect(model.TokensPerImage.Keys);
        Assert.All(keys, key => Assert.Equal(
            (double)model.PricePerImage[key],
            (double)model.Prices!.CostOf(0, 0, model.TokensPerImage[key]),
            tolerance: 0.003));
    }

    [Fact]
    public void The_defaults_stay()
    {
        Assert.Equal((ModelKind.Mainline, null), KindAndEnd(ModelCatalog.DefaultModel));
        Assert.Equal((ModelKind.Image, null), KindAndEnd(ModelCatalog.DefaultImageModel));
    }

    [Fact]
    public void The_sandbox_has_the_same_models()
    {
        Assert.Equal(
            ModelCatalog.Entries.Where(entry => entry.Kind == ModelKind.Image)
                .Select(entry => (entry.Name, entry.ShutdownDate?.ToString("yyyy-MM-dd"), string.Join(",", entry.Snapshots))),
            SandboxModels.Images.Select(model => (model.Name, model.ShutdownDate, string.Join(",", model.Snapshots)))!);
        Assert.All(SandboxModels.Mainline, model => Assert.Equal(
            model.ShutdownDate, ModelCatalog.Find(model.Name)?.ShutdownDate?.ToString("yyyy-MM-dd")));
    }

    [Theory]
    [InlineData("GPT-Image-2", "gpt-image-2")]
    [InlineData("gpt-image-2-2030-01-31", "gpt-image-2")]
    [InlineData("gpt-image-2-2030-13-31", null)]
    [InlineData("gpt-image-2-preview", null)]
    [InlineData("gpt-image-1-mini", "gpt-image-1-mini")]
    [InlineData("gpt-4o-2024-08-06", "gpt-4o")]
    [InlineData("-2030-01-31", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_snapshot_finds_its_model(string? name, string? expected) =>
        Assert.Equal(expected, ModelCatalog.Find(name)?.Name);

    [Theory]
    [InlineData("gpt-image-9", "Image")]
    [InlineData("chatgpt-image-next", "Image")]
    [InlineData("gpt-9-nova", "Mainline")]
    [InlineData("o7-mini", "Mainline")]
    [InlineData("gpt-4o-realtime-preview", null)]
    [InlineData("gpt-4o-mini-tts", null)]
    [InlineData("gpt-3.5-turbo-instruct", null)]
    [InlineData("omni-moderation-latest", null)]
    [InlineData("whisper-1", null)]
    [InlineData("o", null)]
    public void A_model_of_the_service_has_its_kind_by_its_name(string name, string? kind) =>
        Assert.Equal(kind, ModelCatalog.KindOf(name)?.ToString());

    [Theory]
    [InlineData("gpt-image-1.5", "2026-11-30", "deprecated")]
    [InlineData("gpt-image-1.5", "2026-12-01", "was shut down")]
    [InlineData("gpt-image-2", "2030-01-01", null)]
    public void A_warning_depends_on_the_day(string name, string day, string? expected)
    {
        string? warning = ModelCatalog.Find(name)!.Warning(DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

        if (expected is null) Assert.Null(warning);
        else Assert.Contains(expected, warning);
    }

    private static (ModelKind, DateTime?) KindAndEnd(string name) =>
        (ModelCatalog.Entries.Single(entry => entry.Name == name).Kind, ModelCatalog.Find(name)!.ShutdownDate);
}
