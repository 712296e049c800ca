using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Provenance;

/// <summary>JPEG and WebP keep their credentials on every way too, and the cmdlets read them.</summary>
public sealed class EveryFormatTests
{
    private const string Copy = "[System.Management.Automation.PSSerializer]::Deserialize("
        + "[System.Management.Automation.PSSerializer]::Serialize($_))";

    public static TheoryData<string, string> Ways()
    {
        TheoryData<string, string> ways = [];
        foreach (string format in (string[])["png", "jpeg", "webp"])
        {
            foreach (string script in (string[])[
                "New-AIImage x",
                "New-AIImage x -OutFile a.@ -Sidecar",
                "Edit-AIImage x -Image source.png -OutFile a.@",
                "Get-AIImageStream x -PartialImages 0 -OutFile a.@",
                "New-AIImage x | Save-AIImage a.@ -PassThru",
                "New-AIImage x -OutFile a.@ -Sidecar | Out-Null; Get-AIImage a.@",
                "New-AIImage x | ForEach-Object { Get-AIImage -ResponseId $_.ResponseId }",
                $"New-AIImage x | ForEach-Object {{ {Copy} }} | Save-AIImage a.@ -PassThru",
                $"New-AIImage x -OutFile b.@ | ForEach-Object {{ {Copy} }} | Save-AIImage a.@ -PassThru"])
            {
                ways.Add(format, script);
            }
        }

        return ways;
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_bytes_come_as_they_were_sent(string format, string script)
    {
        byte[] bytes = Signed(format);
        await using LoopbackService service = await AnsweringAsync(bytes, script.Contains("Stream"));
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("source.png"), Pngs.Opaque());

        AIImage image = Assert.Single(session.Run(script.Replace("@", format)).ThrowIfFailed().Images);

        Assert.Equal((format, true), (image.Format, image.HasContentCredentials));
        Assert.Equal(bytes, image.Bytes);
        Assert.All(
            session.AllFiles().Where(name => name.EndsWith('.' + format) && Path.GetFileName(name) != "source.png"),
            name => Assert.Equal(bytes, File.ReadAllBytes(session.PathOf(name))));
        string sidecar = session.PathOf($"a.{format}.json");
        Assert.Equal(script.Contains("-Sidecar"), File.Exists(sidecar));
        if (File.Exists(sidecar)) Assert.Contains("\"has_content_credentials\": true", File.ReadAllText(sidecar));
    }

    [Theory]
    [InlineData("png")]
    [InlineData("jpeg")]
    [InlineData("webp")]
    public void The_claim_is_read_from_whatever_holds_the_image(string format)
    {
        using ModuleSession session = new();
        File.WriteAllBytes(session.PathOf("a.bin"), Signed(format));
        File.WriteAllBytes(session.PathOf("plain.png"), Samples.Png);

        RunResult result = session.Run(
            $$"""
            'a.bin' | Test-AIImageProvenance
            Test-AIImageProvenance ([IO.FileInfo]'{{session.PathOf("a.bin")}}')
            , [IO.File]::ReadAllBytes('{{session.PathOf("a.bin")}}') | Test-AIImageProvenance
            Get-AIImage a.bin | Test-AIImageProvenance
            Get-AIImage a.bin | ForEach-Object { {{Copy}} } | Test-AIImageProvenance
            """).ThrowIfFailed();

        Assert.Equal(5, result.Output.Count);
        Assert.All(result.Output.Select(item => (AIImageProvenance)item.BaseObject), provenance =>
        {
            Assert.Equal((format, true), (provenance.Format, provenance.HasContentCredentials));
            Assert.Equal(("OpenAI", "ChatGPT"), (provenance.Issuer, provenance.Generator));
        });
        PSObject plain = Assert.Single(session.Run("Test-AIImageProvenance plain.png").ThrowIfFailed().Output);
        Assert.False(((AIImageProvenance)plain.BaseObject).HasContentCredentials);
    }

    [Theory]
    [InlineData("a.bin", true)]
    [InlineData("plain.png", false)]
    public void A_copy_from_another_session_says_whether_there_are_any(string file, bool expected)
    {
        using ModuleSession session = new();
        File.WriteAllBytes(session.PathOf("a.bin"), Signed("jpeg"));
        File.WriteAllBytes(session.PathOf("plain.png"), Samples.Png);

        PSObject copy = Assert.Single(
            session.Run($"Get-AIImage {file} | ForEach-Object {{ {Copy} }}").ThrowIfFailed().Output);

        Assert.Equal("Deserialized.ImageGen.AIImage", copy.TypeNames[0]);
        Assert.Equal(expected, copy.Properties["HasContentCredentials"].Value);
    }

    [Fact]
    public async Task What_the_service_says_is_cleaned()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            """
            {"results":[null,{"type":null},{"type":"c2pa\u001b[31m\r\n","outcome":"new \u202eword","issuer":"a\u0007b","model":7,
             "generated_at":"soon","validation_state":{"x":1}},{"type":"later","outcome":"maybe"}]}
            """);
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("a.png"), Signed("png"));

        AIImageProvenance found = (AIImageProvenance)Assert.Single(
            session.Run("Test-AIImageProvenance a.png -Online").ThrowIfFailed().Output).BaseObject;

        Assert.Equal(["c2pa[31m: new word", "later: maybe"], found.Checks!.Select(check => $"{check}"));
        Assert.Equal("ab", found.Checks![0].Issuer);
        Assert.Null(found.Checks[0].GeneratedAt);
    }

    private static Task<LoopbackService> AnsweringAsync(byte[] bytes, bool isStreamed)
    {
        string response = Samples.Response(image: bytes).ReplaceLineEndings("");
        return isStreamed
            ? LoopbackService.StartAsync((context, _) => LoopbackService.WriteEventAsync(
                context, "response.completed", $$"""{"type":"response.completed","response":{{response}}}"""))
            : LoopbackService.StartAsync(response);
    }

    private static byte[] Signed(string format) => format switch
    {
        "png" => Manifests.Png(Manifests.Recorded),
        "jpeg" => Manifests.Jpeg(Manifests.Recorded),
        _ => Manifests.Webp(Manifests.Recorded),
    };
}
