using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ImageGen.Benchmarks.Service;

/// <summary>
/// Batches that are completed the moment they are created. Nothing of them is kept: the id of each file says whose rows
/// it has and how many, and the output file is made while it is read.
/// </summary>
internal static class BatchAnswers
{
    private static readonly ConcurrentDictionary<int, byte[]> s_images = new();

    public static void Map(WebApplication application)
    {
        const string Base = "/{length:int}/{delay:int}/v1";
        application.MapPost($"{Base}/files", UploadAsync);
        application.MapGet($"{Base}/files/{{id}}/content", WriteOutputAsync);
        application.MapPost($"{Base}/batches", CreateAsync);
    }

    private static async Task UploadAsync(HttpContext context)
    {
        IFormCollection form = await context.Request.ReadFormAsync();
        using StreamReader lines = new(form.Files[0].OpenReadStream());
        string? first = null;
        int rows = 0;
        while (await lines.ReadLineAsync() is string line)
        {
            first ??= line;
            rows++;
        }

        string record = ((string)JsonNode.Parse(first!)!["custom_id"]!).Split('-')[0];
        await WriteAsync(context, new JsonObject
        {
            ["id"] = $"{record}-{rows}",
            ["object"] = "file",
            ["bytes"] = form.Files[0].Length,
            ["filename"] = form.Files[0].FileName,
            ["purpose"] = "batch",
        });
    }

    private static async Task CreateAsync(HttpContext context)
    {
        JsonNode wanted = (await JsonNode.ParseAsync(context.Request.Body))!;
        string file = (string)wanted["input_file_id"]!;
        int rows = RowsOf(file);
        await WriteAsync(context, new JsonObject
        {
            ["id"] = $"batch_{file}",
            ["object"] = "batch",
            ["endpoint"] = (string)wanted["endpoint"]!,
            ["input_file_id"] = file,
            ["output_file_id"] = file,
            ["metadata"] = wanted["metadata"]!.DeepClone(),
            ["status"] = "completed",
            ["created_at"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["completed_at"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["request_counts"] = new JsonObject { ["total"] = rows, ["completed"] = rows, ["failed"] = 0 },
        });
    }

    private static async Task WriteOutputAsync(HttpContext context, int length, string id)
    {
        byte[] image = s_images.GetOrAdd(
            length, size => Encoding.ASCII.GetBytes(Convert.ToBase64String(PreparedAnswer.CreateImage(size))));
        string record = id.Split('-')[0];
        byte[] after = Encoding.ASCII.GetBytes(
            "\"}],\"output_format\":\"png\",\"quality\":\"low\",\"size\":\"1024x1024\",\"usage\":{\"input_tokens\":10,"
            + "\"input_tokens_details\":{\"image_tokens\":0,\"text_tokens\":10},\"output_tokens\":196,"
            + "\"total_tokens\":206}}},\"error\":null}\n");
        Stream body = context.Response.Body;
        foreach (int row in RowNumbers(RowsOf(id)))
        {
            await body.WriteAsync(Encoding.ASCII.GetBytes(
                $"{{\"id\":\"batch_req_{row}\",\"custom_id\":\"{record}-{row}\",\"response\":{{\"status_code\":200,"
                + $"\"request_id\":\"req_{row}\",\"body\":{{\"created\":1789428283,\"data\":[{{\"b64_json\":\""));
            await body.WriteAsync(image, context.RequestAborted);
            await body.WriteAsync(after);
        }
    }

    /// <summary>Not in the order of the input, as the services have it.</summary>
    private static IEnumerable<int> RowNumbers(int rows)
    {
        int[] numbers = new int[rows];
        for (int row = 0; row < rows; row++) numbers[row] = row + 1;
        new Random(rows).Shuffle(numbers);
        return numbers;
    }

    private static int RowsOf(string file) => int.Parse(file.Split('-')[^1], CultureInfo.InvariantCulture);

    private static Task WriteAsync(HttpContext context, JsonObject json)
    {
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json.ToJsonString());
    }
}
