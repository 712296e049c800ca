using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Masks: what is refused before it is sent and paid for, and where the others stand in the request.</summary>
public sealed class MaskTests
{
    private const string Reason = "no alpha channel";
    private const string Remedy = "black-and-white";

    [Theory]
    [InlineData("bw.png", Reason, Remedy)]
    [InlineData("rgb.png", Reason, Remedy)]
    [InlineData("opaque.png", "No pixel of the mask is transparent", Remedy)]
    [InlineData("half.png", "No pixel of the mask is transparent", Remedy)]
    [InlineData("wide.png", "5x3 but the image is 4x3", "same size")]
    [InlineData("turned.png", "3x4 but the image is 4x3", "same size")]
    [InlineData("photo.jpg", "image/jpeg", "PNG")]
    [InlineData("cut.png", "cannot be read", "PNG")]
    [InlineData("garbage.png", "cannot be read", "PNG")]
    [InlineData("bomb.png", "", "")]
    public async Task A_mask_that_cannot_work_is_refused_with_the_reason_and_the_remedy(
        string mask, string reason, string remedy)
    {
        foreach (string api in new[] { "Responses", "Images" })
        {
            await using LoopbackService service = await ImagesScript.StartAsync();
            using ModuleSession session = With(service);

            RunResult result = session.Run($"Edit-AIImage x -Image image.png -Mask {mask} -Api {api}");

            Assert.Equal("MaskInvalid", result.ErrorId);
            Assert.Equal(ErrorCategory.InvalidData, result.Error.CategoryInfo.Category);
            Assert.Contains(reason, result.Error.ToString());
            Assert.Contains(remedy, result.Error.ToString());
            Assert.Equal("image.png", result.Error.TargetObject);
            Assert.Empty(service.Requests);
        }
    }

    [Theory]
    [InlineData("right.png")]
    [InlineData("grey.png")]
    [InlineData(",$bytes")]
    [InlineData("data:image/png;base64,$([convert]::ToBase64String($bytes))")]
    public async Task A_right_mask_stands_in_the_request_of_each_api(string mask)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = With(service);
        byte[] bytes = mask == "grey.png" ? Pngs.GreyWithAlpha() : Pngs.WithAlpha();
        string argument = mask.StartsWith(',') ? $"({mask})" : $"\"{mask}\"";

        session.Run(
            $"'Responses', 'Images' | ForEach-Object {{ Edit-AIImage x -Image image.png -Mask {argument} -Api $_ }}",
            ("bytes", bytes)).ThrowIfFailed();

