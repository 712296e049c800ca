using System;

namespace ImageGen.Client.Http;

/// <summary>The service that the environment variables describe; the sandbox goes first.</summary>
internal static class ServiceEnvironment
{
    public const string Sandbox = "IMAGEGEN_SANDBOX";
    public const string ApiKey = "OPENAI_API_KEY";
    public const string BaseUrl = "OPENAI_BASE_URL";
    public const string Organization = "OPENAI_ORG_ID";
    public const string Project = "OPENAI_PROJECT_ID";

    /// <summary>Null when the environment names neither the sandbox nor a key.</summary>
    /// <exception cref="AIImageException">The key or the base address cannot be used.</exception>
    public static ServiceConnection? Connect()
    {
        if (Get(Sandbox) is not (null or "0" or "false")) return ServiceConnection.Sandbox();
        if (Get(ApiKey) is not string secret) return null;

        return ServiceConnection.OpenAI(
            ServiceKey.Parse(secret, ApiKey),
            Get(BaseUrl) is string address ? new Uri(address, UriKind.RelativeOrAbsolute) : null,
            organization: Get(Organization),
            project: Get(Project));
    }

    public static string? Get(string name) =>
        Environment.GetEnvironmentVariable(name) is string value && value.Trim().Length > 0 ? value.Trim() : null;
}
