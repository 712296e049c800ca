using System.Collections.Generic;
using System.Linq;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Dialects;

/// <summary>The cmdlets against the sandbox as it speaks like other services.</summary>
public sealed class SandboxDialectTests
{
    private const string Azure = "-Dialect AzureOpenAI -Model chat -ImageModel pictures";
    private const string Compatible = "-Dialect Compatible -ImageModel sd";

    [Theory]
    [InlineData(Azure)]
    [InlineData(Azure, "-Api Images")]
    [InlineData(Compatible)]
    public void An_image_is_generated_and_edited(string dialect, string api = "")
    {
        using ModuleSession session = Connect(dialect);

        RunResult result = session.Run($"New-AIImage 'a fox' {api} | Edit-AIImage 'snow' {api} -OutFile edited.png");

        AIImage edited = Assert.Single(result.ThrowIfFailed().Images);
        Assert.Equal("completed", edited.Status);
        Assert.Equal(session.PathOf("edited.png"), edited.FullName);
        Assert.Equal([session.PathOf("edited.png")], session.AllFiles());
    }

    [Fact]
    public void A_stream_of_azure_ends_with_its_image()
    {
        using ModuleSession session = Connect(Azure);

        RunResult result = session.Run("Get-AIImageStream 'a fox' -PartialImages 2").ThrowIfFailed();

        Assert.Equal(2, result.Output.Count(item => item.BaseObject is AIImagePartial));
        Assert.Equal("completed", Assert.IsType<AIImage>(result.Output[^1].BaseObject).Status);
    }

    [Fact]
    public void A_compatible_server_may_answer_with_addresses()
    {
        using ModuleSession session = Connect(Compatible);

        RunResult result = session.Run(
            "New-AIImage 'a fox' -Count 2 -AdditionalBody @{ response_format = 'url'; seed = 7 }");

        IReadOnlyList<AIImage> images = result.ThrowIfFailed().Images;
        Assert.Equal(2, images.Count);
        Assert.NotEqual(images[0].Bytes, images[1].Bytes);
    }

    [Fact]
    public void The_content_filter_of_azure_is_a_rejection()
    {
        using ModuleSession session = Connect(Azure);

        Assert.Equal("ContentRejected", session.Run("New-AIImage 'a [blocked] fox'").ErrorId);
        Assert.Equal("ContentRejected", session.Run("New-AIImage 'a [blocked] fox' -Api Images").ErrorId);
    }

    [Fact]
    public void A_compatible_server_has_no_responses_and_says_what_is_wrong()
    {
        using ModuleSession session = Connect(Compatible);

        RunResult responses = session.Run("New-AIImage 'a fox' -Api Responses -Model chat");
        RunResult size = session.Run("New-AIImage 'a fox' -Size 4096x4096");

        Assert.Equal("ServiceUnsupported", responses.ErrorId);
        Assert.Equal("InvalidRequest", size.ErrorId);
        Assert.Contains("4096x4096", size.Error.ToString());
    }

    private static ModuleSession Connect(string dialect)
    {
        ModuleSession session = new();
        session.Run($"Connect-AIImageService -Sandbox {dialect}").ThrowIfFailed();
        return session;
    }
}