        Assert.Equal(Url(bytes), (string?)service.Requests[0].At("tools.0.input_image_mask.image_url"));
        Assert.Equal(2, service.Requests[0].At("input.0.content")!.AsArray().Count);
        FormPart part = MultipartForm.Of(service.Requests[1]).Find("mask")!;
        Assert.Equal(bytes, part.Body);
        Assert.Equal("image/png", part.ContentType);
    }

    [Theory]
    [InlineData("file-7", "file_id", "file-7")]
    [InlineData("https://example.com/mask.png", "image_url", "https://example.com/mask.png")]
    public async Task A_mask_that_only_the_service_knows_goes_unchecked(string mask, string key, string expected)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = With(service);

        session.Run(
            $"'Responses', 'Images' | ForEach-Object {{ Edit-AIImage x -Image image.png -Mask {mask} -Api $_ }}")
                .ThrowIfFailed();

        Assert.Equal(expected, (string?)service.Requests[0].At($"tools.0.input_image_mask.{key}"));
        Assert.Equal(expected, (string?)service.Requests[1].At($"mask.{key}"));
        Assert.Equal(Url(Pngs.Opaque()), (string?)service.Requests[1].At("images.0.image_url"));
    }

    [Theory]
    [InlineData("right.png, right.png", "MaskInvalid", "one image, not 2")]
    [InlineData("r*.png", "MaskInvalid", "one image, not 2")]
    [InlineData("ig_1", "MaskInvalid", "Get-AIImage")]
    [InlineData("resp_1", "MaskInvalid", "Get-AIImage")]
    [InlineData("text.png", "ImageReadFailed", "is not a supported image")]
    [InlineData("missing.png", "ImageReadFailed", "missing.png")]
    [InlineData("$null", "ImageReadFailed", "null")]
    [InlineData("http://example.com/mask.png", "ImageReadFailed", "https")]
    public async Task What_is_not_one_picture_ends_the_command_before_any_input(
        string mask, string errorId, string words)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = With(service);

        RunResult result = session.Run($"'image.png', 'image.png' | Edit-AIImage x -Mask {mask}");

        Assert.Equal(errorId, result.ErrorId);
        Assert.Empty(result.Output);
        Assert.Contains(words, result.Error.ToString());
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData("", "right.png", true)]
    [InlineData("", "wide.png", false)]
    [InlineData("-Api Images", "right.png", true)]
    [InlineData("-Api Images", "wide.png", false)]
    public async Task A_mask_over_an_earlier_result_must_have_its_size(string parameters, string mask, bool isRight)
    {
        await using LoopbackService service = await ImagesScript.StartAsync(Pngs.Opaque());
        using ModuleSession session = With(service);

        RunResult result = session.Run($"New-AIImage one | Edit-AIImage two -Mask {mask} {parameters}");

        Assert.Equal(isRight ? 2 : 1, service.Requests.Count);
        if (!isRight) Assert.Equal("MaskInvalid", result.ErrorId);
        else if (parameters == "") Assert.Equal("resp_1", (string?)service.Requests[1].At("previous_response_id"));
        else Assert.Equal(Pngs.WithAlpha(), MultipartForm.Of(service.Requests[1]).Find("mask")!.Body);
    }

    [Theory]
    [InlineData("-Image resp_1")]
    [InlineData("-Image ig_1")]
    [InlineData("-Image file-1")]
    [InlineData("-Image https://example.com/a.png")]
    [InlineData("-Image image.png, large.png")]
    public async Task The_size_of_the_first_image_counts_and_only_where_it_is_known(string images)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = With(service);
        File.WriteAllBytes(session.PathOf("large.png"), Pngs.Opaque(8, 8));

        session.Run($"Edit-AIImage x {images} -Mask right.png").ThrowIfFailed();

        Assert.Equal(
            Url(Pngs.WithAlpha()), (string?)Assert.Single(service.Requests).At("tools.0.input_image_mask.image_url"));
    }

    [Fact]
    public async Task One_image_that_does_not_fit_is_an_error_and_the_others_are_edited()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = With(service);

        RunResult result = session.Run("'image.png', 'wide.png', 'image.png' | Edit-AIImage x -Mask right.png");

        Assert.Equal("wide.png", Assert.Single(result.Errors).TargetObject);
        Assert.Equal(2, result.Images.Count);
    }

    [Fact]
    public async Task A_mask_that_is_too_large_is_refused()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = With(service);
        File.WriteAllBytes(session.PathOf("noise.png"), Pngs.Large(1024, 1024));

        RunResult result = session.Run("Edit-AIImage x -Image file-1 -Mask noise.png");

        Assert.Equal("MaskInvalid", result.ErrorId);
        Assert.Contains("4,000,000", result.Error.ToString());
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task An_earlier_result_can_be_the_mask()
    {
        await using LoopbackService service = await ImagesScript.StartAsync(Pngs.WithAlpha());
        using ModuleSession session = With(service);

        session.Run("$mask = New-AIImage 'a mask'; Edit-AIImage x -Image image.png -Mask $mask").ThrowIfFailed();

        Assert.Equal(Url(Pngs.WithAlpha()), (string?)service.Requests[1].At("tools.0.input_image_mask.image_url"));
    }

    internal static ModuleSession With(LoopbackService service)
    {
        ModuleSession session = ModuleSession.With(service);
        (string Name, byte[] Bytes)[] files =
        [
            ("image.png", Pngs.Opaque()), ("right.png", Pngs.WithAlpha()), ("grey.png", Pngs.GreyWithAlpha()),
            ("bw.png", Pngs.BlackAndWhite()), ("rgb.png", Pngs.Opaque()), ("opaque.png", Pngs.WithAlpha(alpha: 255)),
            ("half.png", Pngs.WithAlpha(alpha: 128)),
            ("wide.png", Pngs.WithAlpha(5)), ("turned.png", Pngs.WithAlpha(3, 4)),
            ("photo.jpg", Jpegs.Of(4, 3)), ("photo-turned.jpg", Jpegs.Of(3, 4, orientation: 6)),
            ("cut.png", Pngs.WithAlpha()[..50]), ("garbage.png", [.. Pngs.WithAlpha()[..33], .. new byte[100]]),
            ("bomb.png", Pngs.Claiming(2_000_000, 2_000_000)), ("text.png", Samples.Utf8("not an image at all")),
        ];
        foreach ((string name, byte[] bytes) in files) File.WriteAllBytes(session.PathOf(name), bytes);
        return session;
    }

    private static string Url(byte[] bytes) => "data:image/png;base64," + System.Convert.ToBase64String(bytes);
}
