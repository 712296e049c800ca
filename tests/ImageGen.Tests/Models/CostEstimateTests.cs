using System;
using System.Linq;
using ImageGen.Models;
using ImageGen.Orders;
using ImageGen.Service;
using Xunit;

namespace ImageGen.Tests.Models;

/// <summary>What an order will cost, against the published figures and the recorded answers.</summary>
public sealed class CostEstimateTests
{
    private static readonly ServiceConnection s_service = ServiceConnection.Sandbox();

    [Theory]
    [InlineData("gpt-image-2", "1024x1024", "196 1756 7024")]
    [InlineData("gpt-image-2", "1536x1024", "158 1372 5488")]
    [InlineData("gpt-image-2", "1024x1536", "158 1372 5488")]
    [InlineData("gpt-image-2", "2048x2048", "397 3568 14272")]
    [InlineData("gpt-image-2", "2048x1152", "157 1413 5650")]
    [InlineData("gpt-image-2", "3840x2160", "371 3336 13342")]
    [InlineData("gpt-image-2", "1536x864", "120")]
    [InlineData("gpt-image-2.5-sunburst", "1024x1024", "196 439 1756 3122 7024")]
    [InlineData("gpt-image-2.5-flare", "1536x1024", "158 343 1372 2459 5488")]
    [InlineData("gpt-image-2.5-sunburst", "2048x2048", "397 892 3568 6343 14272")]
    [InlineData("gpt-image-2.5-sunburst", "2048x1152", "157 367 1413 2511 5650")]
    [InlineData("gpt-image-2.5-sunburst", "3840x2160", "371 865 3336 5930 13342")]
    public void The_formula_gives_the_published_tokens(string model, string size, string tokens)
    {
        string[] qualities = ["low", "medium", "high", "xhigh", "max"];
        int[] published = [.. tokens.Split(' ').Select(int.Parse)];

        for (int index = 0; index < published.Length; index++)
        {
            (TokenRange drawn, AIImageCostBasis basis, _) = Drawn(model, size, qualities[index]);
            Assert.Equal(AIImageCostBasis.Formula, basis);
            Assert.Equal((double)published[index], drawn.Expected, tolerance: Math.Max(0.5, published[index] * 0.02));
            Assert.Equal((drawn.Low, (double?)drawn.Low), (drawn.Expected, drawn.High));
        }
    }

    [Theory]
    [InlineData("gpt-image-1.5", "1024x1536", "low", 408)]
    [InlineData("gpt-image-1-mini", "1024x1024", "high", 4160)]
    [InlineData("gpt-image-1", "1536x1024", "medium", 1568)]
    public void Older_models_have_a_table(string model, string size, string quality, int tokens)
    {
        (TokenRange drawn, AIImageCostBasis basis, _) = Drawn(model, size, quality);

        Assert.Equal((AIImageCostBasis.Table, (double)tokens), (basis, drawn.Expected));
    }

    [Theory]
    [InlineData("gpt-image-2.6-sunburst", "1536x1024", "low", 664)]
    [InlineData("gpt-image-2.6-sunburst", "1536x1024", "high", 1353)]
    [InlineData("gpt-image-2.6-flare", "3840x2160", "high", 3337)]
    [InlineData("gpt-image-2.5-flare", "1024x1024", null, 5800)]
    [InlineData("gpt-image-2", "1024x1024", "auto", 1756)]
    [InlineData("gpt-image-2", "1024x1024", null, 7024)]
    [InlineData("gpt-image-1.5", null, "medium", 1056)]
    [InlineData("gpt-image-2", "auto", null, 196)]
    public void What_was_measured_is_within_the_estimate(string model, string? size, string? quality, int measured)
    {
        (TokenRange drawn, AIImageCostBasis basis, _) = Drawn(model, size, quality);

        Assert.InRange(measured, drawn.Low * 0.98, drawn.High!.Value * 1.02);
        Assert.InRange(drawn.Expected, drawn.Low, drawn.High.Value);
        Assert.Equal(drawn.Low == drawn.High ? AIImageCostBasis.Formula : AIImageCostBasis.Range, basis);
    }

    /// <summary>Recorded: image text, image pictures, drawn, read by the mainline model, written by it.</summary>
    [Theory]
    [InlineData("gpt-6-luna", "gpt-image-2", "high", "1024x1024", 72, 0, 7024, 3195, 100)]
    [InlineData("gpt-6-luna", "gpt-image-2", "high", "1024x1024", 22, 0, 7024, 1979, 65)]
    [InlineData("gpt-6.2-sol", "gpt-image-2", "low", "1536x1024", 40, 0, 158, 2941, 1249)]
    [InlineData("gpt-5.6-sol", "gpt-image-2.6-sunburst", "low", "1536x1024", 72, 0, 664, 2279, 683)]
    [InlineData("gpt-6-luna", "gpt-image-2", null, "1024x1024", 72, 0, 1756, 6042, 100)]
    public void A_recorded_bill_is_within_the_estimate(
        string model,
        string image,
        string? quality,
        string size,
        int text,
        int pictures,
        int drawn,
        int read,
        int written)
    {
        AIImageCost cost = CostEstimate.For(Order(model, image, quality, size));
        decimal bill = RequestCost.FromTokens(
            new TokenCounts
            {
                InputTextTokens = text, InputImageTokens = pictures, OutputTokens = drawn, TotalTokens = drawn,
                ModelInputTokens = read, ModelOutputTokens = written,
            },
            image,
            model).Total!.Value;

        Assert.InRange(bill, cost.Low!.Value, cost.High!.Value);
        Assert.InRange(cost.Expected!.Value, cost.Low.Value, cost.High.Value);
        Assert.Equal(cost.Expected, cost.ImageCost + cost.ModelCost);
    }

