using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>Which API a request goes to, and what the Images API makes of it.</summary>
public sealed class ImagesApiTests
{
    private const string Responses = "/v1/responses";
    private const string Generations = "/v1/images/generations";
    private const string Edits = "/v1/images/edits";

    [Theory]
    [InlineData("", Responses, "gpt-6-luna", "gpt-image-2.6-sunburst")]
    [InlineData("-Model gpt-5.5", Responses, "gpt-5.5", "gpt-image-2.6-sunburst")]
    [InlineData("-ImageModel gpt-image-2", Responses, "gpt-6-luna", "gpt-image-2")]
    [InlineData("-Model gpt-5.5 -ImageModel gpt-image-2", Responses, "gpt-5.5", "gpt-image-2")]
    [InlineData("-Model gpt-image-2", Generations, "gpt-image-2", null)]
    [InlineData("-Model gpt-image-2.5-flare-2026-09-08", Generations, "gpt-image-2.5-flare-2026-09-08", null)]
    [InlineData("-Model gpt-image-9-new", Generations, "gpt-image-9-new", null)]
    [InlineData("-Model gpt-image-2 -ImageModel gpt-image-2", Generations, "gpt-image-2", null)]
    [InlineData("-Model some-model", Responses, "some-model", "gpt-image-2.6-sunburst")]
    [InlineData("-Api Images", Generations, "gpt-image-2.6-sunburst", null)]
    [InlineData("-Api Images -ImageModel some-model", Generations, "some-model", null)]
    [InlineData("-Api Images -Model gpt-image-2", Generations, "gpt-image-2", null)]
    [InlineData("-Api Images -Model gpt-5.5", Generations, "gpt-image-2.6-sunburst", null)]
    [InlineData("-Api Responses -Model gpt-image-2", Responses, "gpt-6-luna", "gpt-image-2")]
    [InlineData("-Api Responses", Responses, "gpt-6-luna", "gpt-image-2.6-sunburst")]
    [InlineData("-Api Auto -Model gpt-image-2", Generations, "gpt-image-2", null)]
    public async Task The_kind_of_the_model_chooses_the_api_and_api_overrules(
        string parameters, string path, string model, string? imageModel)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"New-AIImage 'a fox' {parameters}").ThrowIfFailed();

        ReceivedRequest request = Assert.Single(service.Requests);
        Assert.Equal((path, model), (request.Path, (string?)request.At("model")));
        if (imageModel is not null) Assert.Equal(imageModel, (string?)request.At("tools.0.model"));
        AIImage image = Assert.Single(result.Images);
        Assert.Equal(path == Responses, image.ResponseId is not null);
        Assert.Equal("a fox", image.Prompt);
    }

    [Theory]
    [InlineData("New-AIImage x -Model gpt-image-2 -ImageModel gpt-image-1.5")]
    [InlineData("New-AIImage x -Model gpt-image-2 -ImageModel gpt-image-1.5 -Api Images")]
    [InlineData("Edit-AIImage x -Image file-1 -Model gpt-image-2 -ImageModel gpt-image-1.5 -Api Responses")]
    public async Task Two_image_models_are_one_too_many(string script)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(script);

        Assert.Equal("InvalidRequest", result.ErrorId);
        Assert.Contains("gpt-image-2", result.Error.ToString());
        Assert.Contains("gpt-image-1.5", result.Error.ToString());
        Assert.Empty(service.Requests);
    }

    [Fact]
    public async Task A_row_chooses_the_api_of_its_own_request()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        session.Run("""
            @([pscustomobject]@{ Prompt = 'one'; Model = 'gpt-image-2' }
              [pscustomobject]@{ Prompt = 'two'; Model = '' }) | New-AIImage
            """).ThrowIfFailed();

        Assert.Equal([Generations, Responses], service.Requests.Select(request => request.Path));
    }

    [Fact]
    public async Task The_image_model_of_the_connection_is_used()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        session.Run($"""
            Connect-AIImageService -ApiKey other-key-123 -BaseUri {service.BaseUri} -ImageModel my-model -Force
            New-AIImage 'a fox' -Api Images
            """).ThrowIfFailed();

        Assert.Equal("""{"model":"my-model","prompt":"a fox"}""", service.Requests[0].Json.ToJsonString());
    }

    [Fact]
    public async Task A_chain_over_the_images_api_sends_the_bytes_in_a_form()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            "New-AIImage one -Model gpt-image-2 | Edit-AIImage two -Model gpt-image-2 -Size 1024x1024").ThrowIfFailed();

        ReceivedRequest edit = service.Requests[1];
        Assert.Equal(Edits, edit.Path);
        Assert.Equal($"Bearer {LoopbackService.Key}", edit.Headers["Authorization"]);
        MultipartForm form = MultipartForm.Of(edit);
        Assert.Equal(["model", "prompt", "size", "image[]"], form.Names);
        Assert.Equal(Samples.Png, form.Find("image[]")!.Body);
        Assert.Equal(edit.Body.Length.ToString(), edit.Headers["Content-Length"]);
        AIImage image = Assert.Single(result.Images);
        Assert.Equal(("edit", "two", null), (image.Action, image.Prompt, image.ResponseId));
    }

    [Fact]
    public async Task An_image_of_the_images_api_goes_on_over_the_other_as_data()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        session.Run("New-AIImage one -Api Images | Edit-AIImage two").ThrowIfFailed();

        ReceivedRequest edit = service.Requests[1];
        Assert.Equal(Responses, edit.Path);
        Assert.Null(edit.At("previous_response_id"));
        Assert.Equal("data:image/png;base64," + Samples.PngBase64, (string?)edit.At("input.0.content.1.image_url"));
    }

    [Fact]
    public async Task A_result_of_the_other_api_goes_on_over_the_images_api_with_its_bytes_and_keeps_its_parent()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run("New-AIImage one | Edit-AIImage two -Api Images").ThrowIfFailed();

        Assert.Equal(Samples.Png, MultipartForm.Of(service.Requests[1]).Find("image[]")!.Body);
        AIImage image = Assert.Single(result.Images);
        Assert.Equal(("ig_1", "resp_1"), (image.ParentId, image.ParentResponseId));
    }

    [Theory]
    [InlineData("ig_1")]
    [InlineData("resp_1")]
    public async Task An_id_alone_cannot_go_on_over_the_images_api(string id)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"'{id}' | Edit-AIImage x -Api Images");

        Assert.Equal("ServiceUnsupported", result.ErrorId);
        Assert.Equal(id, result.Error.TargetObject);
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData("file-7", "images.0.file_id", "file-7")]
    [InlineData("https://example.com/a.png", "images.0.image_url", "https://example.com/a.png")]
    public async Task A_file_id_or_an_address_goes_as_json(string input, string path, string expected)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        session.Run($"'{input}' | Edit-AIImage x -Api Images").ThrowIfFailed();

        Assert.Equal(expected, (string?)Assert.Single(service.Requests).At(path));
        Assert.Equal("application/json", service.Requests[0].Headers["Content-Type"]);
    }

    [Theory]
    [InlineData("-Instructions 'be brief'", "-Instructions")]
    [InlineData("-ToolChoice auto", "-ToolChoice")]
    [InlineData("-NoStore", "-NoStore")]
    [InlineData("-Metadata @{ a = 1 }", "-Metadata")]
    [InlineData("-Model gpt-5.5", "-Model")]
    public async Task What_the_images_api_does_not_know_is_warned_of_once_and_not_sent(string parameters, string name)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"'one', 'two' | New-AIImage -Api Images {parameters}").ThrowIfFailed();

        Assert.StartsWith(name + " ", Assert.Single(result.Warnings));
        Assert.Equal(2, service.Requests.Count);
        Assert.All(service.Requests, request => Assert.Equal(
            ["model", "prompt"], request.Json.Select(property => property.Key)));
    }

    [Theory]
    [InlineData("-Model gpt-image-2")]
    [InlineData("-Model gpt-image-2 -Instructions ''")]
    [InlineData("-Instructions 'be brief' -ToolChoice auto -NoStore -Metadata @{ a = 1 }")]
    public async Task Nothing_is_warned_of_that_is_not_ignored(string parameters)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        Assert.Empty(session.Run($"New-AIImage x {parameters}").ThrowIfFailed().Warnings);
    }

    [Fact]
    public async Task WhatIf_says_what_would_be_made_and_sends_nothing()
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run(
            "New-AIImage 'a fox' -Model gpt-image-2 -Count 12 -Size 1024x1024 -OutFile fox.png -WhatIf")
                .ThrowIfFailed();

        Assert.Empty(service.Requests);
        Assert.Empty(result.Output);
        Assert.Empty(session.AllFiles());
    }

    [Theory]
    [InlineData(
        "New-AIImage 'a fox' -Count 12",
        "Generate 12 images at * with gpt-image-2 (size 1024x1024): 'a fox'. Estimated cost: * USD.")]
    [InlineData(
        "New-AIImage 'a fox' -OutFile fox.jpg",
        "Generate 1 image at * with gpt-image-2 (size 1024x1024, format jpeg): 'a fox', to '*fox.jpg'. "
        + "Estimated cost: * USD.")]
    [InlineData(
        "New-AIImage 'a fox' -Count 12 -OutFile ./out/",
        "Generate 12 images at * with gpt-image-2 (size 1024x1024): 'a fox', to '*a-fox-0-1.png' … '*a-fox-0-12.png'. "
        + "Estimated cost: * USD.")]
    [InlineData(
        "Edit-AIImage 'a hat' -Path cat.png -OutFile ./out/",
        "Edit cat.png into 1 image at * with gpt-image-2 (size 1024x1024): 'a hat', to '*cat-a-hat.png'. "
        + "Estimated cost: * USD.")]
    public async Task The_text_of_WhatIf_names_the_number_the_service_the_model_the_options_and_the_files(
        string command, string expected)
    {
        await using LoopbackService service = await ImagesScript.StartAsync();
        using ModuleSession session = ModuleSession.With(service);
        System.IO.File.WriteAllBytes(session.PathOf("cat.png"), Samples.Png);

        RunResult result = session.Run($"{command} -Model gpt-image-2 -Size 1024x1024 -Verbose").ThrowIfFailed();

        Assert.True(
            new System.Management.Automation.WildcardPattern(expected).IsMatch(result.Verbose[0]), result.Verbose[0]);
    }
}
