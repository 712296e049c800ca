using System;

namespace ImageGen.Service;

/// <summary>
/// The service that the environment variables describe: the sandbox goes first, then OpenAI, then Azure.
/// </summary>
internal static class ServiceEnvironment
{
    public const string Sandbox = "IMAGEGEN_SANDBOX";
    public const string ApiKey = "OPENAI_API_KEY";
    public const string BaseUrl = "OPENAI_BASE_URL";
    public const string Organization = "OPENAI_ORG_ID";
    public const string Project = "OPENAI_PROJECT_ID";
    public const string CustomHeaders = "OPENAI_CUSTOM_HEADERS";
    public const string AzureEndpoint = "AZURE_OPENAI_ENDPOINT";
    public const string AzureApiKey = "AZURE_OPENAI_API_KEY";

    /// <summary>Null when the environment names neither the sandbox nor a key.</summary>
    /// <exception cref="AIImageException">The key or the base address cannot be used.</exception>
    public static ServiceConnection? Connect()
    {
        if (Get(Sandbox) is not (null or "0" or "false"))
        {
            return ServiceConnection.Sandbox(new ServiceSettings { Ledger = LedgerSettings.Find() });
        }

        if (Get(ApiKey) is string secret)
        {
            ServiceSettings settings = new()
            {
                Key = ServiceKey.Parse(secret, ApiKey),
                Organization = Get(Organization),
                Project = Get(Project),
                Ledger = LedgerSettings.Find(),
                Extras = Get(CustomHeaders) is string lines
                    ? new GatewayExtras(
                        GatewayExtras.ParseLines(lines, CustomHeaders), [], certificate: null, hasKey: true)
                    : null,
            };
            return ServiceConnection.OpenAI(settings, GetUri(BaseUrl));
        }

        return Get(AzureApiKey) is string azure && GetUri(AzureEndpoint) is Uri endpoint
            ? ServiceConnection.AzureOpenAI(
                new ServiceSettings { Key = ServiceKey.Parse(azure, AzureApiKey), Ledger = LedgerSettings.Find() },
                endpoint)
            : null;
    }

    public static string? Get(string name) =>
        Environment.GetEnvironmentVariable(name) is string value && value.Trim().Length > 0 ? value.Trim() : null;

    public static Uri? GetUri(string name) => Get(name) is string address
        ? new Uri(address, UriKind.RelativeOrAbsolute) : null;
}