    [Theory]
    [InlineData(128, 128, 64)]
    [InlineData(1024, 1024, 1024)]
    [InlineData(1536, 1024, 1536)]
    [InlineData(8000, 8000, 1536)]
    [InlineData(1024, 10, 352)]
    public void A_picture_has_the_recorded_patches(int width, int height, int patches) =>
        Assert.Equal(patches, InputTokens.Patches(width, height));

    [Theory]
    [InlineData("my-deployment", null, null, "my-deployment")]
    [InlineData("gpt-image-2", "gpt-4o-mini", null, "gpt-4o-mini")]
    [InlineData("gpt-image-2.6-sunburst", null, "svg", "SVG")]
    [InlineData("gpt-image-2.6-sunburst", null, "gif", "GIF")]
    [InlineData("gpt-image-2", null, "quality", "exquisite")]
    public void An_estimate_that_cannot_be_made_says_why(string image, string? model, string? what, string reason)
    {
        ImageOrder order = Order(model, image, what == "quality" ? "exquisite" : "high", "1024x1024");
        order = order with { Options = order.Options with { OutputFormat = what is "gif" or "svg" ? what : null } };

        AIImageCost cost = CostEstimate.For(order);

        Assert.Equal((AIImageCostBasis.Unknown, null), (cost.Basis, cost.High));
        Assert.Contains(reason, cost.Reason);
        Assert.Contains(reason, cost.ToString());
    }

    [Fact]
    public void A_bare_response_id_has_no_upper_end_and_an_image_at_hand_has()
    {
        AIImageCost bare = CostEstimate.For(Edit(new EarlierImage { ResponseId = "resp_1", Stored = true }));
        AIImageCost known = CostEstimate.For(Edit(
            new EarlierImage
            {
                ResponseId = "resp_1", Stored = true, ContextTokens = 50_000, Width = 1024, Height = 1024,
            }));

        Assert.Equal((AIImageCostBasis.Unknown, null), (bare.Basis, bare.High));
        Assert.Contains("conversation", bare.Reason);
        Assert.Equal(AIImageCostBasis.Formula, known.Basis);
        Assert.True(known.High > CostEstimate.For(Order("gpt-6.2-sol", "gpt-image-2", "low", "1024x1024")).High + 0.1m);
    }

    [Fact]
    public void Partial_images_a_batch_and_the_number_of_images_count()
    {
        ImageOrder one = Order(null, "gpt-image-2", "high", "1024x1024");
        ImageOrder streamed = one with { Stream = true, Options = one.Options with { PartialImages = 3 } };

        AIImageCost cost = CostEstimate.For(one);

        Assert.Equal(cost.High + 300 * 30m / 1_000_000, CostEstimate.For(streamed).High);
        Assert.Equal(cost.Low, CostEstimate.For(streamed).Low);
        Assert.Equal(cost.High / 2, CostEstimate.For(one, factor: 0.5m).High);
        AIImageCost many = CostEstimate.For(one with { Count = 12 });
        Assert.Equal((12L, 2L, cost.High * 12), (many.Images, many.Requests, many.High));
    }

    [Theory]
    [InlineData("a fox")]
    [InlineData("\u732b\u306e\u7d75")]
    [InlineData("\U0001F98A\U0001F98A")]
    public void The_upper_end_counts_each_byte_of_the_prompt(string prompt)
    {
        decimal? empty = CostEstimate.For(Order(null, "gpt-image-2", "low", "1024x1024") with { Prompt = "" }).High;
        decimal? high = CostEstimate.For(Order(null, "gpt-image-2", "low", "1024x1024") with { Prompt = prompt }).High;

        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(prompt) * 5m / 1_000_000, high - empty);
    }

    [Fact]
    public void The_estimate_says_how_old_its_prices_are() =>
        Assert.Equal(
            ModelCatalog.Find("gpt-image-2")!.AsOf,
            CostEstimate.For(Order("gpt-6-luna", "gpt-image-2", "low", "1024x1024")).PriceDate);

    private static (TokenRange Tokens, AIImageCostBasis Basis, string? Reason) Drawn(
        string model, string? size, string? quality) => ImageTokens.For(
            ModelCatalog.Find(model)!, new OrderOptions { ImageModel = model, Size = size, Quality = quality });

    private static ImageOrder Edit(ImageInput input) => Order("gpt-6.2-sol", "gpt-image-2", "low", "1024x1024") with
    {
        IsEdit = true,
        Inputs = new ImageInputs([input], AIImageContext.Auto),
    };

    private static ImageOrder Order(string? model, string image, string? quality, string? size) => new()
    {
        Service = s_service,
        Prompt = "a red fox in snow",
        Model = model,
        Options = new OrderOptions { ImageModel = image, Quality = quality, Size = size },
    };
}
