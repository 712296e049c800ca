using System;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Warnings, verbose, debug, -WhatIf, time limit and retries.</summary>
public sealed class NewStreamsTests
{
    [Theory]
    [InlineData("-Model gpt-4o", "gpt-4o", "2027-01-14", "gpt-6-luna")]
    [InlineData("-Model gpt-5-2025-08-07", "gpt-5", "2026-12-11", "gpt-6.1-sol")]
    [InlineData("-Model gpt-4o-2024-05-13", "gpt-4o-2024-05-13", "was shut down on 2026-10-23", "gpt-6-luna")]
    [InlineData("-ImageModel dall-e-2", "dall-e-2", "2026-05-12", "gpt-image-2.6-flare")]
    [InlineData("-ImageModel gpt-image-1", "gpt-image-1", "2026-10-23", "gpt-image-2.6-sunburst")]
    public async Task A_model_that_ends_draws_one_warning_a_call_with_date_and_successor(
        string parameters, string name, string date, string successor)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"'one', 'two' | New-AIImage {parameters}").ThrowIfFailed();

        string warning = Assert.Single(result.Warnings);
        Assert.Contains($"'{name}'", warning);
        Assert.Contains(date, warning);
        Assert.Contains(successor, warning);
        Assert.Equal(2, service.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-Model gpt-7-unheard-of -ImageModel gpt-image-9-unheard-of")]
    public async Task A_current_or_unknown_model_draws_no_warning(string parameters)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"New-AIImage one {parameters}").ThrowIfFailed();

        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task WhatIf_sends_nothing_and_writes_nothing()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("'one', 'two' | New-AIImage -OutFile './new/{slug}' -Count 2 -WhatIf")
            .ThrowIfFailed();

        Assert.Empty(result.Output);
        Assert.Empty(service.Requests);
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(session.Folder));
    }

    [Fact]
    public async Task Verbose_is_one_line_a_request_with_id_status_and_tokens()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            Samples.Response(), headers: ("x-request-id", "req_77"));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("'one', 'two' | New-AIImage -Verbose").ThrowIfFailed();

        string[] lines = [.. result.Verbose.Where(line => line.Contains("status"))];
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line =>
        {
            Assert.Contains("req_77", line);
            Assert.Contains("200", line);
            Assert.Contains("4332", line);
            Assert.Contains(" ms", line);
        });
    }

    [Fact]
    public async Task Debug_shows_both_documents_without_the_key_and_with_base64_as_its_length()
    {
        byte[] large = [.. Samples.Png, .. new byte[9000]];
        await using LoopbackService service = await ServiceScript.CountingAsync(large);
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            $"$i = New-AIImage 'one'; $i | Edit-AIImage 'my key is {LoopbackService.Key}' -Context Data -Debug")
                .ThrowIfFailed();

        string debug = string.Join("\n", result.Debug);
        Assert.Contains("\"input_image\"", debug);
        Assert.Contains("\"image_generation_call\"", debug);
        Assert.DoesNotContain(LoopbackService.Key, debug);
        Assert.DoesNotContain(Convert.ToBase64String(large)[..64], debug);
        Assert.Contains($"{Convert.ToBase64String(large).Length} characters", debug);
    }

    [Fact]
    public async Task A_run_without_common_parameters_writes_to_the_output_alone()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage one").ThrowIfFailed();

        Assert.Empty(result.Verbose);
        Assert.Empty(result.Debug);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task The_time_limit_ends_a_request_that_hangs()
    {
        TaskCompletionSource aborted = new();
        await using LoopbackService service = await LoopbackService.StartAsync((context, _) =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            return aborted.Task;
        });
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage one -TimeoutSec 2");

        Assert.Equal("ResultUnknown", result.ErrorId);
        Assert.Contains("2 second", result.Error.ToString());
        await aborted.Task.Soon();
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task A_refused_request_is_sent_again_as_often_as_told(int retries)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            Samples.Error("slow down", "rate_limit_exceeded"), 429, ("retry-after-ms", "1"));
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"New-AIImage one -MaximumRetryCount {retries} -Verbose");

        Assert.Equal("RateLimited", result.ErrorId);
        Assert.Equal(retries + 1, service.Requests.Count);
        Assert.Equal(retries, result.Verbose.Count(line => line.StartsWith("Retry ", StringComparison.Ordinal)));
    }
}
