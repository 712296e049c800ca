using System;
using System.Linq;
using ImageGen.Models;

namespace ImageGen.Service;

/// <summary>In what a kind of service differs from OpenAI's own.</summary>
internal sealed class ServiceDialect(string kind)
{
    public static readonly ServiceDialect OpenAI = new("OpenAI")
    {
        HasOpenAIModels = true,
        ChecksProvenance = true,
        HasBatches = true,
        TakesImageFiles = true,
    };

    /// <summary>
    /// Azure OpenAI's v1 surface: models are deployments, the image deployment is named in a header and not in the
    /// tool.
    /// </summary>
    public static readonly ServiceDialect AzureOpenAI = new("AzureOpenAI")
    {
        Query = "?api-version=preview",
        KeyHeader = "api-key",
        ImageDeploymentHeader = "x-ms-oai-image-generation-deployment",
        HasBatches = true,
    };

    /// <summary>
    /// A server that speaks OpenAI's Images API: it must be asked for base64 and may answer with addresses.
    /// </summary>
    public static readonly ServiceDialect Compatible = new("Compatible")
    {
        AsksForBase64 = true,
        GivesAddresses = true,
        PrefersImagesApi = true,
    };

    /// <summary>The dialect of that name, in any case of letters.</summary>
    public static ServiceDialect FromKind(string kind) =>
        new[] { AzureOpenAI, Compatible }.FirstOrDefault(
            dialect => dialect.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase)) ?? OpenAI;

    public string Kind { get; } = kind;

    /// <summary>
    /// A model as the service spells it, where it has OpenAI's names; deployments and models of others as they are.
    /// </summary>
    public string? SpellingOf(string? model) => HasOpenAIModels ? ModelCatalog.SpellingOf(model) : model;

    /// <summary>What every address ends with.</summary>
    public string Query { get; private init; } = string.Empty;

    /// <summary>The header that a key stands in; null is <c>Authorization: Bearer</c>.</summary>
    public string? KeyHeader { get; private init; }

    /// <summary>The header that names the image deployment; null where the tool names the image model.</summary>
    public string? ImageDeploymentHeader { get; private init; }

    /// <summary>True sends <c>response_format</c>, which OpenAI's image models refuse.</summary>
    public bool AsksForBase64 { get; private init; }

    /// <summary>True where an image may come as an address to be fetched.</summary>
    public bool GivesAddresses { get; private init; }

    /// <summary>True where models have OpenAI's names, so that one of its models can stand in for another.</summary>
    public bool HasOpenAIModels { get; private init; }

    /// <summary>True where the service says what it knows of an image's origin.</summary>
    public bool ChecksProvenance { get; private init; }

    /// <summary>True where the service has the Batch API for its image endpoints.</summary>
    public bool HasBatches { get; private init; }

    /// <summary>True where an image can be uploaded as a file of its own, to be named by its id in an edit.</summary>
    public bool TakesImageFiles { get; private init; }

    /// <summary>True where the Responses API cannot be expected.</summary>
    public bool PrefersImagesApi { get; private init; }
}
