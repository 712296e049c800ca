using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Threading.Tasks;
using ImageGen.Benchmarks.Clients;
using OpenAI;
using OpenAI.Images;

namespace ImageGen.Benchmarks.Rows;

/// <summary>A file of 20 MB to edit over the Images API, as a form.</summary>
internal sealed class FormUploadRow : IRow
{
    private const int Megabytes = 20;

    private readonly HttpClient _http = new();

    public string Name => "upload-form";

    public async IAsyncEnumerable<Figure> MeasureAsync(Bench bench)
    {
        UploadFile file = UploadFile.Create(bench, Megabytes);
        AIImageService service = bench.Runspace.Connect(file.BaseUri);
        ImageClient sdk = new(
            "gpt-image-2",
            new System.ClientModel.ApiKeyCredential(ServiceKeys.Key),
            new OpenAIClientOptions { Endpoint = file.BaseUri });
        IReadOnlyList<Measurement> medians = await bench.Rounds.CompareAsync(
            [() => PostAsync(file), () => EditAsync(bench, file, service), () => EditAsync(sdk, file)], times: 2);

        string title = $"Upload of {Megabytes} MB, a form";
        yield return Figure.Of(title, "HttpClient", medians[0]);
        yield return file.ToFigure(title, medians[1], medians[0]);
        yield return Figure.Of(title, "OpenAI .NET", medians[2]);
    }

    private async Task PostAsync(UploadFile file)
    {
        await using FileStream stream = File.OpenRead(file.Path);
        StreamContent image = new(stream);
        image.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using MultipartFormDataContent form = new()
        {
            { new StringContent("gpt-image-2"), "model" },
            { new StringContent("at night"), "prompt" },
            { image, "image", "image.png" },
        };
        using HttpResponseMessage response = await _http.PostAsync(new Uri(file.BaseUri + "/images/edits"), form);
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync();
    }

    private static Task EditAsync(Bench bench, UploadFile file, AIImageService service)
    {
        bench.Runspace.Invoke(shell => shell.AddCommand("Edit-AIImage")
            .AddParameter("Prompt", "at night")
            .AddParameter("Path", file.Path)
            .AddParameter("Model", "gpt-image-2")
            .AddParameter("Service", service));
        return Task.CompletedTask;
    }

    private static async Task EditAsync(ImageClient client, UploadFile file)
    {
        await using FileStream stream = File.OpenRead(file.Path);
        await client.GenerateImageEditAsync(stream, "image.png", "at night");
    }
}
