using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using ImageGen.Apis.Batches;
using ImageGen.Lifting;
using ImageGen.Service;
using Xunit;

namespace ImageGen.Tests.Batches;

/// <summary>The reader of output files against a parser that has each line whole in memory.</summary>
public sealed partial class OutputReaderPropertyTests
{
    private const int Documents = 60;

    public static IEnumerable<TheoryDataRow<int>> Seeds =>
        Enumerable.Range(1, Documents).Select(static seed => new TheoryDataRow<int>(seed));

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task It_reads_what_a_plain_parser_reads(int seed)
    {
        Random random = new(seed);
        List<Expected> expected = [];
        byte[] document = Write(random, expected);

        using RandomPieces pieces = new(document, new Random(seed));
        OutputReader reader = new(ServiceConnection.Sandbox(), _ => new MemorySink());
        List<OutputResult> results = [];
        long arrived = 0;
        await foreach (OutputResult result in reader.ReadAsync(pieces, 0, 0, length => arrived += length))
        {
            results.Add(result);
        }

        Assert.Equal(document.Length, arrived);
        Assert.Equal(expected.Count, results.Count);
        for (int at = 0; at < expected.Count; at++)
        {
            string wanted = Describe(
                expected[at].Id, expected[at].Failure, at + 1, expected[at].End, expected[at].Images);
            string read = Describe(
                results[at].CustomId,
                results[at].Failure?.ErrorId,
                results[at].Line,
                results[at].End,
                results[at].Images.Select(image => image.ReadAll()));
            string line = LongText().Replace(expected[at].Text, static match => $"({match.Length} characters)");
            Assert.True(wanted == read, $"Expected: {wanted}\nActual:   {read}\n{line}");
        }
    }

    private static string Describe(string? id, string? failure, long line, long end, IEnumerable<byte[]> images)
    {
        IEnumerable<string> prints = images.Select(
            image => $"{image.Length}:{Convert.ToHexString(SHA256.HashData(image))[..8]}");
        return $"line {line} until {end}, id {id}, failure {failure}, images {string.Join(" ", prints)}";
    }

    [Fact]
    public void The_documents_hold_all_that_a_line_can_be()
    {
        List<Expected> all = [];
        foreach (TheoryDataRow<int> seed in Seeds) Write(new Random(seed.Data), all);

        Assert.Equal(
            ["ContentRejected", "InvalidRequest", "InvalidResponse", "NoImageReturned", "ResponseFailed"],
            all.Select(line => line.Failure).OfType<string>().Distinct().Order());
        Assert.Contains(all, line => line is { Failure: "InvalidResponse", Id: null });
        Assert.Contains(all, line => line is { Failure: "InvalidResponse", Id: not null, Images.Count: > 0 });
        Assert.Contains(all, line => line.Failure is null && line.Images.Count == 3);
        Assert.True(all.Count > Documents * 5);
    }

    /// <summary>Lines of which some stand twice, some are cut off, and some have nothing between them.</summary>
    private static byte[] Write(Random random, List<Expected> expected)
    {
        StringBuilder document = new();
        List<(string Text, int IdEnd)> written = [];
        for (int left = random.Next(4, 12); left > 0; left--)
        {
            RandomLine line = new(random);
            (string Text, int IdEnd) next = written.Count > 0 && random.Next(6) == 0
                ? written[random.Next(written.Count)]
                : (line.Write($"row-{random.Next(100)}"), line.IdEnd);
            written.Add(next);
            bool isCut = random.Next(5) == 0;
            bool isCutLate = random.Next(2) == 0;
            string text = isCut
                ? next.Text[..random.Next(isCutLate ? next.Text.Length * 9 / 10 : 1, next.Text.Length)]
                : next.Text;
            document.Append(text);
            bool isLast = left == 1 && random.Next(2) == 0;
            int behind = isLast ? 0 : 1;
            if (!isLast) document.Append('\n');
            expected.Add((isCut ? Rescue(text, next.IdEnd) : Parse(text)) with { Text = text, End = document.Length });
            if (behind > 0 && left > 1 && random.Next(4) == 0) document.Append("\r\n \n");
        }

        // Blank lines at the end belong to no line.
        return Encoding.ASCII.GetBytes(document.ToString());
    }

