using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ImageGen.Runs;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Client.Files;

public sealed class SidecarTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Everything_but_the_bytes_comes_back()
    {
        string path = _folder.Write("fox.png", Samples.Png);
        AIImage image = new AIImage(Full()).WithBytes(Samples.Png).SavedAs(path);
        Sidecar.Write(image);

        AIImage read = Sidecar.Read(path);

        foreach (PropertyInfo property in typeof(AIImage).GetProperties()
            .Where(property => property.Name is not ("Usage" or "Request")))
        {
            Assert.Equal(property.GetValue(image), property.GetValue(read));
            Assert.NotNull(property.GetValue(read));
        }

        Assert.Equal(Full().Request! with { Image = null }, read.Facts.Request! with { Image = null });
        Assert.Equal(Full().Request!.Image, read.Request!.Image);
        foreach (PropertyInfo property in typeof(AIImageUsage).GetProperties())
        {
            Assert.Equal(property.GetValue(image.Usage), property.GetValue(read.Usage));
            Assert.NotEqual(0L, property.GetValue(read.Usage));
        }
    }

    [Fact]
    public void It_is_plain_json_with_a_hash_and_without_bytes()
    {
        AIImage image = new AIImage(new ImageFacts { Id = "ig_1", Prompt = "a fox" })
            .WithBytes(Samples.Png)
            .SavedAs(_folder.Write("fox.png", Samples.Png));

        Sidecar.Write(image);

        string text = File.ReadAllText(_folder.At("fox.png.json"));
        JsonObject json = JsonNode.Parse(text)!.AsObject();
        Assert.Equal(1, (int)json["version"]!);
        Assert.Equal("a fox", (string)json["prompt"]!);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(Samples.Png)), (string)json["sha256"]!, ignoreCase: true);
        Assert.False(json.ContainsKey("cost"));
        Assert.DoesNotContain(Samples.PngBase64, text);
    }

    [Fact]
    public void A_file_without_one_is_an_image_all_the_same()
    {
        AIImage read = Sidecar.Read(_folder.Write("fox.png", Samples.Png));

        Assert.Equal(("png", 1, 1, Samples.Png.Length), (read.Format, read.Width, read.Height, (int)read.Length));
        Assert.Equal(Samples.Png, read.Bytes);
        Assert.NotNull(read.CreatedAt);
        Assert.Null(read.Id);
        Assert.False(read.Stored);
    }

    [Fact]
    public void Control_characters_are_removed()
    {
        AIImage read = Read("""
            {"id":"ig\u001b]0;x\u0007_1","prompt":"a\u001b[2Jb\u202e\nc","parent_path":"/tmp/\u0000a","service":"\u009bX"}
            """);

        Assert.Equal(("ig]0;x_1", "a[2Jb\nc", "/tmp/a", "X"), (read.Id, read.Prompt, read.ParentPath, read.Service));
    }

    [Theory]
    [InlineData(
        """{"width":99,"height":99,"format":"gif","length":5,"path":"/etc/passwd","sha256":"00","bytes":"AQID"}""")]
    [InlineData("""{"width":-1,"unknown":{"deep":[1,2,{"a":null}]},"version":99}""")]
    [InlineData("""{"duration_seconds":1e300}""")]
    [InlineData("""{"duration_seconds":-1}""")]
    [InlineData("null")]
    [InlineData("{}")]
    public void What_the_file_tells_goes_before_its_sidecar(string json)
    {
        AIImage read = Read(json);

        Assert.Equal(("png", 1, 1, Samples.Png.Length), (read.Format, read.Width, read.Height, (int)read.Length));
        Assert.Equal(_folder.At("fox.png"), read.FullName);
        Assert.Equal(Samples.Png, read.Bytes);
        Assert.Null(read.Duration);
    }

    [Fact]
    public void One_that_is_huge_is_not_read() =>
        Assert.Null(Read($$"""{"id":"ig_1","prompt":"{{new string('x', 1024 * 1024)}}"}""").Id);

    [Fact]
    public void A_byte_order_mark_does_not_matter() => Assert.Equal("ig_1", Read("\uFEFF{\"id\":\"ig_1\"}").Id);

    [Theory]
    [InlineData("not json")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"id\":7}")]
    [InlineData("{\"index\":\"one\"}")]
    [InlineData("{\"cost\":1e99}")]
    [InlineData("{\"created_at\":\"yesterday\"}")]
    [InlineData("{\"id\":\"ig_1\"")]
    [InlineData("{\"id\":\"\\ud800\"}")]
    public void One_that_is_broken_is_told(string json)
    {
        AIImageException failure = Assert.Throws<AIImageException>(() => Read(json));

        Assert.Equal(ErrorIds.ImageReadFailed, failure.ErrorId);
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("")]
    public void A_file_that_is_no_image_is_refused(string text)
    {
        string path = _folder.Write("fox.png", text);

        Assert.Equal(ErrorIds.ImageReadFailed, Assert.Throws<AIImageException>(() => Sidecar.Read(path)).ErrorId);
    }

    [Fact]
    public void A_file_that_is_gone_is_told() => Assert.Equal(
        ErrorIds.ImageReadFailed,
        Assert.Throws<AIImageException>(() => Sidecar.Read(_folder.At("none.png"))).ErrorId);

    private AIImage Read(string json)
    {
        string path = _folder.Write("fox.png", Samples.Png);
        _folder.Write("fox.png.json", Samples.Utf8(json));
        return Sidecar.Read(path);
    }

    private static ImageFacts Full() => new()
    {
        Id = "ig_1", ResponseId = "resp_1", Status = "completed",
        Prompt = "a \"fox\" 🦊\n", RevisedPrompt = "ein Fuchs – ä",
        Action = "edit", Size = "1024x1024", Quality = "high", Background = "opaque", OutputFormat = "png",
        Model = "gpt-5.6-sol", ImageModel = "gpt-image-2", Cost = 0.12816m, RequestId = "req_1", Index = 3,
        CreatedAt = new DateTimeOffset(2026, 11, 22, 1, 2, 3, TimeSpan.FromHours(2)),
        DurationSeconds = 12.5,
        ParentId = "ig_0", ParentResponseId = "resp_0", ParentPath = "/tmp/0.png", Service = "OpenAI", Stored = true,
        LedgerId = "9324432b10235c98",
        Request = new RequestFacts
        {
            Prompt = "a", Size = "auto", OutputCompression = 7, Image = ["/tmp/0.png", "ig_0"],
        },
        Usage = new TokenCounts
        {
            InputTokens = 1, InputTextTokens = 2, InputImageTokens = 3, OutputTokens = 4, TotalTokens = 5,
            ModelInputTokens = 6, ModelOutputTokens = 7, CachedTextTokens = 8, CachedImageTokens = 9,
            OutputTextTokens = 10, ModelCachedTokens = 11,
            SvgModel = "author", SvgInputTokens = 12, SvgOutputTokens = 13,
            ServiceTier = "flex", LacksImageTokens = true, LacksModelTokens = true, LacksSvgTokens = true,
        },
    };
}
