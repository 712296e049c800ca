using System.IO;
using System.Linq;
using System.Threading.Tasks;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Commands;

/// <summary>
/// Known values are typed in any case and sent as the service spells them; all others pass as they are.
/// </summary>
public sealed class SpellingTests
{
    [Theory]
    [InlineData("Quality", "High", "tools.0.quality", "high")]
    [InlineData("Quality", "XHIGH", "tools.0.quality", "xhigh")]
    [InlineData("Quality", "AUTO", "tools.0.quality", "auto")]
    [InlineData("Quality", "Ultra", "tools.0.quality", "Ultra")]
    [InlineData("OutputFormat", "PNG", "tools.0.output_format", "png")]
    [InlineData("OutputFormat", "WebP", "tools.0.output_format", "webp")]
    [InlineData("OutputFormat", "jpg", "tools.0.output_format", "jpeg")]
    [InlineData("OutputFormat", "JPG", "tools.0.output_format", "jpeg")]
    [InlineData("Format", "Jpeg", "tools.0.output_format", "jpeg")]
    [InlineData("OutputFormat", "JXL", "tools.0.output_format", "JXL")]
    [InlineData("Background", "Transparent", "tools.0.background", "transparent")]
    [InlineData("Background", "Opaque", "tools.0.background", "opaque")]
    [InlineData("Size", "1024X1024", "tools.0.size", "1024x1024")]
    [InlineData("Size", "1600X1008", "tools.0.size", "1600x1008")]
    [InlineData("Size", "1536\u00d71024", "tools.0.size", "1536x1024")]
    [InlineData("Size", "Auto", "tools.0.size", "auto")]
    [InlineData("Size", "Wide", "tools.0.size", "Wide")]
    [InlineData("Moderation", "LOW", "tools.0.moderation", "low")]
    [InlineData("Complexity", "High", "tools.0.complexity", "high")]
    [InlineData("ToolChoice", "AUTO", "tool_choice", "auto")]
    [InlineData("ToolChoice", "Required", "tool_choice", "required")]
    [InlineData("ToolChoice", "Image_Generation", "tool_choice.type", "image_generation")]
    [InlineData("Model", "GPT-5.6-Sol", "model", "gpt-5.6-sol")]
    [InlineData("Model", "GPT-5.6-SOL-2026-09-01", "model", "gpt-5.6-sol-2026-09-01")]
    [InlineData("Model", "GPT-99-Nova", "model", "GPT-99-Nova")]
    [InlineData("ImageModel", "GPT-Image-2", "tools.0.model", "gpt-image-2")]
    [InlineData("ImageModel", "GPT-Image-99", "tools.0.model", "GPT-Image-99")]
    public async Task A_value_is_sent_as_the_service_spells_it_wherever_it_comes_from(
        string parameter, string value, string path, string expected)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        session.Run($$"""
            New-AIImage 'a fox' -{{parameter}} '{{value}}'
            [pscustomobject]@{ Prompt = 'a fox'; {{parameter}} = ' {{value}} ' } | New-AIImage
            $PSDefaultParameterValues = @{ 'New-AIImage:{{parameter}}' = '{{value}}' }
            New-AIImage 'a fox'
            """).ThrowIfFailed();

