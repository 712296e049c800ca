using System;
using System.ClientModel;
using System.Collections.Generic;
using System.IO;
using System.Threading.Tasks;
using ImageGen.Benchmarks.Clients;
using OpenAI.Responses;

namespace ImageGen.Benchmarks.Rows;

/// <summary>A file to edit over the Responses API, as base64 in JSON: as large as the service takes it.</summary>
internal sealed class JsonUploadRow : IRow
{
    private const int Megabytes = 15;

    public string Name => "upload-json";

    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        UploadFile file = UploadFile.Create(bench, Megabytes);
        AIImageService service = bench.Runspace.Connect(file.BaseUri);
        ResponsesClient sdk = new(
            new ApiKeyCredential(ServiceKeys.Key), new ResponsesClientOptions { Endpoint = file.BaseUri });
        IReadOnlyList<Measurement> medians = await bench.Rounds.CompareAsync(
            [() => EditAsync(bench, file, service), () => EditAsync(sdk, file)], times: 2);

        string title = $"Upload of {Megabytes} MB, in JSON";
        yield return file.ToFigure(title, medians[0], floor: null);
        yield return Figure.Of(title, "OpenAI .NET", medians[1]);
    }

    private static Task EditAsync(Bench bench, UploadFile file, AIImageService service)
    {
        bench.Runspace.Invoke(shell => shell.AddCommand("Edit-AIImage")
            .AddParameter("Prompt", "at night")
            .AddParameter("Path", file.Path)
            .AddParameter("Service", service));
        return Task.CompletedTask;
    }

    private static async Task EditAsync(ResponsesClient client, UploadFile file)
    {
        await using FileStream stream = File.OpenRead(file.Path);
        ResponseItem message = ResponseItem.CreateUserMessageItem(
        [
            ResponseContentPart.CreateInputTextPart("at night"),
            ResponseContentPart.CreateInputImagePart(await BinaryData.FromStreamAsync(stream, "image/png")),
        ]);
        CreateResponseOptions options = new("gpt-5.6-sol", [message]);
        options.Tools.Add(ResponseTool.CreateImageGenerationTool("gpt-image-1"));
        await client.CreateResponseAsync(options);
    }
}
