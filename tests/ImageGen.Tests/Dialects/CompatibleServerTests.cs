using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Dialects;

/// <summary>
/// One answer of each compatible server, as its documentation or source has it, through the real client.
/// </summary>
public sealed class CompatibleServerTests
{
    [Theory]
    [InlineData("LocalAI", """{"created":1,"id":"x","data":[{"url":"/generated-images/a.png"}],"usage":{"input_tokens":0,"output_tokens":0,"total_tokens":0}}""")]
    [InlineData("LocalAI absolute", """{"created":1,"data":[{"url":"ROOT/generated-images/a.png"}]}""")]
    [InlineData("stable-diffusion.cpp", """{"created":1,"output_format":"png","data":[{"b64_json":"PNG"}]}""")]
    [InlineData("vLLM-Omni", """{"created":1,"data":[{"b64_json":"PNG","url":null,"revised_prompt":null}],"output_format":null,"size":null}""")]
    [InlineData("SGLang", """{"id":"i","created":1,"data":[{"b64_json":"PNG","url":null,"revised_prompt":"better","file_path":"/tmp/x"}],"usage":{"image_count":1},"peak_memory_mb":1.5,"inference_time_s":2.5}""")]
    [InlineData("SGLang relative", """{"data":[{"url":"/v1/images/i/content"}]}""")]
    [InlineData("Lemonade", """{"created":1,"data":[{"b64_json":"PNG"}]}""")]
    [InlineData("LiteLLM", """{"created":1,"background":null,"data":[{"b64_json":"PNG","revised_prompt":null,"url":null}],"usage":null}""")]
    [InlineData("data address", """{"data":[{"url":"data:image/png;base64,PNG"}]}""")]
    public async Task Each_server_generates_and_edits(string server, string answer)
    {
        await using LoopbackService service = await StartAsync(answer);
        using ModuleSession session = Connect(service);

        RunResult result = session.Run("New-AIImage 'a fox' -Size 512x512 | Edit-AIImage 'snow' -OutFile edited.png");

        result.ThrowIfFailed();
        AIImage edited = Assert.Single(result.Images);
        Assert.Equal(Samples.Png, edited.Bytes);
        Assert.Equal(session.PathOf("edited.png"), edited.FullName);
        Assert.Null(edited.Model);
        Assert.False(edited.Stored);
        ReceivedRequest[] posts = [.. service.Requests.Where(sent => sent.Method == "POST")];
        Assert.Equal(["/v1/images/generations", "/v1/images/edits"], posts.Select(sent => sent.Path));
        Assert.Equal("b64_json", (string)posts[0].Json["response_format"]!);
        Assert.Equal("sd", (string)posts[0].Json["model"]!);
        Assert.Contains("name=\"response_format\"\r\n\r\nb64_json", posts[1].Text);
        Assert.All(
            service.Requests.Where(sent => sent.Method == "GET"),
            sent => Assert.False(sent.Headers.ContainsKey("Authorization"), server));
    }

    [Theory]
    [InlineData("""{"detail":"size is wrong"}""", 422, "InvalidRequest", "size is wrong")]
    [InlineData(
        """{"detail":[{"loc":["body","prompt"],"msg":"field required"}]}""", 422, "InvalidRequest", "field required")]
    [InlineData("""{"error":"no such thing"}""", 400, "InvalidRequest", "no such thing")]
    [InlineData("<html>Not here</html>", 404, "ServiceUnsupported", "-Api Images")]
    [InlineData(
        """{"error":{"message":"model is loading","type":"server_error"}}""", 503, "ServiceUnavailable", "loading")]
    public async Task Errors_of_all_shapes_keep_their_words(string body, int status, string errorId, string words)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(body, status);
        using ModuleSession session = Connect(service);

        RunResult result = session.Run("New-AIImage 'a fox' -MaximumRetryCount 0");

        Assert.Equal(errorId, result.ErrorId);
        Assert.Contains(words, result.Error.ToString());
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/a.png")]
    [InlineData("https://localhost/a.png")]
    [InlineData("https://192.168.1.4/a.png")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://[::1]/a.png")]
    [InlineData("https://intranet/a.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.org/a.png")]
    [InlineData("data:image/png;base64,***")]
    [InlineData("data:image/png;base64,aGVsbG8=")]
    public async Task An_address_that_leads_elsewhere_is_refused(string address)
    {
        await using LoopbackService service = await StartAsync($$"""{"data":[{"url":"{{address}}"}]}""");
        using ModuleSession session = Connect(service);

        RunResult result = session.Run("New-AIImage 'a fox' -OutFile fox.png");

        Assert.Equal("InvalidResponse", result.ErrorId);
        Assert.Single(service.Requests);
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(session.Folder));
    }

    [Theory]
    [InlineData(302, "a redirect")]
    [InlineData(404, "missing")]
    public async Task An_address_that_gives_no_image_is_refused(int status, string reason)
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, request) =>
        {
            if (request.Method == "POST")
            {
                return LoopbackService.WriteJsonAsync(context, """{"data":[{"url":"/a.png"}]}""");
            }
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "http://127.0.0.1:1/secret";
            return Task.CompletedTask;
        });
        using ModuleSession session = Connect(service);

        Assert.Equal("InvalidResponse", session.Run("New-AIImage 'a fox'").ErrorId);
        Assert.True(service.Requests.Count == 2, reason);
    }

    [Fact]
    public async Task A_server_on_this_machine_needs_no_key()
    {
        await using LoopbackService service = await StartAsync("""{"data":[{"b64_json":"PNG"}]}""");
        using ModuleSession session = new();
        session.Run($"Connect-AIImageService -Compatible -BaseUri {service.BaseUri} -ImageModel sd").ThrowIfFailed();

        session.Run("New-AIImage 'a fox'").ThrowIfFailed();

        Assert.False(service.Requests.Single().Headers.ContainsKey("Authorization"));
    }

    [Fact]
    public async Task The_responses_api_is_used_where_it_is_asked_for()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = Connect(service);

        session.Run("New-AIImage 'a fox' -Api Responses -Model gpt-5.5").ThrowIfFailed();

        Assert.Equal("/v1/responses", service.Requests.Single().Path);
    }

    private static Task<LoopbackService> StartAsync(string answer) => LoopbackService.StartAsync((context, request) =>
    {
        if (request.Method == "GET")
        {
            context.Response.ContentType = "image/png";
            return context.Response.Body.WriteAsync(Samples.Png).AsTask();
        }

        string root = $"{context.Request.Scheme}://{context.Request.Host}";
        return LoopbackService.WriteJsonAsync(
            context,
            answer.Replace("\"PNG\"", $"\"{Samples.PngBase64}\"")
                .Replace(",PNG\"", $",{Samples.PngBase64}\"")
                .Replace("ROOT", root));
    });

    private static ModuleSession Connect(LoopbackService service)
    {
        ModuleSession session = new();
        session.Run(
            $"Connect-AIImageService -Compatible -BaseUri {service.BaseUri} -ApiKey '{LoopbackService.Key}' "
            + "-ImageModel sd")
            .ThrowIfFailed();
        return session;
    }
}
