using System.IO;
using System.Linq;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Measure-AIImageCost: what is a result and what a plan, and that a plan costs what -WhatIf says.</summary>
public sealed class MeasureCostTests
{
    private const string Serialize = "[System.Management.Automation.PSSerializer]";

    [Theory]
    [InlineData("'a fox', 'a hen' | Measure-AIImageCost -ImageModel gpt-image-2 -Quality low -Size 1024x1024", 2)]
    [InlineData("Measure-AIImageCost 'a fox' -Model gpt-image-2 -Quality low -Size 1024x1024 -Count 3", 3)]
    [InlineData("[pscustomobject]@{ Prompt = 'a fox'; Count = '4'; Quality = 'Low' } | Measure-AIImageCost", 4)]
    [InlineData("[pscustomobject]@{ Prompt = 'a fox'; Image = './fox.png' } | Measure-AIImageCost", 1)]
    [InlineData("[System.IO.FileInfo]\"$pwd/fox.png\" | ForEach-Object { Measure-AIImageCost 'x' -Image $_ }", 1)]
    [InlineData("[System.IO.FileInfo]\"$pwd/fox.png\" | Measure-AIImageCost 'x'", 1)]
    [InlineData("Measure-AIImageCost 'x' -Path *.png", 2)]
    [InlineData("Measure-AIImageCost 'x' -LiteralPath fox.png", 1)]
    [InlineData("'fox.png', 'hen.png' | Measure-AIImageCost 'x'", 2)]
    [InlineData("'fox.png', 'hen.png' | Measure-AIImageCost 'x' -Combine", 1)]
    [InlineData("@() | Measure-AIImageCost", 0)]
    public void A_plan_has_its_images_and_needs_no_key(string script, int images)
    {
        using ModuleSession session = Session();

        AIImageCost cost = Single(session.Run(script));

        Assert.Equal((images, images), (cost.Images, images == 0 ? 0 : cost.Images));
        bool isOrdered = cost.Low > 0 && cost.Expected >= cost.Low && cost.High >= cost.Expected;
        Assert.True(images == 0 || isOrdered, $"{cost}");
    }

    [Theory]
    [InlineData("-Quality low -Size 1024x1024 -ImageModel gpt-image-2", "Formula")]
    [InlineData("-Quality low -Size 1024x1024 -Model gpt-image-1.5", "Table")]
    [InlineData("-Quality auto", "Range")]
    [InlineData("-Model gpt-image-9", "Unknown")]
    public void A_plan_costs_what_WhatIf_says_of_it(string options, string basis)
    {
        using ModuleSession session = Session();

        AIImageCost cost = Single(session.Run($"'a fox', 'a hen' | Measure-AIImageCost {options}"));
        RunResult run = session.Run(
            $"Connect-AIImageService -Sandbox; 'a fox', 'a hen' | New-AIImage {options} -Verbose");

        Assert.Equal(basis, cost.Basis.ToString());
        AIImageCost[] each =
        [
            .. session.Run($"'a fox', 'a hen' | Measure-AIImageCost {options} -Each").ThrowIfFailed()
                .Output.Select(item => (AIImageCost)item.BaseObject),
        ];
        Assert.Equal(["a fox", "a hen"], each.Select(row => row.Name));
        Assert.Equal(cost.High, each.Aggregate((decimal?)0, (sum, row) => sum + row.High));
        Assert.Contains(run.Verbose, line => line.EndsWith($"'a fox'. Estimated cost: {each[0]}."));
    }

