using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>
/// What comes through the pipeline: its position, its numbers, and what is not meant to be edited or redrawn.
/// </summary>
public sealed class PipelineInputTests
{
    [Theory]
    [InlineData("'a', '', 'b' | New-AIImage")]
    [InlineData("'a', 'blank', 'b' | ForEach-Object "
        + "{ [pscustomobject]@{ Prompt = if ($_ -eq 'blank') { '' } else { $_ } } } | New-AIImage")]
    [InlineData("[pscustomobject]@{ Prompt = 'a' }, [pscustomobject]@{ Prompt = 'x'; Api = 'nonsense' }, "
        + "[pscustomobject]@{ Prompt = 'b' } | New-AIImage")]
    [InlineData("[pscustomobject]@{ Prompt = 'a' }, [pscustomobject]@{ Colour = 'x' }, "
        + "[pscustomobject]@{ Prompt = 'b' } | New-AIImage")]
    [InlineData("[pscustomobject]@{ Prompt = 'a' }, [pscustomobject]@{ Prompt = 'x'; Count = '1,0' }, "
        + "[pscustomobject]@{ Prompt = 'b' } | New-AIImage")]
    [InlineData("[pscustomobject]@{ Prompt = 'a' }, [pscustomobject]@{ Prompt = 'x'; ResponseId = 'resp_1' }, "
        + "[pscustomobject]@{ Prompt = 'b' } | New-AIImage")]
    public async Task Every_input_counts_for_the_index_also_one_that_fails(string script)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(script);

