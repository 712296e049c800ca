using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Everything that people have for an image, as an input of an edit.</summary>
public sealed class EditInputTests
{
    private static readonly string s_data = "data:image/png;base64," + Samples.PngBase64;

    [Theory]
    [InlineData("Edit-AIImage x -Image fox.png")]
    [InlineData("Edit-AIImage x -Path fox.png")]
    [InlineData("Edit-AIImage x -Path f*.png")]
    [InlineData("Edit-AIImage x -LiteralPath fox.png")]
    [InlineData("Edit-AIImage x -PSPath fox.png")]
    [InlineData("Edit-AIImage x -Image f?x.png")]
    [InlineData("'fox.png' | Edit-AIImage x")]
    [InlineData("[System.IO.FileInfo]$full | Edit-AIImage x")]
    [InlineData("$full | Edit-AIImage x")]
    [InlineData(",$bytes | Edit-AIImage x")]
    [InlineData("Edit-AIImage x -Image $bytes")]
    [InlineData("Edit-AIImage x -Image (,$bytes)")]
    [InlineData("Edit-AIImage x -Image ([object[]]$bytes)")]
    [InlineData("Edit-AIImage x -Image ([object[]]@($bytes | ForEach-Object { $_ }))")]
    [InlineData("Edit-AIImage x -Image (,[object[]]$bytes)")]
    [InlineData("Edit-AIImage x -Image ([System.Collections.Generic.List[byte]]$bytes)")]
    [InlineData(",[object[]]$bytes | Edit-AIImage x")]
    [InlineData("[pscustomobject]@{ Image = [object[]]$bytes } | Edit-AIImage x")]
    [InlineData("Edit-AIImage x -Image ([pscustomobject]@{ Image = [object[]]$bytes })")]
    [InlineData("Edit-AIImage x -Image ([System.IO.MemoryStream]::new($bytes))")]
    [InlineData("[System.IO.MemoryStream]::new($bytes) | Edit-AIImage x")]
    [InlineData("'data:image/png;base64,' + [convert]::ToBase64String($bytes) | Edit-AIImage x")]
    [InlineData("[pscustomobject]@{ Image = 'fox.png' } | Edit-AIImage x")]
    [InlineData("[pscustomobject]@{ Path = 'fox.png' } | Edit-AIImage x")]
    [InlineData("[pscustomobject]@{ FullName = $full } | Edit-AIImage x")]
    [InlineData("[pscustomobject]@{ Path = 'fox.png'; Prompt = 'x' } | Edit-AIImage")]
    public async Task The_bytes_are_sent(string script)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("fox.png"), Samples.Png);

        RunResult result = session.Run(script, ("bytes", Samples.Png), ("full", session.PathOf("fox.png")))
            .ThrowIfFailed();

        ReceivedRequest request = Assert.Single(service.Requests);
        Assert.Equal("x", (string?)request.At("input.0.content.0.text"));
        Assert.Equal("input_image", (string?)request.At("input.0.content.1.type"));
        Assert.Equal(s_data, (string?)request.At("input.0.content.1.image_url"));
        Assert.Equal(2, request.At("input.0.content")!.AsArray().Count);
        Assert.Equal("\"edit\"", request.TextAt("tools.0.action"));
        Assert.Single(result.Images);
    }

    [Theory]
    [InlineData(
        "'https://example.com/a%20b.png?c=d'", "input.0.content.1.image_url", "https://example.com/a%20b.png?c=d")]
    [InlineData("[uri]'https://example.com/a.png'", "input.0.content.1.image_url", "https://example.com/a.png")]
    [InlineData("'file-abc123'", "input.0.content.1.file_id", "file-abc123")]
    [InlineData("'resp_abc123'", "previous_response_id", "resp_abc123")]
    [InlineData("'ig_abc123'", "input.1.id", "ig_abc123")]
    [InlineData("[pscustomobject]@{ ResponseId = 'resp_7' }", "previous_response_id", "resp_7")]
    [InlineData("[pscustomobject]@{ Image = 'file-7' }", "input.0.content.1.file_id", "file-7")]
    public async Task An_address_or_an_id_travels_as_it_is(string input, string path, string expected)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        session.Run($"{input} | Edit-AIImage x").ThrowIfFailed();

        Assert.Equal(expected, (string?)Assert.Single(service.Requests).At(path));
    }

    [Theory]
    [InlineData("$i", "")]
    [InlineData("$s = [System.Management.Automation.PSSerializer]; $s::Deserialize($s::Serialize($i))", "")]
    [InlineData("$i", "-Context Response")]
    public async Task An_earlier_result_continues_its_response_live_or_deserialized(string input, string parameters)
    {
        await using LoopbackService service = await ServiceScript.CountingAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"$i = New-AIImage one; {input} | Edit-AIImage two {parameters}")
            .ThrowIfFailed();

        Assert.Equal("resp_1", (string?)service.Requests[1].At("previous_response_id"));
        AIImage edited = Assert.Single(result.Images);
        Assert.Equal(("ig_1", "resp_1"), (edited.ParentId, edited.ParentResponseId));
        Assert.Equal("two", edited.Prompt);
    }

    [Theory]
    [InlineData("$i")]
    [InlineData("$s = [System.Management.Automation.PSSerializer]; $s::Deserialize($s::Serialize($i))")]
    public async Task An_image_that_was_not_stored_is_sent_as_bytes(string input)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            Samples.Response().Replace("\"store\":true", "\"store\":false"));
        using ModuleSession session = ModuleSession.With(service);

        session.Run($"$i = New-AIImage one -NoStore; {input} | Edit-AIImage two").ThrowIfFailed();

        Assert.Null(service.Requests[1].At("previous_response_id"));
        Assert.Equal(s_data, (string?)service.Requests[1].At("input.0.content.1.image_url"));
    }

    [Fact]
    public async Task An_image_of_another_service_is_sent_as_bytes()
    {
        await using LoopbackService first = await LoopbackService.StartAsync(Samples.Response());
        await using LoopbackService second = await LoopbackService.StartAsync(Samples.Response("resp_2"));
        using ModuleSession session = ModuleSession.With(first);

        session.Run($$"""
            $one = New-AIImage one
            Connect-AIImageService -ApiKey other-key-123 -BaseUri {{second.BaseUri}}
            $one | Edit-AIImage two
            """).ThrowIfFailed();

        Assert.Null(second.Requests[0].At("previous_response_id"));
        Assert.Equal(s_data, (string?)second.Requests[0].At("input.0.content.1.image_url"));
    }

    [Fact]
    public async Task A_partial_image_is_sent_as_bytes()
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, request) =>
            request.At("stream") is null
                ? LoopbackService.WriteJsonAsync(context, Samples.Response())
                : StreamScript.WriteAsync(context));
        using ModuleSession session = ModuleSession.With(service);

        session.Run("Edit-AIImage two -Image (Get-AIImageStream one)[0]").ThrowIfFailed();

        Assert.Equal(s_data, (string?)service.Requests[1].At("input.0.content.1.image_url"));
    }

    [Theory]
    [InlineData("$null")]
    [InlineData("@{ Path = 'fox.png' }")]
    [InlineData("42")]
    [InlineData("[datetime]::UtcNow")]
    [InlineData("'missing.png'")]
    [InlineData("'*.none'")]
    [InlineData("'text.png'")]
    [InlineData("'http://example.com/a.png'")]
    [InlineData("'data:image/png;base64,!!'")]
    [InlineData("'data:image/png,abc'")]
    [InlineData("'data:text/plain;base64,SGVsbG8='")]
    [InlineData("'Env:/PATH'")]
    [InlineData("[pscustomobject]@{ Nothing = 1 }")]
    [InlineData("[System.IO.FileInfo]'missing.png'")]
    public async Task A_hostile_input_is_an_error_and_the_others_are_edited(string input)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("fox.png"), Samples.Png);
        File.WriteAllText(session.PathOf("text.png"), "not an image at all");

        RunResult result = session.Run($"@('fox.png'; {input}; 'fox.png') | Edit-AIImage x");

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal("ImageReadFailed", result.ErrorId);
        Assert.Equal(ErrorCategory.ReadError, error.CategoryInfo.Category);
        if (input != "$null") Assert.NotNull(error.TargetObject);
        Assert.Equal(2, service.Requests.Count);
        Assert.Equal(2, result.Images.Count);
    }

    [Fact]
    public async Task A_stream_that_is_closed_is_an_error()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        MemoryStream closed = new(Samples.Png);
        closed.Dispose();

        RunResult result = session.Run("Edit-AIImage x -Image $closed", ("closed", closed));

        Assert.Equal("ImageReadFailed", result.ErrorId);
        Assert.Same(closed, result.Error.TargetObject);
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task The_properties_of_an_image_or_a_file_are_not_taken_for_options()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("fox.png"), Samples.Png);

        session.Run("""
            $file = [psobject][System.IO.FileInfo]$full
            $file.PSObject.Properties.Add([psnoteproperty]::new('Count', 3))
            $file | Edit-AIImage x
            $image = New-AIImage one
            $image | Edit-AIImage x -OutFile out.png
            $s = [System.Management.Automation.PSSerializer]
            $s::Deserialize($s::Serialize($image)) | Edit-AIImage x
            Edit-AIImage x -Image fox.png, fox.png
            """, ("full", session.PathOf("fox.png"))).ThrowIfFailed();

        Assert.Equal(5, service.Requests.Count);
        Assert.All(
            service.Requests.Where(request => request.At("tools.0.action") is not null),
            request => Assert.DoesNotContain(
                request.At("tools.0")!.AsObject(), option => option.Key is "size" or "quality" or "background"));
    }

    [Theory]
    [InlineData("'fox.png' | Edit-AIImage ''")]
    [InlineData("'fox.png' | Edit-AIImage '  '")]
    [InlineData("New-AIImage one | Edit-AIImage")]
    [InlineData("[pscustomobject]@{ Path = 'fox.png'; Prompt = '' } | Edit-AIImage")]
    public async Task A_prompt_is_required(string script)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllBytes(session.PathOf("fox.png"), Samples.Png);

        RunResult result = session.Run(script);

        Assert.Single(result.Errors);
        Assert.DoesNotContain(service.Requests, request => request.At("tools.0.action") is not null);
    }
}
