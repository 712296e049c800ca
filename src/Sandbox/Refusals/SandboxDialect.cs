using System;

namespace ImageGen.Sandbox.Refusals;

/// <summary>How the services that the sandbox imitates differ; the start of the path tells them apart.</summary>
internal sealed record SandboxDialect(string Root)
{
    /// <summary>
    /// Where a compatible server has its images: at the server itself and not below its API, as LocalAI.
    /// </summary>
    public const string GeneratedImages = "/generated-images";

    public static readonly SandboxDialect OpenAI = new("/v1");

    /// <summary>Models are deployments, whose names are anyone's choice.</summary>
    public static readonly SandboxDialect AzureOpenAI = new("/openai/v1")
    {
        NeedsVersion = true,
        NamesDeployments = true,
        OutputFormats = ["png", "jpeg", "gif", "svg"],
        DefaultQuality = "high",
    };

    /// <summary>A local server, which has the Images API only.</summary>
    public static readonly SandboxDialect Compatible = new("/compatible/v1");

    /// <summary>Whether every address has to name a version of the API.</summary>
    public bool NeedsVersion { get; private init; }

    /// <summary>
    /// Whether `model` is the name of a deployment. The tool's is in a header then, the call it makes is left
    /// generating, and content is filtered by the platform.
    /// </summary>
    public bool NamesDeployments { get; private init; }

    public string[] OutputFormats { get; private init; } = ["png", "webp", "jpeg", "gif", "svg"];

    public string DefaultQuality { get; private init; } = "auto";

    /// <summary>Any address that is not one of another dialect's is OpenAI's.</summary>
    public static SandboxDialect ForPath(string path) =>
        IsBelow(path, AzureOpenAI.Root) ? AzureOpenAI
        : IsBelow(path, Compatible.Root) || IsBelow(path, GeneratedImages) ? Compatible
        : OpenAI;

    private static bool IsBelow(string path, string root) => path.StartsWith(root + "/", StringComparison.Ordinal);
}