    [Theory]
    [InlineData("$i | Measure-AIImageCost")]
    [InlineData($"{Serialize}::Deserialize({Serialize}::Serialize($i)) | Measure-AIImageCost")]
    [InlineData("Get-AIImage fox-out/*.png | Measure-AIImageCost")]
    public void Results_are_summed(string script)
    {
        using ModuleSession session = Session();
        RunResult made = session.Run(
            "Connect-AIImageService -Sandbox; $i = 'a fox', 'a hen' | New-AIImage -OutFile fox-out/ -Sidecar; $i");

        AIImageCost cost = Single(session.Run(script));

        Assert.Equal(made.ThrowIfFailed().Images.Sum(image => image.Cost), cost.Expected);
        Assert.Equal((2, 2, AIImageCostBasis.Usage), (cost.Images, cost.Requests, cost.Basis));
        Assert.Equal(cost.Expected, cost.ImageCost + cost.ModelCost);
        Assert.Equal((cost.Low, 0m), (cost.High, cost.Unsettled));
    }

    [Fact]
    public void Images_of_one_request_are_one_request()
    {
        using ModuleSession session = Session();

        AIImageCost cost = Single(session.Run(
            "Connect-AIImageService -Sandbox; New-AIImage 'a fox' -Api Images -Count 3 | Measure-AIImageCost"));

        Assert.Equal((3, 1), (cost.Images, cost.Requests));
        Assert.True(cost.Tokens > 0);
    }

    [Fact]
    public void What_an_earlier_run_paid_is_told_apart()
    {
        using ModuleSession session = Session();
        session.Run("Connect-AIImageService -Sandbox; New-AIImage 'a fox' -OutFile '{slug}.png' -Sidecar")
            .ThrowIfFailed();

        RunResult result = session.Run(
            "$i = 'a fox', 'a hen' | New-AIImage -OutFile '{slug}.png' -Sidecar -Resume; $i | Measure-AIImageCost; $i");

        AIImageCost cost = (AIImageCost)result.ThrowIfFailed().Output[0].BaseObject;
        Assert.Equal((2, 1, 1), (cost.Images, cost.Resumed, cost.Requests));
        Assert.Equal(result.Images.Single(image => !image.Resumed).Cost, cost.Expected);
    }

    [Theory]
    [InlineData("False", "False", 1)]
    [InlineData("True", "False", 0)]
    public void A_row_of_a_CSV_is_a_result(string resumed, string stored, int requests)
    {
        using ModuleSession session = Session();

        AIImageCost cost = Single(session.Run(
            "[pscustomobject]@{ Prompt = 'a'; ResponseId = 'resp_1'; Cost = '0.25'; CreatedAt = '2026-11-01'; "
            + $"Resumed = '{resumed}'; Stored = '{stored}'; FullName = '/a.png' }} | Measure-AIImageCost"));

        Assert.Equal((1, requests, requests * 0.25m), (cost.Images, cost.Requests, cost.Expected));
    }

    [Fact]
    public void A_result_whose_cost_is_unknown_makes_the_sum_unknown_and_says_why()
    {
        using ModuleSession session = Session();

        AIImageCost cost = Single(session.Run("Get-AIImage fox.png, hen.png | Measure-AIImageCost"));

        Assert.Equal((2, null, AIImageCostBasis.Unknown), (cost.Images, cost.Expected, cost.Basis));
        Assert.NotNull(cost.Reason);
    }

    [Theory]
    [InlineData("Measure-AIImageCost 'x' -Count '1,5'", "InvalidRequest")]
    [InlineData("Measure-AIImageCost ''", "InvalidRequest")]
    [InlineData("Measure-AIImageCost x -LiteralPath gone.png", "ImageReadFailed")]
    [InlineData("Measure-AIImageCost -Ledger gone.jsonl", "InvalidRequest")]
    public void What_could_not_be_sent_is_an_error_here_too(string script, string errorId)
    {
        using ModuleSession session = Session();

        Assert.Equal(errorId, session.Run(script).ErrorId);
    }

    private static AIImageCost Single(RunResult result) =>
        Assert.IsType<AIImageCost>(Assert.Single(result.ThrowIfFailed().Output).BaseObject);

    private static ModuleSession Session()
    {
        ModuleSession session = new();
        File.WriteAllBytes(session.PathOf("fox.png"), Samples.Png);
        File.WriteAllBytes(session.PathOf("hen.png"), Samples.Png);
        return session;
    }
}
