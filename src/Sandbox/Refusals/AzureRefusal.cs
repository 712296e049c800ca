namespace ImageGen.Sandbox.Refusals;

/// <summary>What only Azure OpenAI refuses, in its words.</summary>
internal static class AzureRefusal
{
    public const string DeploymentHeader = "x-ms-oai-image-generation-deployment";

    public static Refusal NotFound() => new(404, "Resource not found", null, "404") { Type = null };

    public static Refusal NoVersion() =>
        new(400, "The api-version query parameter (?api-version=) is required for all requests.", null, "BadRequest")
        {
            Type = null,
        };

    public static Refusal NoDeployment() =>
        new(
            400,
            $"imagegen deployment must be provided through header: {DeploymentHeader}",
            "tools",
            "invalid_request_error")
        {
            Type = "image_generation_user_error",
        };

    public static Refusal Filtered() =>
        new(400, "Your task failed as a result of our safety system.", null, "contentFilter")
        {
            Type = null,
            FilterCategories = ["sandbox"],
        };
}