        Assert.Single(result.Errors);
        Assert.Equal([("a", 0), ("b", 2)], result.Images.Select(image => (image.Prompt!, image.Index)));
    }

    [Theory]
    [InlineData("Count", "1,0")]
    [InlineData("Count", "1,5")]
    [InlineData("Count", "2.5")]
    [InlineData("Count", "1 0")]
    [InlineData("Count", "0x2")]
    [InlineData("Count", "1e1")]
    [InlineData("Count", "0")]
    [InlineData("Count", "abc")]
    [InlineData("OutputCompression", "7,5")]
    [InlineData("OutputCompression", "101")]
    [InlineData("OutputCompression", "-1")]
    public async Task A_number_that_is_none_is_an_error_of_its_row(string column, string value)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"[pscustomobject]@{{ Prompt = 'a'; {column} = '{value}' }}, "
            + "[pscustomobject]@{ Prompt = 'b' } | New-AIImage");
        RunResult typed = session.Run($"New-AIImage a -{column} '{value}'");

        Assert.All(new[] { result, typed }, run =>
        {
            Assert.Equal("InvalidRequest", run.ErrorId);
            Assert.Contains($"-{column}", run.Error.ToString());
            Assert.Contains($"'{value}'", run.Error.ToString());
        });
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData("'2'")]
    [InlineData("'2.0'")]
    [InlineData("' 2 '")]
    [InlineData("2")]
    [InlineData("2.0")]
    [InlineData("[decimal]2")]
    public async Task A_whole_number_is_taken_in_any_form(string value)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        session.Run($"[pscustomobject]@{{ Prompt = 'a'; Count = {value} }} | New-AIImage").ThrowIfFailed();
        session.Run($"New-AIImage a -Count {(value.StartsWith('[') ? $"({value})" : value)}").ThrowIfFailed();

        Assert.Equal(4, service.Requests.Count);
    }

    [Theory]
    [InlineData("New-AIImage a | New-AIImage 'y'")]
    [InlineData("New-AIImage a | New-AIImage")]
    [InlineData("[pscustomobject]@{ Prompt = 'y'; Image = 'a.png' } | New-AIImage")]
    [InlineData("[pscustomobject]@{ Prompt = 'y'; LiteralPath = 'a.png' } | New-AIImage")]
    [InlineData("[pscustomobject]@{ Prompt = 'y'; FullName = 'a.png' } | New-AIImage")]
    [InlineData("[pscustomobject]@{ Prompt = 'y'; ResponseId = 'resp_1' } | New-AIImage")]
    public async Task New_refuses_what_would_be_an_edit(string script)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(script);

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains("Edit-AIImage", result.Error.ToString());
        Assert.True(service.Requests.Count <= 1);
    }

    [Theory]
    [InlineData("Edit-AIImage two")]
    [InlineData("Get-AIImageStream two -PartialImages 0")]
    public async Task Previews_from_the_pipeline_are_passed_over_with_one_warning(string command)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(async (context, request) =>
        {
            if (request.TextAt("stream") != "true") await LoopbackService.WriteJsonAsync(context, Samples.Response());
            else await StreamScript.WriteAsync(context);
        });
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"Get-AIImageStream one | {command}").ThrowIfFailed();

        Assert.Equal(2, service.Requests.Count);
        Assert.Single(result.Warnings, warning => warning.Contains("Previews"));
    }

    [Theory]
    [InlineData("out/y.png", "./out/y.png")]
    [InlineData("out/y.png", "out/../out/y.png")]
    [InlineData("y.png", "./y.png")]
    public async Task One_file_spelt_two_ways_is_claimed_once(string first, string second)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"[pscustomobject]@{{ Prompt = 'a'; OutFile = '{first}' }}, "
            + $"[pscustomobject]@{{ Prompt = 'b'; OutFile = '{second}' }} | New-AIImage");

        Assert.Equal("FileExists", result.ErrorId);
        Assert.Single(service.Requests);
        Assert.Equal("a", Assert.Single(result.Images).Prompt);
    }

    [Theory]
    [InlineData(401, "invalid_api_key", "AuthenticationFailed", 1)]
    [InlineData(429, "insufficient_quota", "QuotaExceeded", 1)]
    [InlineData(403, "unsupported_country_region_territory", "AccessDenied", 1)]
    [InlineData(403, "model_not_found", "AccessDenied", 3)]
    [InlineData(400, "invalid_value", "InvalidRequest", 3)]
    public async Task After_an_error_that_can_only_repeat_nothing_more_is_sent(
        int status, string code, string id, int requests)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Error("no", code), status);
        using ModuleSession session = ModuleSession.With(service);

        RunResult made = session.Run("'a', 'b', 'c' | New-AIImage -Model gpt-6-luna");
        int sent = service.Requests.Count;
        RunResult got = session.Run("'resp_1', 'resp_2', 'resp_3' | Get-AIImage");

        Assert.All(made.Errors.Concat(got.Errors), error => Assert.StartsWith(id, error.FullyQualifiedErrorId));
        Assert.Equal(["a", "b", "c"], made.Errors.Select(error => error.TargetObject));
        Assert.Equal((requests, requests), (sent, service.Requests.Count - sent));
    }

    [Fact]
    public async Task A_token_that_is_refused_is_renewed_once_before_the_run_ends()
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, request) =>
            request.Headers["Authorization"] == "Bearer token-2"
                ? LoopbackService.WriteJsonAsync(context, Samples.Response())
                : LoopbackService.WriteJsonAsync(context, Samples.Error("expired"), 401));
        using ModuleSession session = new();

        RunResult result = session.Run($$"""
            $global:asked = 0
            $azure = '{{service.BaseUri.GetLeftPart(UriPartial.Authority)}}'
            Connect-AIImageService -AzureEndpoint $azure -ImageDeployment pictures -AccessToken {
                "token-$((++$global:asked))" }
            'a', 'b' | New-AIImage
            $global:asked = 9
            """).ThrowIfFailed();

        Assert.Equal(2, result.Images.Count);
        Assert.Equal(3, service.Requests.Count);
    }

    [Fact]
    public async Task A_file_that_was_retouched_is_sent_as_bytes_with_a_warning()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        session.Run("New-AIImage a -OutFile o.png -Sidecar").ThrowIfFailed();
        RunResult same = session.Run("Get-AIImage ./o.png | Edit-AIImage b").ThrowIfFailed();
        byte[] bytes = File.ReadAllBytes(session.PathOf("o.png"));
        File.WriteAllBytes(session.PathOf("o.png"), [.. bytes, 0]);

        RunResult changed = session.Run("Get-AIImage ./o.png | Edit-AIImage b").ThrowIfFailed();

        Assert.Equal("\"resp_1\"", service.Requests[1].TextAt("previous_response_id"));
        Assert.Empty(same.Warnings);
        Assert.Null(service.Requests[2].TextAt("previous_response_id"));
        Assert.NotNull(service.Requests[2].TextAt("input.0.content.1.image_url"));
        Assert.Contains("o.png", Assert.Single(changed.Warnings));
    }

    [Fact]
    public async Task An_organization_without_data_retention_is_sent_bytes_and_remembered()
    {
        await using LoopbackService service = await LoopbackService.StartAsync((context, request) =>
            request.TextAt("previous_response_id") is null
                ? LoopbackService.WriteJsonAsync(context, Samples.Response())
                : LoopbackService.WriteJsonAsync(context, """
                    {"error":{"message":"Previous response cannot be used for this organization due to Zero Data Retention.",
                    "type":"invalid_request_error","param":"previous_response_id","code":null}}
                    """, 400));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("$i = New-AIImage a; $i | Edit-AIImage b; $i | Edit-AIImage c").ThrowIfFailed();

        Assert.Equal([null, "\"resp_1\"", null, null], service.Requests.Select(request =>
            request.TextAt("previous_response_id")));
        Assert.Contains(result.Warnings, warning => warning.Contains("Zero Data Retention"));
        Assert.All(service.Requests.Skip(2), request => Assert.NotNull(request.TextAt("input.0.content.1.image_url")));
    }

    [Theory]
    [InlineData("/nowhere/y.png")]
    [InlineData("taken/y.png")]
    public async Task A_copy_that_cannot_be_written_does_not_say_that_it_is_saved(string path)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);
        File.WriteAllText(session.PathOf("taken"), "a file");
        string target = path.StartsWith('/') ? "/proc" + path : path;

        RunResult result = session.Run($"New-AIImage a -OutFile a.png | Save-AIImage '{target}'");

        Assert.Equal("ImageWriteFailed", result.ErrorId);
        Assert.DoesNotContain("is saved", result.Error.ToString());
    }

    [Fact]
    public async Task A_copy_of_a_file_that_is_gone_says_so()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            "$i = New-AIImage a -OutFile a.png; [System.IO.File]::Delete($i.FullName); $i | Save-AIImage b.png");

        Assert.Equal("ImageReadFailed", result.ErrorId);
        Assert.Contains("a.png", result.Error.ToString());
    }
}
