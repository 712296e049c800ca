using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Where each parameter stands in the JSON of the request.</summary>
public sealed class NewOptionsTests
{
    [Theory]
    [InlineData("-Model gpt-5.5", "model", "\"gpt-5.5\"")]
    [InlineData("-ImageModel gpt-image-2", "tools.0.model", "\"gpt-image-2\"")]
    [InlineData("-Size 1536x1024", "tools.0.size", "\"1536x1024\"")]
    [InlineData("-Size 4711x1", "tools.0.size", "\"4711x1\"")]
    [InlineData("-Quality xhigh", "tools.0.quality", "\"xhigh\"")]
    [InlineData("-Quality unheard-of", "tools.0.quality", "\"unheard-of\"")]
    [InlineData("-Background transparent", "tools.0.background", "\"transparent\"")]
    [InlineData("-OutputFormat webp", "tools.0.output_format", "\"webp\"")]
    [InlineData("-Format jpeg", "tools.0.output_format", "\"jpeg\"")]
    [InlineData("-OutputCompression 50", "tools.0.output_compression", "50")]
    [InlineData("-OutputCompression 0", "tools.0.output_compression", "0")]
    [InlineData("-Compression 100", "tools.0.output_compression", "100")]
    [InlineData("-Moderation low", "tools.0.moderation", "\"low\"")]
    [InlineData("-Complexity high", "tools.0.complexity", "\"high\"")]
    [InlineData("-Instructions 'be bold'", "instructions", "\"be bold\"")]
    [InlineData("", "tool_choice", """{"type":"image_generation"}""")]
    [InlineData("-ToolChoice image_generation", "tool_choice", """{"type":"image_generation"}""")]
    [InlineData("-ToolChoice auto", "tool_choice", "\"auto\"")]
    [InlineData("-ToolChoice required", "tool_choice", "\"required\"")]
    [InlineData("-NoStore", "store", "false")]
    [InlineData("", "store", null)]
    [InlineData("", "stream", null)]
    [InlineData("-SafetyIdentifier user-1", "safety_identifier", "\"user-1\"")]
    [InlineData("-Metadata @{ job = 7 }", "metadata", """{"job":"7"}""")]
    [InlineData("-AdditionalProperty @{ frame_count = 4 }", "tools.0.frame_count", "4")]
    [InlineData("-AdditionalProperty @{ svg = @{ model = 'x'; deep = @(1, $true, $null) } }",
        "tools.0.svg.deep", "[1,true,null]")]
    [InlineData(
        "-AdditionalProperty @{ at = [datetime]'2026-11-25T13:30:00' }", "tools.0.at", "\"2026-11-25T13:30:00\"")]
    [InlineData(
        "-AdditionalBody @{ x = @{ at = [datetimeoffset]'2026-11-25T13:30:00.5-02:00' } }",
        "x.at",
        "\"2026-11-25T13:30:00.5-02:00\"")]
    [InlineData("-AdditionalBody @{ days = [dateonly]::new(2026, 11, 25), 1 }", "days", "[\"2026-11-25\",1]")]
    [InlineData("-Metadata @{ day = [datetime]'2026-11-25' }", "metadata", """{"day":"2026-11-25T00:00:00"}""")]
    [InlineData("-AdditionalBody @{ service_tier = 'flex' }", "service_tier", "\"flex\"")]
    [InlineData(
        "-AdditionalBody @{ reasoning = [pscustomobject]@{ effort = 'low' } }", "reasoning", """{"effort":"low"}""")]
    public async Task A_parameter_stands_in_the_request(string parameters, string path, string? json)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        session.Run($"New-AIImage 'a fox' {parameters}").ThrowIfFailed();

        Assert.Equal(json, Assert.Single(service.Requests).TextAt(path));
    }

    [Fact]
    public async Task A_plain_prompt_sends_the_model_names_the_prompt_and_nothing_else()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        session.Run("New-AIImage 'a fox'").ThrowIfFailed();

        ReceivedRequest request = Assert.Single(service.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("/v1/responses", request.Path);
        Assert.Equal($"Bearer {LoopbackService.Key}", request.Headers["Authorization"]);
        Assert.Equal(["input", "model", "tool_choice", "tools"], request.Json.Select(property => property.Key).Order());
        Assert.Equal("""[{"type":"image_generation","model":"gpt-image-2.6-sunburst"}]""", request.TextAt("tools"));
        Assert.Equal("\"a fox\"", request.TextAt("input.0.content.0.text"));
    }

    [Theory]
    [InlineData("-AdditionalProperty @{ size = '1x1' }", "size")]
    [InlineData("-AdditionalProperty @{ model = 'x' }", "model")]
    [InlineData("-AdditionalBody @{ model = 'x' }", "model")]
    [InlineData("-AdditionalBody @{ stream = $true }", "stream")]
    public async Task A_field_that_the_module_sets_is_refused_in_an_additional_table(string parameters, string field)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"New-AIImage 'a fox' {parameters}");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains($"'{field}'", result.Error.ToString());
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData("$m = @{}; 1..17 | ForEach-Object { $m[\"k$_\"] = 1 }")]
    [InlineData("$m = @{ ('k' * 65) = 'v' }")]
    [InlineData("$m = @{ k = 'v' * 513 }")]
    public async Task Metadata_beyond_the_limits_is_refused_before_anything_is_sent(string table)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"{table}; New-AIImage 'a fox' -Metadata $m");

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains("-Metadata", result.Error.ToString());
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task Metadata_at_the_limits_is_sent()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        session.Run("""
            $m = @{ ('k' * 64) = 'v' * 512 }
            1..15 | ForEach-Object { $m["k$_"] = $_ }
            New-AIImage 'a fox' -Metadata $m
            """).ThrowIfFailed();

        Assert.Equal(16, service.Requests[0].At("metadata")!.AsObject().Count);
    }

    [Theory]
    [InlineData("-OutputCompression 101")]
    [InlineData("-OutputCompression -1")]
    [InlineData("-Count 0")]
    [InlineData("-Count 1001")]
    [InlineData("-Model gpt-image-2 -ImageModel gpt-image-1.5")]
    public async Task What_cannot_work_is_an_error_before_anything_is_sent(string parameters)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"New-AIImage 'a fox' {parameters}");

        Assert.Contains(result.ErrorId, new[] { "InvalidRequest", "ServiceUnsupported" });
        Assert.Equal("a fox", result.Error.TargetObject);
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData("-SafetyIdentifier ''")]
    [InlineData("-SafetyIdentifier ('x' * 129)")]
    [InlineData("-TimeoutSec -1")]
    [InlineData("-MaximumRetryCount -1")]
    public async Task What_no_value_can_be_does_not_bind(string parameters)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"New-AIImage 'a fox' {parameters}");

        Assert.StartsWith("Parameter", result.ErrorId);
        Assert.Empty(service.Requests);
    }
}
