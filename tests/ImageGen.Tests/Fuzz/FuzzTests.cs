using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using ImageGen.Files;
using ImageGen.Http;
using ImageGen.Runs;
using ImageGen.Tests.Client.Lifting;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Fuzz;

/// <summary>
/// Spoiled input for everything that reads what comes from outside. A few hundred inputs each; more for as many seconds
/// as IMAGEGEN_FUZZ_SECONDS says, from another start each time.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output) : IDisposable
{
    private const int Usual = 300;

    private static readonly int s_seconds =
        int.TryParse(Environment.GetEnvironmentVariable("IMAGEGEN_FUZZ_SECONDS"), out int seconds) ? seconds : 0;

    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Events_are_what_a_plain_parser_reads_however_they_are_split() =>
        RunAsync([.. FuzzSeeds.Streams, .. FuzzSeeds.ImageStreams], async (random, input) =>
        {
            using PiecewiseStream stream = new(
                input, random.Next(1, 50), random.Next(4) == 0 ? random.Next(1, 9) : random.Next(1, 9000));
            ServerSentEventReader reader = new(stream);
            List<string> events = [];
            while (await reader.ReadAsync(default) is ServerSentEvent e)
            {
                events.Add($"{e.Name}|{Encoding.Latin1.GetString(e.Data.Span)}");
            }

            Assert.Equal(PlainEvents.Of(input), events);
        });

    [Fact]
    public Task Images_are_lifted_in_the_same_way_however_the_text_is_split() =>
        RunAsync([.. FuzzSeeds.Responses, .. FuzzSeeds.Streams, .. FuzzSeeds.Images, .. FuzzSeeds.ImageStreams], (
            random, input) =>
        {
            int most = random.Next(4) == 0 ? 8 : 9000;
            using LiftedDocument whole = LiftedDocument.Of(input);
            using LiftedDocument split = LiftedDocument.InPiecesOf(input, () => random.Next(1, most));

            Assert.True(whole.Text.SequenceEqual(split.Text));
            Assert.Equal(whole.Decoded, split.Decoded);
            Assert.True(whole.Text.Length <= input.Length + 100);
            return Task.CompletedTask;
        });

    [Fact]
    public Task An_answer_of_the_Responses_API_is_images_or_a_failure() =>
        EngineAsync(FuzzSeeds.Responses, false, false);

    [Fact]
    public Task A_stream_of_the_Responses_API_is_images_or_a_failure() => EngineAsync(FuzzSeeds.Streams, false, true);

    [Fact]
    public Task An_answer_of_the_Images_API_is_images_or_a_failure() => EngineAsync(FuzzSeeds.Images, true, false);

    [Fact]
    public Task A_stream_of_the_Images_API_is_images_or_a_failure() => EngineAsync(FuzzSeeds.ImageStreams, true, true);

    [Fact]
    public Task A_refusal_is_a_failure() => RunAsync(FuzzSeeds.Errors, async (random, input) =>
    {
        _ = ServiceError.Parse(Encoding.UTF8.GetString(input));
        EngineRun run = await FuzzHandler.RunAsync(input, false, false, random.Next(1, 100), random.Next(1, 9000), 400);
        Assert.Equal(400, run.RequireFailure().StatusCode);
    });

    [Fact]
    public Task A_sidecar_and_a_record_are_read_or_a_failure() => RunAsync(FuzzSeeds.Sidecars, (random, input) =>
    {
        string image = _folder.At("fox.png");
        if (!File.Exists(image)) File.WriteAllBytes(image, Samples.Png);
        File.WriteAllBytes(Sidecar.PathOf(image), input);
        File.WriteAllBytes(PendingRecord.PathOf(image), input);
        _ = PendingRecord.Find(image);
        try
        {
            Assert.Equal("png", Sidecar.Read(image).Format);
        }
        catch (AIImageException failure)
        {
            Assert.Equal("ImageReadFailed", failure.ErrorId);
        }

        return Task.CompletedTask;
    });

    [Fact]
    public Task The_header_of_a_picture_never_fails() => RunAsync(FuzzSeeds.Pictures, (_, input) =>
    {
        ImageHeader header = ImageHeader.Read(input);
        Assert.True(header.Width >= 0 && header.Height >= 0);
        return Task.CompletedTask;
    });

    private Task EngineAsync(IReadOnlyList<byte[]> seeds, bool isImages, bool isStream) =>
        RunAsync(seeds, async (random, input) =>
    {
        EngineRun run = await FuzzHandler.RunAsync(
            input, isImages, isStream, random.Next(1, 100), random.Next(1, 9000));
        Assert.True(run.Images.Count > 0 || run.Failure is not null);
        Assert.All(run.Images, image => Assert.True(image.Length > 0 || image.Status is "queued" or "in_progress"));
    });

    private async Task RunAsync(IReadOnlyList<byte[]> seeds, Func<Random, byte[], Task> check)
    {
        int start = s_seconds > 0 ? Environment.TickCount : 20261122;
        Random random = new(start);
        Mutator mutator = new(random, seeds);
        Stopwatch watch = Stopwatch.StartNew();
        long most = 0;
        long round = 0;
        for (; round < Usual || watch.Elapsed.TotalSeconds < s_seconds; round++)
        {
            byte[] input = mutator.Next();
            try
            {
                await check(random, input);
            }
            catch (Exception exception)
            {
                string text = Encoding.Latin1.GetString(input);
                Assert.Fail(
                    $"Start {start}, round {round}: {exception}\nInput of {input.Length}: "
                    + $"{text[..Math.Min(4000, text.Length)]}");
            }

            if (round % 1000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
        }

        output.WriteLine($"{round} inputs in {watch.Elapsed.TotalSeconds:0} s, at most {most / 1_000_000} MB");
    }
}
