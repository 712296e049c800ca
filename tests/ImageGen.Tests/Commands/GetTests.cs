using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

public sealed class GetTests
{
    private const string Deserialize =
        "$s = [System.Management.Automation.PSSerializer]; $s::Deserialize($s::Serialize($i))";

    [Theory]
    [InlineData("Get-AIImage fox.png")]
    [InlineData("Get-AIImage -Path *.png")]
    [InlineData("Get-AIImage ./fox.*")]
    [InlineData("Get-AIImage -LiteralPath fox.png")]
    [InlineData("'fox.png' | Get-AIImage")]
    [InlineData("[System.IO.FileInfo]$full | Get-AIImage")]
    [InlineData("[pscustomobject]@{ Path = 'fox.png' } | Get-AIImage")]
    public async Task A_saved_file_is_known_by_its_sidecar(string script)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        session.Run("New-AIImage 'a fox' -OutFile fox.png -Sidecar").ThrowIfFailed();

        RunResult result = session.Run(script, ("full", session.PathOf("fox.png"))).ThrowIfFailed();

        AIImage image = Assert.Single(result.Images);
        Assert.Equal(("resp_1", "ig_1", "a fox"), (image.ResponseId, image.Id, image.Prompt));
        Assert.Equal(session.PathOf("fox.png"), image.FullName);
        Assert.Equal(Samples.Png, image.Bytes);
        Assert.Single(service.Requests);
    }

    [Fact]
    public void A_file_needs_neither_sidecar_nor_service()
    {
        using ModuleSession session = new();
        File.WriteAllBytes(session.PathOf("fox[1].png"), Samples.Png);

        AIImage image = Assert.Single(session.Run("Get-AIImage -LiteralPath 'fox[1].png'").ThrowIfFailed().Images);

        Assert.Equal(("png", 1, 1, 70L), (image.Format, image.Width, image.Height, image.Length));
        Assert.Null(image.ResponseId);
        Assert.Null(image.Prompt);
    }

    [Theory]
    [InlineData("Get-AIImage missing.png")]
    [InlineData("Get-AIImage *.none")]
    [InlineData("Get-AIImage -LiteralPath '*.png'")]
    [InlineData("Get-AIImage text.png")]
    [InlineData("Get-AIImage bad.png")]
    [InlineData("'missing.png' | Get-AIImage")]
    public void A_file_that_cannot_be_read_is_an_error_with_its_path(string script)
    {
        using ModuleSession session = new();
        File.WriteAllText(session.PathOf("text.png"), "no image");
        File.WriteAllBytes(session.PathOf("bad.png"), Samples.Png);
        File.WriteAllText(session.PathOf("bad.png.json"), "{ broken");

        RunResult result = session.Run(script);

        Assert.Equal("ImageReadFailed", result.ErrorId);
        Assert.IsType<string>(result.Error.TargetObject);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("Get-AIImage -ResponseId resp_7")]
    [InlineData("'resp_7' | Get-AIImage")]
    [InlineData("[pscustomobject]@{ ResponseId = 'resp_7'; Other = 1 } | Get-AIImage")]
    public async Task A_response_is_fetched_by_its_id(string script)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response("resp_7"));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(script).ThrowIfFailed();

        ReceivedRequest request = Assert.Single(service.Requests);
        Assert.Equal(("GET", "/v1/responses/resp_7"), (request.Method, request.Path));
        Assert.Empty(request.Body);
        Assert.Equal(Samples.Png, Assert.Single(result.Images).Bytes);
    }

    [Theory]
    [InlineData("$i")]
    [InlineData(Deserialize)]
    public async Task An_image_is_fetched_by_its_response_and_keeps_its_prompt(string input)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"$i = New-AIImage 'a fox'; {input} | Get-AIImage").ThrowIfFailed();

        Assert.Equal("GET", service.Requests[1].Method);
        Assert.Equal("a fox", Assert.Single(result.Images).Prompt);
    }

    [Fact]
    public async Task An_image_that_was_not_stored_is_read_from_its_file()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            Samples.Response().Replace("\"store\":true", "\"store\":false"));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage 'a fox' -NoStore -OutFile fox.png -Sidecar | Get-AIImage")
            .ThrowIfFailed();

        Assert.Single(service.Requests);
        Assert.False(Assert.Single(result.Images).Stored);
    }

    [Fact]
    public async Task A_response_that_is_gone_is_ItemNotFound_and_the_others_are_fetched()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            (context, request) => request.Path.EndsWith("gone")
            ? LoopbackService.WriteJsonAsync(context, Samples.Error("Response with id 'resp_gone' not found."), 404)
            : LoopbackService.WriteJsonAsync(context, Samples.Response()));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("'resp_1', 'resp_gone', 'resp_2' | Get-AIImage");

        Assert.Equal("ItemNotFound", result.ErrorId);
        Assert.Equal(ErrorCategory.ObjectNotFound, result.Error.CategoryInfo.Category);
        Assert.Equal("resp_gone", result.Error.TargetObject);
        Assert.Equal(2, result.Images.Count);
    }

    [Theory]
    [InlineData("queued")]
    [InlineData("in_progress")]
    public async Task A_response_that_is_not_finished_gives_its_status_and_no_bytes(string status)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            $$"""{"id":"resp_1","status":"{{status}}","output":[],"tools":[{"type":"image_generation","model":"m"}]}""");
        using ModuleSession session = ModuleSession.With(service);

        AIImage image = Assert.Single(session.Run("Get-AIImage -ResponseId resp_1").ThrowIfFailed().Images);

        Assert.Equal((status, "resp_1"), (image.Status, image.ResponseId));
        Assert.Null(image.Bytes);
        Assert.Equal(0, image.Length);
        Assert.Null(image.Format);
    }

    [Fact]
    public async Task A_response_that_failed_is_an_error()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            """{"id":"resp_1","status":"failed","error":{"code":"server_error","message":"it broke"},"output":[]}""");
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("Get-AIImage -ResponseId resp_1");

        Assert.Equal("ResponseFailed", result.ErrorId);
        Assert.Contains("it broke", result.Error.ToString());
        Assert.Contains("resp_1", result.Error.ToString());
    }

    [Fact]
    public async Task All_images_of_a_response_are_emitted()
    {
        string one = Samples.Response();
        string call = one[one.IndexOf("{\"id\":\"ig_1\"", System.StringComparison.Ordinal)..
            one.IndexOf("{\"id\":\"msg_1\"", System.StringComparison.Ordinal)];
        await using LoopbackService service = await LoopbackService.StartAsync(
            one.Replace(call, call + call.Replace("ig_1", "ig_2")));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("Get-AIImage -ResponseId resp_1").ThrowIfFailed();

        Assert.Equal(["ig_1", "ig_2"], result.Images.Select(image => image.Id));
        Assert.Equal(0.154328m, result.Images.Sum(image => image.Cost));
    }

    [Theory]
    [InlineData("42")]
    [InlineData("[pscustomobject]@{ Nothing = 1 }")]
    [InlineData("@{ Path = 'fox.png' }")]
    public async Task What_names_no_image_is_an_error(string input)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"{input} | Get-AIImage");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Empty(service.Requests);
    }
}