        Assert.Equal(3, service.Requests.Count);
        Assert.All(service.Requests, request => Assert.Equal(expected, (string?)request.At(path)));
    }

    [Theory]
    [InlineData("HIGH", "high")]
    [InlineData("Low", "low")]
    public async Task The_input_fidelity_of_an_edit_is_one_of_them(string value, string expected)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        session.Run($"Edit-AIImage x -Image file-1 -InputFidelity {value} -ImageModel gpt-image-1.5").ThrowIfFailed();

        Assert.Equal(expected, (string?)service.Requests[0].At("tools.0.input_fidelity"));
    }

    [Theory]
    [InlineData("JPEG")]
    [InlineData("JPG")]
    public async Task The_advice_on_a_value_does_not_depend_on_its_case(string format)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        RunResult result = session.Run($"New-AIImage x -Background Transparent -OutputFormat {format}").ThrowIfFailed();

        Assert.Contains(result.Warnings, warning => warning.Contains("-Background transparent requires"));
    }

    [Theory]
    [InlineData("GIF")]
    [InlineData("Svg")]
    public async Task A_stream_of_a_format_without_partial_images_asks_for_none(string format)
    {
        await using LoopbackService service = await LoopbackService.StartAsync(
            (context, _) => StreamScript.WriteAsync(context));
        using ModuleSession session = ModuleSession.With(service);

        session.Run($"Get-AIImageStream x -OutputFormat {format}");

        Assert.Equal("0", service.Requests[0].TextAt("tools.0.partial_images"));
    }

    [Fact]
    public async Task Additional_properties_are_sent_as_they_are()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        session.Run("New-AIImage x -AdditionalProperty @{ style = 'Auto' } -AdditionalBody @{ service_tier = 'FLEX' }")
            .ThrowIfFailed();

        Assert.Equal("Auto", (string?)service.Requests[0].At("tools.0.style"));
        Assert.Equal("FLEX", (string?)service.Requests[0].At("service_tier"));
    }

    [Fact]
    public async Task The_models_of_a_connection_are_spelt_likewise()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = new();

        session.Run($"Connect-AIImageService -ApiKey {LoopbackService.Key} -BaseUri {service.BaseUri} "
            + "-Model GPT-5.6-Sol -ImageModel GPT-Image-2; New-AIImage x").ThrowIfFailed();

        Assert.Equal("gpt-5.6-sol", (string?)service.Requests[0].At("model"));
        Assert.Equal("gpt-image-2", (string?)service.Requests[0].At("tools.0.model"));
    }

    [Fact]
    public async Task Deployments_and_the_models_of_a_compatible_server_are_sent_as_typed()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = new();
        string root = service.BaseUri.GetLeftPart(System.UriPartial.Authority);

        session.Run($"""
            Connect-AIImageService -AzureEndpoint {root} -ApiKey {LoopbackService.Key} -Deployment GPT-5 -Name azure
            New-AIImage x
            New-AIImage x -Model GPT-5.6-Sol -Quality HIGH
            Connect-AIImageService -Compatible -BaseUri {service.BaseUri} -ImageModel GPT-Image-2 -Name local
            New-AIImage x -Quality HIGH -ErrorAction Ignore
            """).ThrowIfFailed();

        Assert.Equal(
            ["GPT-5", "GPT-5.6-Sol", "GPT-Image-2"], service.Requests.Select(request => (string?)request.At("model")));
        Assert.Equal("high", (string?)service.Requests[1].At("tools.0.quality"));
        Assert.Equal("high", (string?)service.Requests[2].At("quality"));
    }

    [Fact]
    public async Task A_request_and_a_sidecar_do_not_differ_by_the_case_of_their_values()
    {
        await using LoopbackService service = await LoopbackService.StartAsync(Samples.Response());
        using ModuleSession session = ModuleSession.With(service);

        AIImage made = session.Run(
            "New-AIImage x -OutFile x.png -Sidecar -Quality HIGH -Size 1024X1024 -Model GPT-5.6-Sol")
            .ThrowIfFailed().Images[0];
        RunResult again = session.Run(
            "New-AIImage x -OutFile x.png -Resume -Quality High -Size 1024x1024 -Model gpt-5.6-sol").ThrowIfFailed();

        Assert.Equal(
            ("high", "1024x1024", "gpt-5.6-sol"), (made.Request!.Quality, made.Request.Size, made.Request.Model));
        Assert.Contains("\"quality\": \"high\"", File.ReadAllText(session.PathOf("x.png.json")));
        Assert.True(Assert.Single(again.Images).Resumed);
        Assert.Single(service.Requests);
    }
}
