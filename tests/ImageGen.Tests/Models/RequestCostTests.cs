using System.Linq;
using ImageGen.Models;
using Xunit;

namespace ImageGen.Tests.Models;

/// <summary>What a request cost: all of its parts, or nothing.</summary>
public sealed class RequestCostTests
{
    [Fact]
    public void An_image_costs_what_all_models_are_billed_for_it()
    {
        RequestCost cost = RequestCost.FromTokens(
            Counts(svgModel: "gpt-6-luna"), "gpt-image-2", "gpt-6.2-sol-2026-11-17");

        // 100 text and 200 image tokens, of them 40 and 150 cached; 1,000 drawn.
        Assert.Equal((60 * 5m + 40 * 1.25m + 50 * 8m + 150 * 2m + 1000 * 30m) / 1_000_000, cost.Image);

        // 2,000 tokens read, 500 of them cached, 100 written; 3,000 and 4,000 of the SVG author.
        Assert.Equal(
            (1500 * 2m + 500 * 0.1m + 100 * 10m + 3000 * 0.1m + 4000 * 0.5m) / 1_000_000, cost.Model);
        Assert.Equal(cost.Image + cost.Model, cost.Total);
        Assert.Null(cost.Reason);
    }

    [Theory]
    [InlineData("gpt-image-unheard", "gpt-6-luna", "gpt-6-luna", null, "gpt-image-unheard")]
    [InlineData("gpt-image-2", "gpt-4o-mini", "gpt-6-luna", null, "gpt-4o-mini")]
    [InlineData("gpt-image-2", "gpt-6-luna", "author-1", null, "author-1")]
    [InlineData("gpt-image-2", "gpt-5.6-sol", "gpt-6-luna", null, "cached")]
    [InlineData("gpt-image-2", "gpt-6-luna", "gpt-6-luna", "scale", "scale")]
    [InlineData(null, "gpt-6-luna", "gpt-6-luna", null, "does not name the model")]
    public void With_an_unknown_price_there_is_no_sum_but_a_reason(
        string? image, string model, string svg, string? tier, string reason)
    {
        RequestCost cost = RequestCost.FromTokens(Counts(svg, tier), image, model);

        Assert.Null(cost.Total);
        Assert.Contains(reason, cost.Reason);
    }

    [Theory]
    [InlineData("gpt-image-1.5")]
    [InlineData("gpt-image-2")]
    public void Text_that_an_image_model_wrote_is_not_billed_as_image(string model)
    {
        TokenCounts counts = new() { OutputTokens = 1364, OutputTextTokens = 308, TotalTokens = 1364 };

        RequestCost cost = RequestCost.FromTokens(counts, model, model: null);

        Assert.Null(cost.Total);
        Assert.Contains("text", cost.Reason);
    }

    [Theory]
    [InlineData(true, false, false, "image model")]
    [InlineData(false, true, false, "mainline model")]
    [InlineData(false, false, true, "SVG author")]
    public void What_the_answer_does_not_count_is_not_taken_for_nothing(bool image, bool model, bool svg, string reason)
    {
        TokenCounts counts = new()
        {
            TotalTokens = 10, OutputTokens = 10, LacksImageTokens = image, LacksModelTokens = model,
            LacksSvgTokens = svg,
        };

        RequestCost cost = RequestCost.FromTokens(counts, "gpt-image-2", "gpt-6-luna");

        Assert.Null(cost.Total);
        Assert.Contains(reason, cost.Reason);
    }

    [Theory]
    [InlineData("default", 1)]
    [InlineData("flex", 0.5)]
    [InlineData("priority", 2)]
    public void The_tier_changes_the_price_of_the_mainline_model_alone(string tier, double factor)
    {
        RequestCost plain = RequestCost.FromTokens(Counts(), "gpt-image-2", "gpt-6-luna");
        RequestCost cost = RequestCost.FromTokens(Counts(tier: tier), "gpt-image-2", "gpt-6-luna");

        Assert.Equal(plain.Image, cost.Image);
        Assert.Equal(plain.Model * (decimal)factor, cost.Model);
    }

    [Fact]
    public void A_long_context_costs_more_from_its_first_token()
    {
        decimal? within = Model(272_000);
        decimal? over = Model(272_001);

        Assert.Equal(272_000 * 2m / 1_000_000 + 100 * 10m / 1_000_000, within);
        Assert.Equal(272_001 * 4m / 1_000_000 + 100 * 15m / 1_000_000, over);

        static decimal? Model(long tokens) => RequestCost.FromTokens(
            new TokenCounts { ModelInputTokens = tokens, ModelOutputTokens = 100 }, "gpt-image-2", "gpt-6.2-sol").Model;
    }

    [Theory]
    [InlineData("0.1", 3)]
    [InlineData("0.0000001", 7)]
    [InlineData("1", 10)]
    [InlineData("0.154328", 9)]
    public void The_shares_of_a_request_are_together_what_it_cost(string amount, int count)
    {
        decimal whole = decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);

        decimal?[] shares = [.. Enumerable.Range(0, count).Select(number => RequestCost.ShareOf(whole, number, count))];

        Assert.Equal(whole, shares.Sum());
        Assert.InRange(shares.Max()!.Value - shares.Min()!.Value, 0, 0.000000001m);
        Assert.Null(RequestCost.ShareOf(null, 0, count));
    }

    private static TokenCounts Counts(string? svgModel = null, string? tier = null) => new()
    {
        InputTokens = 300, InputTextTokens = 100, InputImageTokens = 200, CachedTextTokens = 40,
        CachedImageTokens = 150,
        OutputTokens = 1000, TotalTokens = 1300,
        ModelInputTokens = 2000, ModelCachedTokens = 500, ModelOutputTokens = 100,
        SvgModel = svgModel,
        SvgInputTokens = svgModel is null ? 0 : 3000,
        SvgOutputTokens = svgModel is null ? 0 : 4000,
        ServiceTier = tier,
    };
}
