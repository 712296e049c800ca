using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace ImageGen.Service;

/// <summary>
/// The base address of a service, as people type it and as they paste it from a page: the operation is removed from the
/// address of an operation. What cannot be understood is refused, because requests would go to the wrong address.
/// </summary>
internal sealed class ServiceAddress
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly string[] s_pages =
        ["platform.openai.com", "developers.openai.com", "portal.azure.com", "ai.azure.com", "oai.azure.com"];

    private static readonly Regex s_operation = new(
        "/((chat/)?completions|responses|embeddings|images/(generations|edits|variations))$"
        + "|(?<=/v[0-9]+)/(models|files|batches|images)$",
        Options);

    private static readonly Regex s_deployment = new(
        "^(?<base>.*?)/openai/deployments/(?<name>[^/]+)(/(?<operation>.+))?$", Options);

    private static readonly Regex s_azurePath = new("/openai(/v1)?$|^/models$", Options);

    private ServiceAddress(Uri baseUri) => BaseUri = baseUri;

    /// <summary>Where requests go to; it ends with a slash.</summary>
    public Uri BaseUri { get; }

    /// <summary>The deployment of a mainline model that the address names; null for none.</summary>
    public string? Deployment { get; private init; }

    /// <summary>The deployment of an image model that the address names; null for none.</summary>
    public string? ImageDeployment { get; private init; }

    /// <summary>True for OpenAI itself, in any region.</summary>
    public static bool IsOpenAIHost(Uri address) =>
        ("." + address.Host).EndsWith("." + ServiceConnection.OpenAIBaseUri.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>The address of OpenAI or of a compatible server, version path included.</summary>
    /// <exception cref="AIImageException">It cannot be understood.</exception>
    public static ServiceAddress Parse(Uri address)
    {
        ThrowIfNoAddress(address);
        string path = address.AbsolutePath.TrimEnd('/');
        bool isAzure = s_deployment.IsMatch(path) || HasOnlyVersion(address.Query);
        if (isAzure)
        {
            throw InvalidAddress(
                "it belongs to Azure OpenAI; use -AzureEndpoint instead of -BaseUri, or AZURE_OPENAI_ENDPOINT instead "
                + "of OPENAI_BASE_URL");
        }

        if (address.Query.Length > 0)
        {
            throw InvalidAddress("it must not contain a query; remove the part from the question mark on");
        }

        path = s_operation.Replace(path, string.Empty);
        return At(address, path.Length == 0 && IsOpenAIHost(address) ? "/v1" : path);
    }

    /// <summary>The address of an Azure OpenAI resource, or of one of its deployments.</summary>
    /// <exception cref="AIImageException">It cannot be understood.</exception>
    public static ServiceAddress ParseAzure(Uri address)
    {
        ThrowIfNoAddress(address);
        if (IsOpenAIHost(address)) throw InvalidAddress("it belongs to OpenAI; use -BaseUri, or no URL at all");
        if (address.Query.Length > 0 && !HasOnlyVersion(address.Query))
        {
            throw InvalidAddress(
                "it must not contain a query other than api-version; remove the part from the question mark "
                + "on");
        }

        string path = address.AbsolutePath.TrimEnd('/');
        Match deployment = s_deployment.Match(path);
        if (deployment.Success) return AtDeployment(address, deployment);

        string root = s_azurePath.Replace(s_operation.Replace(path, string.Empty), string.Empty);
        return root.IndexOf("/openai/", StringComparison.OrdinalIgnoreCase) < 0
            ? At(address, root + "/openai/v1")
            : throw InvalidAddress("it is not the URL of a resource, such as https://contoso.openai.azure.com");
    }

    private static ServiceAddress AtDeployment(Uri address, Match deployment)
    {
        string name = Uri.UnescapeDataString(deployment.Groups["name"].Value);
        string operation = deployment.Groups["operation"].Value.ToLowerInvariant();
        bool isImage = operation.StartsWith("images/", StringComparison.Ordinal);
        if (!isImage && operation is not ("responses" or "completions" or "chat/completions"))
        {
            throw InvalidAddress(
                "it contains a deployment of an unknown kind; give the URL of the resource, and the deployment "
                + "with -ImageDeployment or -Deployment");
        }

        string path = deployment.Groups["base"].Value + "/openai/v1";
        return new ServiceAddress(Join(address, path))
        {
            Deployment = isImage ? null : name,
            ImageDeployment = isImage ? name : null,
        };
    }

    private static void ThrowIfNoAddress(Uri address)
    {
        string? reason = !address.IsAbsoluteUri || address.Scheme is not ("https" or "http")
            ? "it must be an absolute https URL, for example https://api.openai.com/v1"
            : address.UserInfo.Length > 0
                ? "it must not contain a user name or password"
                : s_pages.Contains(address.Host, StringComparer.OrdinalIgnoreCase)
                    ? $"{address.Host} is a website for people; give the URL of the API"
                    : address.Fragment.Length > 0
                        ? "it must not contain a fragment; remove the part from the # on"
                        : null;
        if (reason is not null) throw InvalidAddress(reason);
    }

    /// <summary>The module names the version of Azure's API itself.</summary>
    private static bool HasOnlyVersion(string query) =>
        Regex.IsMatch(query, "^[?]api-version=[^&]*$", Options);

    private static ServiceAddress At(Uri address, string path) => new(Join(address, path));

    private static Uri Join(Uri address, string path) => new(address.GetLeftPart(UriPartial.Authority) + path + "/");

    private static AIImageException InvalidAddress(string reason) =>
        new(ErrorIds.InvalidRequest, $"The base URL cannot be used: {reason}.");
}
