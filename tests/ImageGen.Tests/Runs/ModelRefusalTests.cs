using System.Net.Http;
using ImageGen.Models;
using ImageGen.Orders;
using ImageGen.Runs;
using ImageGen.Service;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Runs;

/// <summary>Which refusals are about a default model, and of which kind of service.</summary>
public sealed class ModelRefusalTests
{
    private const string Tool = "Tool choice 'image_generation' not found in 'tools' parameter.";

    [Theory]
    [InlineData(
        ErrorIds.ModelNotFound,
        404,
        "The model `gpt-6-luna` does not exist or you do not have access to it.",
        null,
        "Mainline")]
    [InlineData(ErrorIds.ModelNotFound, 404, "The model `gpt-6-luna-2026-09-01` does not exist.", null, "Mainline")]
    [InlineData(ErrorIds.ModelNotFound, 400, "The model 'GPT-Image-2.6-Sunburst' does not exist.", "tools", "Image")]
    [InlineData(ErrorIds.ModelNotFound, 400, "The model 'gpt-image-2.6-sunburst' does not exist.", "model", "Image")]
    [InlineData(ErrorIds.ModelNotFound, 400, "No such model.", "model", "Mainline")]
    [InlineData(ErrorIds.ModelNotFound, 400, "No such model.", null, "Mainline")]
    [InlineData(ErrorIds.ModelNotFound, 400, "No such model.", "tools[0].model", "Image")]
    [InlineData(ErrorIds.ModelNotFound, 400, "No such model.", "tools[0].svg.model", null)]
    [InlineData(ErrorIds.ModelNotFound, 400, "The model 'gpt-5.9' does not exist.", "model", null)]
    [InlineData(ErrorIds.ModelNotFound, 200, "The model 'gpt-6-luna' does not exist.", null, null)]
    [InlineData(ErrorIds.ModelNotFound, null, "The model 'gpt-6-luna' does not exist.", null, null)]
    [InlineData(
        ErrorIds.AccessDenied, 403, "Project `proj_1` does not have access to model `gpt-6-luna`", null, "Mainline")]
    [InlineData(
        ErrorIds.AccessDenied,
        403,
        "Your organization must be verified to use the model `gpt-image-2.6-sunburst`.",
        null,
        "Image")]
    [InlineData(ErrorIds.AccessDenied, 403, "Your organization must be verified.", "model", null)]
    [InlineData(ErrorIds.InvalidRequest, 400, Tool, "tool_choice", "Mainline")]
    [InlineData(
        ErrorIds.InvalidRequest,
        400,
        "Hosted tool 'image_generation' is not supported with gpt-6-luna.",
        "tools",
        "Mainline")]
    [InlineData(
        ErrorIds.InvalidRequest, 400, "Tool choice 'function' not found in 'tools' parameter.", "tool_choice", null)]
    [InlineData(ErrorIds.InvalidRequest, 400, "Quality of the model 'gpt-6-luna' is no.", "tools", null)]
    [InlineData(ErrorIds.RateLimited, 429, "Rate limit reached for model `gpt-6-luna`.", null, null)]
    public void A_refusal_is_about_one_of_the_models_or_about_none(
        string errorId, int? status, string message, string? field, string? expected)
    {
        AIImageException failure = new(errorId, message) { StatusCode = status, Parameter = field };

        Assert.Equal(expected, ModelRefusal.Find(failure, Order(ServiceDialect.OpenAI))?.ToString());
        Assert.Null(ModelRefusal.Find(failure, Order(ServiceDialect.AzureOpenAI)));
        Assert.Null(ModelRefusal.Find(failure, Order(ServiceDialect.Compatible)));
        Assert.Null(ModelRefusal.Find(failure, Order(ServiceDialect.OpenAI) with { Defaults = DefaultedModels.None }));
    }

    [Fact]
    public void Over_the_Images_api_a_refusal_without_a_name_is_about_the_image_model() => Assert.Equal(
        ModelKind.Image,
        ModelRefusal.Find(
            new AIImageException(ErrorIds.ModelNotFound, "No such model.") { StatusCode = 404 },
            Order(ServiceDialect.OpenAI) with { Model = null, Defaults = DefaultedModels.ImageModel }));

    [Fact]
    public void The_first_of_the_chain_is_used_whatever_it_can_do_and_another_only_if_it_can()
    {
        DefaultModels models = new();

        Assert.Equal("gpt-image-2.6-sunburst", models.Current(ModelKind.Image, _ => false));

        models.MarkUnavailable(ModelKind.Image, "gpt-image-2.6-sunburst", "gone");
        models.MarkUnavailable(ModelKind.Image, "gpt-image-2.6-sunburst", "gone again");

        Assert.Equal("gpt-image-2.5-sunburst", models.Current(ModelKind.Image));
        Assert.Equal("gpt-image-2", models.Current(ModelKind.Image, model => model.Name == "gpt-image-2"));
        Assert.Null(models.Current(ModelKind.Image, _ => false));
        Assert.Equal("gpt-6-luna", models.Current(ModelKind.Mainline));
        Assert.Empty(models.TakeNews(ModelKind.Mainline));
        Assert.Equal("gone", Assert.Single(models.TakeNews(ModelKind.Image)).Reason);
        Assert.Empty(models.TakeNews(ModelKind.Image));
    }

    private static ImageOrder Order(ServiceDialect dialect) => EngineRun.Request() with
    {
        Service = ServiceConnection.ForTransport(new HttpMessageInvoker(new StubHandler()), dialect: dialect),
        Model = "gpt-6-luna",
        Defaults = DefaultedModels.Model | DefaultedModels.ImageModel,
    };
}
