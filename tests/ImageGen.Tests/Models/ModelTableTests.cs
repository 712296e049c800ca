using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using ImageGen.Models;
using ImageGen.Orders;
using ImageGen.Sandbox.Options;
using Xunit;

namespace ImageGen.Tests.Models;

/// <summary>The table of models agrees with itself, with the defaults and with the sandbox.</summary>
public sealed class ModelTableTests
{
    private static readonly DateTime s_asOf = new(2026, 11, 25);

    public static TheoryData<string> Names => [.. ModelCatalog.Entries.Select(entry => entry.Name)];

    [Fact]
    public void A_name_belongs_to_one_model()
    {
        string[] names = [.. ModelCatalog.Entries.SelectMany(entry => entry.Snapshots.Prepend(entry.Name))];

        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, name => Assert.Single(ModelCatalog.Entries, entry => entry.IsNamed(name)));
    }

    [Theory]
    [InlineData("""[{"name": "a", "kind": "Image", "price": 1}]""")]
    [InlineData("""[{"name": "a", "kind": "Image", "prices": {"textIn": 1, "imageOff": 1}}]""")]
    [InlineData("""[{"name": "a", "kind": "Picture"}]""")]
    [InlineData("""[{"kind": "Image"}]""")]
    public void A_row_that_is_not_read_whole_is_an_error(string json) => Assert.Throws<InvalidDataException>(
        () => ModelTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(json))));

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
    public void Mainline_models_are_there(string name) =>
        Assert.Equal(ModelKind.Mainline, ModelCatalog.Find(name)?.Kind);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_says_where_it_comes_from_and_of_which_day_it_is(string name)
    {
        ModelEntry model = ModelCatalog.Find(name)!;

        Assert.False(string.IsNullOrWhiteSpace(model.Source));
        Assert.InRange(model.AsOf ?? default, new DateTime(2026, 7, 1), s_asOf);
    }

    [Theory]
    [InlineData("gpt-6-luna", 0.10, 0.01, 0.50)]
    [InlineData("gpt-6.1-terra", 1, 0.05, 5)]
    [InlineData("gpt-6.2-sol", 2, 0.10, 10)]
    [InlineData("gpt-6.1-sol", 2, 0.10, 10)]
    [InlineData("gpt-6-sol", 2, 0.20, 10)]
    [InlineData("gpt-6-astra", 10, 1.0, 50)]
    [InlineData("gpt-5.6-sol", 4, null, 20)]
    [InlineData("gpt-5.6-terra", 2, 0.20, 12)]
    [InlineData("gpt-5.6-luna", 0.20, 0.02, 1.20)]
    [InlineData("gpt-5.5", 5, 0.50, 30)]
    [InlineData("gpt-5.4", 2.50, 0.25, 15)]
    public void A_mainline_model_has_prices_of_text_alone(string name, double textIn, double? cached, double textOut) =>
        Assert.Equivalent(
            new TokenPrices { TextIn = (decimal)textIn, CachedTextIn = (decimal?)cached, TextOut = (decimal)textOut },
            ModelCatalog.Find(name)!.Prices,
            strict: true);

    [Theory]
    [InlineData("gpt-4.1-nano", "2026-10-23", "gpt-6-luna")]
    [InlineData("gpt-4o", "2027-01-14", "gpt-6-luna")]
    [InlineData("gpt-4o-mini", "2027-01-14", "gpt-6-luna")]
    [InlineData("gpt-4.1", "2027-01-14", "gpt-6-luna")]
    [InlineData("gpt-4.1-mini", "2027-01-14", "gpt-6-luna")]
    [InlineData("gpt-5", "2026-12-11", "gpt-6.1-sol")]
    [InlineData("gpt-5-mini", "2026-12-11", "gpt-6.1-terra")]
    [InlineData("gpt-5.1", "2027-04-01", null)]
    [InlineData("gpt-5.5-cyber-preview", "2027-02-01", null)]
    public void A_model_that_ends_has_its_day(string name, string end, string? successor)
    {
        ModelEntry model = ModelCatalog.Find(name)!;

        Assert.Equal((end, successor), (model.ShutdownDate?.ToString("yyyy-MM-dd"), model.Successor));
    }

    [Theory]
    [InlineData("gpt-4o-2024-05-13", "'gpt-4o-2024-05-13' was shut down on 2026-10-23. Use 'gpt-6-luna'.")]
    [InlineData("gpt-4o-2024-08-06", "'gpt-4o' is deprecated and will be shut down on 2027-01-14.")]
    public void A_snapshot_may_end_before_its_model(string name, string expected) =>
        Assert.Contains(expected, ModelCatalog.Find(name)!.Warning(s_asOf, name));

    [Theory]
    [InlineData(false, "gpt-6-luna,gpt-5.6-luna,gpt-6.1-terra,gpt-6.2-sol,gpt-5.6-sol,gpt-5.4")]
    [InlineData(
        true, "gpt-image-2.6-sunburst,gpt-image-2.5-sunburst,gpt-image-2.6-flare,gpt-image-2.5-flare,gpt-image-2")]
    public void The_defaults_are_a_chain_of_models_that_stay(bool draws, string expected)
    {
        IReadOnlyList<ModelEntry> chain = ModelCatalog.DefaultsOf(draws ? ModelKind.Image : ModelKind.Mainline);

        Assert.Equal(expected, string.Join(",", chain.Select(model => model.Name)));
        Assert.Equal(Enumerable.Range(1, chain.Count).Cast<int?>(), chain.Select(model => model.DefaultRank));
        Assert.All(chain, model => Assert.Equal((null, !draws), (model.ShutdownDate, model.CallsImageTool)));
        Assert.Equal(draws ? ModelCatalog.DefaultImageModel : ModelCatalog.DefaultModel, chain[0].Name);
    }

    [Fact]
    public void The_first_default_is_the_cheapest_model_that_stays_and_is_listed_with_the_tool() => Assert.Equal(
        ModelCatalog.DefaultModel,
        ModelCatalog.Entries
            .Where(model => model.CallsImageTool && model is { ShutdownDate: null, Prices: not null })
            .OrderBy(model => model.Prices!.TextIn)
            .First()
            .Name);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_that_ends_has_a_successor_that_stays(string name)
    {
        ModelEntry model = ModelCatalog.Find(name)!;

        if (model.Successor is not string next) return;

        Assert.NotNull(model.ShutdownDate);

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
            bool draws = model.Kind == ModelKind.Image;
            Assert.True(prices.CachedTextIn is null || prices.CachedTextIn < prices.TextIn);
            Assert.True(
                draws ? prices.CachedImageIn < prices.ImageIn && prices.ImageOut > 0 : prices.TextOut > prices.TextIn);
            Assert.Equal((draws, draws), (prices.ImageIn is not null, prices.TextOut is null));
        }

        if (model.Options is not ImageModelOptions options) return;

        Assert.All(
            new[] { options.Sizes, options.Qualities, options.Backgrounds, options.OutputFormats },
            values => Assert.Equal(values.Count, values.Distinct().Count(value => value.Length > 0)));
        Assert.True(options.Sizes.Count > 3 && options.Qualities.Count > 3 && options.Backgrounds.Count > 1);
        Assert.All(
            model.PricePerImage.Keys.Concat(model.TokensPerImage.Keys).Select(key => key.Split(' ')),
            key => Assert.True(
                key.Length == 2 && options.Qualities.Contains(key[0]) && options.Sizes.Contains(key[1])));
        Assert.All(model.PricePerImage.Values, price => Assert.InRange(price, 0.001m, 1m));
        Assert.Empty(OptionAdvice.WarningsFor(new OrderOptions { ImageModel = name }));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Prices_per_image_follow_from_the_tokens(string name)
    {
        ModelEntry model = ModelCatalog.Find(name)!;

        IEnumerable<string> keys = model.PricePerImage.Keys.Intersect(model.TokensPerImage.Keys);
        Assert.All(keys, key => Assert.Equal(
            (double)model.PricePerImage[key],
            (double)model.Prices!.CostOf(0, 0, 0, 0, model.TokensPerImage[key])!.Value,
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
                .Select(entry => (
                    entry.Name, entry.ShutdownDate?.ToString("yyyy-MM-dd"), string.Join(",", entry.Snapshots))),
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
    [InlineData("gpt-image-1.5", "2026-11-30", "deprecated")]
    [InlineData("gpt-image-1.5", "2026-12-01", "was shut down")]
    [InlineData("gpt-image-2", "2030-01-01", null)]
    public void A_warning_depends_on_the_day(string name, string day, string? expected)
    {
        string? warning = ModelCatalog.Find(name)!.Warning(
            DateTime.Parse(day, System.Globalization.CultureInfo.InvariantCulture));

        if (expected is null) Assert.Null(warning);
        else Assert.Contains(expected, warning);
    }

    private static (ModelKind, DateTime?) KindAndEnd(string name) =>
        (ModelCatalog.Entries.Single(entry => entry.Name == name).Kind, ModelCatalog.Find(name)!.ShutdownDate);
}
