using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>What cannot be done in the background is refused before anything is sent.</summary>
public sealed class BackgroundRefusalTests
{
    [Theory]
    [InlineData("New-AIImage 'a fox' -Durable -Api Images", "ServiceUnsupported")]
    [InlineData("New-AIImage 'a fox' -NoWait -Api Images", "ServiceUnsupported")]
    [InlineData("New-AIImage 'a fox' -Durable -Model gpt-image-2.6-sunburst", "ServiceUnsupported")]
    [InlineData("Get-AIImageStream 'a fox' -Durable -Api Images", "ServiceUnsupported")]
    [InlineData("Edit-AIImage 'a fox' -Image file-1 -Durable -Api Images", "ServiceUnsupported")]
    [InlineData("New-AIImage 'a fox' -Durable -NoStore", "InvalidRequest")]
    [InlineData("New-AIImage 'a fox' -NoWait -NoStore", "InvalidRequest")]
    [InlineData("Get-AIImageStream 'a fox' -Durable -NoStore", "InvalidRequest")]
    [InlineData("New-AIImage 'a fox' -NoWait -OutFile fox.png", "InvalidRequest")]
    [InlineData("New-AIImage 'a fox' -NoWait -Durable -OutFile fox.png", "InvalidRequest")]
    [InlineData("[pscustomobject]@{ Prompt = 'a fox'; OutFile = 'fox.png' } | New-AIImage -NoWait", "InvalidRequest")]
    public async Task Nothing_is_sent_that_cannot_be_done(string script, string errorId)
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run(script);

        Assert.Equal(errorId, result.ErrorId);
        Assert.Empty(service.Service.Requests);
        Assert.Empty(session.AllFiles());
    }

    [Fact]
    public async Task NoWait_returns_at_once_what_is_queued()
    {
        await using BackgroundService service = await BackgroundService.StartAsync();
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run("'a fox', 'a hen' | New-AIImage -NoWait -Verbose").ThrowIfFailed();

        Assert.Equal(["resp_1", "resp_2"], result.Images.Select(image => image.ResponseId));
        Assert.Equal(["queued", "queued"], result.Images.Select(image => image.Status));
        Assert.Equal(["a fox", "a hen"], result.Images.Select(image => image.Prompt));
        Assert.Equal([0, 1], result.Images.Select(image => image.Index));
        Assert.All(result.Images, image => Assert.Equal((0L, null), (image.Length, image.Cost)));
        Assert.Contains(result.Verbose, line => line.Contains("Response resp_2 is in progress"));
        Assert.Equal((2, 0), (service.Posts, service.Gets));
    }

    [Fact]
    public async Task An_edit_is_durable_too()
    {
        await using BackgroundService service = await BackgroundService.StartAsync(Looks.Queued, Looks.Whole);
        using ModuleSession session = ModuleSession.With(service.Service);

        RunResult result = session.Run(
            "New-AIImage one -Durable | Edit-AIImage two -Durable -OutFile two.png").ThrowIfFailed();

        AIImage image = Assert.Single(result.Images);
        Assert.Equal(("resp_2", "resp_1", "ig_1"), (image.ResponseId, image.ParentResponseId, image.ParentId));
        Assert.Equal(2, service.Posts);
    }
}