    private static Expected Parse(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        JsonElement line = document.RootElement;
        JsonElement response = line.GetProperty("response");
        bool hasBody = response.ValueKind == JsonValueKind.Object;
        JsonElement body = hasBody ? response.GetProperty("body") : default;
        bool isRefused = hasBody && body.TryGetProperty("error", out _);
        int status = hasBody ? response.GetProperty("status_code").GetInt32() : 0;
        List<byte[]> images = [];
        if (hasBody && body.TryGetProperty("data", out JsonElement data))
        {
            images.AddRange(data.EnumerateArray().Select(datum => datum.GetProperty("b64_json").GetBytesFromBase64()));
        }

        JsonElement error = line.GetProperty("error");
        string? failure = isRefused ? IdOf(body.GetProperty("error"), status)
            : error.ValueKind == JsonValueKind.Object ? IdOf(error, 0)
            : status >= 400 ? "ResponseFailed"
            : images.Count == 0 ? "NoImageReturned"
            : null;
        return new Expected(line.GetProperty("custom_id").GetString(), failure, failure is null ? images : []);
    }

    /// <summary>
    /// Of a line that was cut its images are had that are long and whole, and its id where it stands in front.
    /// </summary>
    private static Expected Rescue(string text, int idEnd)
    {
        string plain = Escapes().Replace(text, static match => Unescape(match.Value));
        string? id = idEnd <= Math.Min(text.Length, CustomId.Window) ? IdField().Match(plain).Groups[1].Value : null;
        return new Expected(id, "InvalidResponse",
        [
            .. LongImages(text).Select(image => Convert.FromBase64String(
                Escapes().Replace(image, static match => Unescape(match.Value)))),
        ]);
    }

    private static IEnumerable<string> LongImages(string text) => Pairs().Matches(text)
        .Where(match => Escapes().Replace(match.Groups[1].Value, static e => Unescape(e.Value)) == "b64_json")
        .Select(match => match.Groups[2].Value)
        .Where(image => image.Length >= ImageLifter.Threshold);

    private static string IdOf(JsonElement error, int status) =>
        error.GetProperty("code").GetString() == "moderation_blocked" ? "ContentRejected"
        : status == 400 ? "InvalidRequest"
        : "ResponseFailed";

    private static string Unescape(string escape)
    {
        char found = escape.Length == 2 ? escape[1] : (char)Convert.ToInt32(escape[2..], 16);
        return char.IsAsciiLetterOrDigit(found) || found is '/' or '+' or '=' or '_' or '-' ? found.ToString() : escape;
    }

    [GeneratedRegex(@"\\/|\\u[0-9a-f]{4}")]
    private static partial Regex Escapes();

    [GeneratedRegex(@"[A-Za-z0-9+/=]{200,}")]
    private static partial Regex LongText();

    [GeneratedRegex(@"""custom_id""\s*:\s*""(row-\d+)""")]
    private static partial Regex IdField();

    [GeneratedRegex(@"""((?:[^""\\]|\\.)*)""\s*:\s*""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Pairs();

    private sealed record Expected(string? Id, string? Failure, IReadOnlyList<byte[]> Images)
    {
        public string Text { get; init; } = string.Empty;

        public long End { get; init; }
    }

    /// <summary>Gives its bytes in pieces of any length.</summary>
    private sealed class RandomPieces(byte[] bytes, Random random) : MemoryStream(bytes, writable: false)
    {
        public override Task<int> ReadAsync(
            byte[] buffer, int offset, int count, System.Threading.CancellationToken token) =>
            Task.FromResult(
                Read(buffer, offset, Math.Min(count, random.Next(3) == 0 ? 1 + random.Next(9) : random.Next(1, 9000))));
    }
}
