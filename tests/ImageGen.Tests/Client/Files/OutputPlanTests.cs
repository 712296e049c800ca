using System.IO;
using System.Linq;
using ImageGen.Files;
using ImageGen.Orders;
using ImageGen.Runs;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Files;

public sealed class OutputPlanTests : System.IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fox.png", "png")]
    [InlineData("fox.JPG", "jpeg")]
    [InlineData("{slug}.webp", "webp")]
    [InlineData("fox", null)]
    [InlineData("fox.txt", null)]
    public void The_extension_asks_for_a_format(string name, string? format) =>
        Assert.Equal(format, new OutputTarget(_folder.At(name), isFolder: false).Format);

    [Fact]
    public void A_folder_gets_the_default_name()
    {
        OutputPlan plan = OutputPlan.Parse(_folder.Root, isFolder: true, severalEach: false);

        Assert.Equal(_folder.At("a-fox-3"), plan.Claim(Values(3)).Path);
        Assert.Null(new OutputTarget(_folder.At("old.png"), isFolder: true).Format);
    }

    [Theory]
    [InlineData("fox.png", "fox-0.png", "fox-1.png")]
    [InlineData("{index}.png", "0-0.png", "0-1.png")]
    [InlineData("{n:00}.png", "00.png", "01.png")]
    public void Several_images_each_are_numbered(string name, string first, string second)
    {
        OutputPlan plan = OutputPlan.Parse(_folder.At(name), isFolder: false, severalEach: true);

        Assert.Equal(_folder.At(first), plan.Claim(Values(0, number: 0)).Path);
        Assert.Equal(_folder.At(second), plan.Claim(Values(0, number: 1)).Path);
    }

    [Fact]
    public void A_name_without_tokens_is_for_one_image()
    {
        OutputPlan plan = Parse("fox.png");
        plan.Claim(Values(0));

        AIImageException failure = Assert.Throws<AIImageException>(() => plan.Claim(Values(1)));

        Assert.Equal(ErrorIds.FileExists, failure.ErrorId);
        Assert.Contains("{index}", failure.Message);
    }

    [Fact]
    public void Names_that_meet_are_told_apart_whatever_their_case()
    {
        OutputPlan plan = Parse("{model}.png");

        string?[] paths =
        [
            plan.Claim(Values(0, model: "A")).Path,
            plan.Claim(Values(0, model: "a")).Path,
            plan.Claim(Values(0, model: "A-2")).Path,
            plan.Claim(Values(0, model: "A")).Path,
        ];

        Assert.Equal(["A.png", "a-2.png", "A-2-2.png", "A-3.png"], paths.Select(Path.GetFileName));
    }

    [Fact]
    public void An_image_that_came_unasked_goes_beside_the_other()
    {
        OutputPlan plan = Parse("{slug}.png");
        OutputSlot slot = plan.Claim(Values(0));

        Assert.Equal(_folder.At("a-fox-2.png"), plan.ClaimBeside(slot).Path);
        Assert.Equal(_folder.At("a-fox-3.png"), plan.ClaimBeside(slot).Path);
    }

    [Fact]
    public void A_partial_image_has_its_number_in_its_name()
    {
        OutputPlan plan = Parse("{slug}.png");

        Assert.Equal(_folder.At("a-fox-partial0.png"), plan.ClaimPartial(Values(0), 0).Path);
        Assert.Equal(_folder.At("a-fox-partial1.png"), plan.ClaimPartial(Values(0), 1).Path);
        Assert.Equal(_folder.At("a-fox-partial1-2.png"), plan.ClaimPartial(Values(0), 1).Path);
    }

    [Theory]
    [InlineData("fox.png", "fox.png", true)]
    [InlineData("fox.png", "fox.jpg", false)]
    [InlineData("fox", "fox.webp", true)]
    [InlineData("fox", "fox.svg", true)]
    [InlineData("fox", "fox.txt", false)]
    [InlineData("fox", "fox", false)]
    public void An_existing_file_is_found_before_anything_is_sent(string name, string existing, bool isFound)
    {
        _folder.Write(existing, "old");

        OutputSlot slot = Parse(name).Claim(Values(0));

        Assert.Equal(isFound ? _folder.At(existing) : null, slot.Existing);
        if (!isFound) return;
        AIImageException failure = Assert.Throws<AIImageException>(slot.ThrowIfTaken);
        Assert.Equal(ErrorIds.FileExists, failure.ErrorId);
        Assert.Contains("Nothing was sent", failure.Message);
    }

    [Fact]
    public void A_name_with_the_id_is_known_when_the_image_is_there()
    {
        OutputPlan plan = Parse("{id}-{index}");
        OutputSlot slot = plan.Claim(Values(4));
        AIImage image = Image("ig_1");

        Assert.True(plan.NameDependsOnResult);
        Assert.Null(slot.Path);
        Assert.Equal(_folder.At("ig_1-4.png"), slot.TargetOf(image));
        slot.Save(image, received: null, overwrite: false, sidecar: false);
        Assert.Equal(_folder.At("ig_1-4.png"), image.FullName);
    }

    [Fact]
    public void An_image_is_written_with_its_extension_and_sidecar()
    {
        AIImage image = Image("ig_1");

        Parse("deep/er/fox").Claim(Values(0)).Save(image, received: null, overwrite: false, sidecar: true);

        Assert.Equal(["deep/er/fox.png", "deep/er/fox.png.json"], _folder.Files);
        Assert.Equal(Samples.Png, File.ReadAllBytes(image.FullName!));
    }

    [Fact]
    public void A_file_that_appeared_meanwhile_is_not_replaced_and_the_image_is_not_lost()
    {
        OutputSlot slot = Parse("fox.png").Claim(Values(0));
        _folder.Write("fox.png", "theirs");
        AIImage image = Image("ig_1");

        AIImageException failure = Assert.Throws<AIImageException>(
            () => slot.Save(image, received: null, overwrite: false, sidecar: true));

        Assert.Equal(ErrorIds.FileExists, failure.ErrorId);
        Assert.Same(image, failure.Image);
        Assert.Equal("theirs", File.ReadAllText(_folder.At("fox.png")));
        Assert.Equal(["fox.png"], _folder.Files);
    }

    [Fact]
    public void Force_replaces_the_file()
    {
        _folder.Write("fox.png", "old");

        Parse("fox.png").Claim(Values(0)).Save(Image("ig_1"), received: null, overwrite: true, sidecar: false);

        Assert.Equal(Samples.Png, File.ReadAllBytes(_folder.At("fox.png")));
        Assert.Equal(["fox.png"], _folder.Files);
    }

    [Fact]
    public void A_place_that_cannot_be_written_keeps_the_image()
    {
        _folder.Write("file", "not a folder");
        AIImage image = Image("ig_1");

        AIImageException failure = Assert.Throws<AIImageException>(
            () => Parse("file/fox.png").Claim(Values(0)).Save(image, received: null, overwrite: false, sidecar: false));

        Assert.Equal((ErrorIds.ImageWriteFailed, "resp_1"), (failure.ErrorId, failure.ResponseId));
        Assert.Same(image, failure.Image);
        Assert.Null(image.FullName);
    }

    private static AIImage Image(string id) =>
        new AIImage(new ImageFacts { Id = id, ResponseId = "resp_1" }).WithBytes(Samples.Png);

    private static FileNameValues Values(int index, int number = 0, string model = "gpt-image-2") =>
        new("A fox", index, number, model);

    private OutputPlan Parse(string name) => OutputPlan.Parse(_folder.At(name), isFolder: false, severalEach: false);
}
