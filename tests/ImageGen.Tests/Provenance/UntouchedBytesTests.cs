using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Provenance;

/// <summary>
/// Whatever way an image takes, its bytes come as the service sent them, and it knows its credentials.
/// </summary>
public sealed class UntouchedBytesTests
{
    private static readonly byte[] s_image = Manifests.Png(Manifests.Recorded);

    [Theory]
    [InlineData("New-AIImage x")]
    [InlineData("New-AIImage x -OutFile a.png -Sidecar")]
    [InlineData("Edit-AIImage x -Image source.png")]
    [InlineData("Edit-AIImage x -Image source.png -OutFile a.png")]
    [InlineData("New-AIImage x | Save-AIImage a.png -PassThru")]
    [InlineData("New-AIImage x -OutFile b.png | Save-AIImage a.png -PassThru")]
    [InlineData("New-AIImage x -OutFile a.png -Sidecar | Out-Null; Get-AIImage a.png")]
    [InlineData("New-AIImage x | ForEach-Object { Get-AIImage -ResponseId $_.ResponseId }")]
    public async Task Over_the_Responses_API(string script)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response(image: s_image));
        Check(service, script);
    }

    [Theory]
    [InlineData("New-AIImage x -Api Images")]
    [InlineData("New-AIImage x -Api Images -OutFile a.png -Sidecar")]
    [InlineData("Edit-AIImage x -Api Images -Image source.png")]
    [InlineData("Edit-AIImage x -Api Images -Image source.png -OutFile a.png")]
    public async Task Over_the_Images_API(string script)
    {
        string answer = $$"""{"created":1,"data":[{"b64_json":"{{System.Convert.ToBase64String(s_image)}}"}]}""";
        await using LoopbackService service = await LoopbackService.StartAsync(answer);
        Check(service, script);
    }

    [Theory]
    [InlineData("Get-AIImageStream x -PartialImages 0")]
    [InlineData("Get-AIImageStream x -PartialImages 0 -OutFile a.png")]
    public async Task Over_a_stream(string script)
    {
        string response = Samples.Response(image: s_image).ReplaceLineEndings("");
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
            LoopbackService.WriteEventAsync(
                context, "response.completed", $$"""{"type":"response.completed","response":{{response}}}"""));
        Check(service, script);
    }

    [Fact]
    public async Task What_the_image_claims_is_shown_and_not_called_verified()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            """{"results":[{"type":"c2pa","outcome":"detected","issuer":"OpenAI","generated_at":1,"validation_state":"valid"}]}""");
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("a.png"), s_image);

        AIImageProvenance local = Only(session.Run("Test-AIImageProvenance a.png"));
        AIImageProvenance online = Only(session.Run("Test-AIImageProvenance a.png -Online"));

        Assert.Equal(("OpenAI", "ChatGPT", null), (local.Issuer, local.Generator, local.Checks));
        Assert.Contains("not verified", local.Message);
        AIImageProvenanceCheck check = Assert.Single(online.Checks!);
        Assert.Equal(("c2pa", "detected"), (check.Type, check.Outcome));
        Assert.Equal(("OpenAI", "valid"), (check.Issuer, check.ValidationState));
        Assert.Contains(Samples.Text(s_image[..4]), Samples.Text(Assert.Single(service.Requests).Body));
    }

    [Theory]
    [InlineData("Connect-AIImageService -Compatible -BaseUri http://localhost:1/v1")]
    [InlineData("Connect-AIImageService -AzureEndpoint https://x.openai.azure.com -ApiKey k")]
    public void A_service_without_the_check_is_not_asked(string connect)
    {
        using ModuleSession session = new();
        File.WriteAllBytes(session.PathOf("a.png"), s_image);
        session.Run(connect).ThrowIfFailed();

        RunResult result = session.Run("Test-AIImageProvenance a.png -Online");

        Assert.StartsWith("ServiceUnsupported", Assert.Single(result.Errors).FullyQualifiedErrorId);
    }

    [Fact]
    public void The_sandbox_answers_the_check()
    {
        using ModuleSession session = ModuleSession.WithSandbox();

        AIImageProvenance provenance = Only(session.Run("New-AIImage x | Test-AIImageProvenance -Online"));

        Assert.Equal(["c2pa: not_detected", "synthid: not_detected"], provenance.Checks!.Select(check => $"{check}"));
    }

    private static AIImageProvenance Only(RunResult result) =>
        Assert.IsType<AIImageProvenance>(Assert.Single(result.ThrowIfFailed().Output).BaseObject);

    private static void Check(LoopbackService service, string script)
    {
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("source.png"), Pngs.Opaque());

        AIImage image = Assert.Single(session.Run(script).ThrowIfFailed().Images);

        Assert.Equal(s_image, image.Bytes);
        Assert.True(image.HasContentCredentials);
        if (image.FullName is not null) Assert.Equal(s_image, File.ReadAllBytes(image.FullName));
        string sidecar = session.PathOf("a.png.json");
        if (File.Exists(sidecar)) Assert.Contains("\"has_content_credentials\": true", File.ReadAllText(sidecar));
    }
}
