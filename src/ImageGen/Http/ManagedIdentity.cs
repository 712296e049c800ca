using System;
using System.IO;
using System.Net;
using System.Net.Http;
using ImageGen.Files;
using ImageGen.Service;

namespace ImageGen.Http;

/// <summary>
/// The identity that Azure gives to the host of the process. The environment says which host it is: a workload
/// identity's file, the endpoint of App Service, of an Azure Arc machine or of Cloud Shell, or else the metadata
/// service of a virtual machine.
/// </summary>
/// <param name="clientId">A user-assigned identity; null is the identity of the host.</param>
/// <param name="scope">What the token is for.</param>
/// <param name="proxy">The proxy to Entra ID; null leaves it to the framework. The others are asked directly.</param>
/// <param name="arcFolder">Where the Azure Arc agent keeps its keys.</param>
/// <param name="clock">The clock that pauses are measured by.</param>
internal sealed class ManagedIdentity(
    string? clientId, string scope, IWebProxy? proxy, string? arcFolder, IClock clock)
{
    public const string Parameter = "-ManagedIdentity";

    private const string MetadataHost = "http://169.254.169.254";
    private const string EntraId = "https://login.microsoftonline.com/";
    private const string AssertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    public AccessToken Token =>
        new(Parameter, $"{Parameter} {clientId} {scope}", stop => RequestOfPlace().Send(clock, stop));

    /// <summary>What App Service and virtual machines call a scope: the same without its last part.</summary>
    private string Resource => scope.EndsWith("/.default", StringComparison.Ordinal)
        ? scope.Substring(0, scope.Length - "/.default".Length)
        : scope;

    private TokenRequest RequestOfPlace() =>
        ServiceEnvironment.Get("IDENTITY_ENDPOINT") is string endpoint
            && ServiceEnvironment.Get("IDENTITY_HEADER") is string header ? RequestOfAppService(endpoint, header)
        : ServiceEnvironment.Get("IDENTITY_ENDPOINT") is string agent
            && ServiceEnvironment.Get("IMDS_ENDPOINT") is not null ? RequestOfArc(agent)
        : ServiceEnvironment.Get("AZURE_FEDERATED_TOKEN_FILE") is string file ? RequestOfWorkload(file)
        : ServiceEnvironment.Get("MSI_ENDPOINT") is string old
            && ServiceEnvironment.Get("MSI_SECRET") is null ? RequestOfCloudShell(old)
        : RequestOfMachine();

    private TokenRequest RequestOfMachine()
    {
        const string source = "The managed identity of the virtual machine";
        string host = ServiceEnvironment.Get("AZURE_POD_IDENTITY_AUTHORITY_HOST") ?? MetadataHost;
        return new TokenRequest(
            source,
            HttpMethod.Get,
            AddressOf(source, $"{host.TrimEnd('/')}/metadata/identity/oauth2/token", "?api-version=2018-02-01" + Asked))
        {
            Header = ("Metadata", "true"),
            Handler = Direct,
            IsMetadataService = true,
            Advice = "Assign an identity to the machine. If it has several, choose one with -ClientId. Outside Azure, "
                + "use -AzureCli, -AccessToken or -ApiKey.",
        };
    }

    private TokenRequest RequestOfAppService(string endpoint, string header)
    {
        const string source = "The managed identity of App Service";
        return new TokenRequest(
            source, HttpMethod.Get, AddressOf(source, endpoint, "?api-version=2019-08-01" + Asked))
        {
            Header = ("X-IDENTITY-HEADER", header),
            Secret = new ServiceKey(header, source),
            Handler = Direct,
            Advice = "Assign an identity to the app. If it has several, choose one with -ClientId.",
        };
    }

    private TokenRequest RequestOfArc(string endpoint)
    {
        const string source = "The managed identity of the Azure Arc machine";
        Uri address = AddressOf(source, endpoint, "?api-version=2020-06-01" + Asked);
        if (!address.IsLoopback)
        {
            throw AuthenticationFailed("IDENTITY_ENDPOINT of an Azure Arc machine must be on the machine itself.");
        }

        return new TokenRequest(source, HttpMethod.Get, address)
        {
            Header = ("Metadata", "true"),
            Handler = Direct,
            IsMetadataService = true,
            Proof = challenge => ArcKey.Read(challenge, arcFolder, source),
            ConfirmedClient = clientId,
            Advice = "Check the Azure Connected Machine agent with 'azcmagent show'. Use -ClientId only if the machine "
                + "has a user-assigned identity.",
        };
    }

    private TokenRequest RequestOfCloudShell(string endpoint)
    {
        const string source = "The identity of Cloud Shell";
        if (clientId is not null)
        {
            throw AuthenticationFailed("Cloud Shell has only the identity of its user. Omit -ClientId.");
        }

        return new TokenRequest(source, HttpMethod.Post, AddressOf(source, endpoint, string.Empty))
        {
            Header = ("Metadata", "true"),
            Form = $"resource={Uri.EscapeDataString(Resource)}",
            Handler = Direct,
            Advice = "Start a new Cloud Shell, or use -AzureCli.",
        };
    }

    private TokenRequest RequestOfWorkload(string file)
    {
        const string source = "The workload identity";
        string client = clientId ?? ServiceEnvironment.Get("AZURE_CLIENT_ID") ?? throw Missing("AZURE_CLIENT_ID");
        string tenant = ServiceEnvironment.Get("AZURE_TENANT_ID") ?? throw Missing("AZURE_TENANT_ID");
        string authority = ServiceEnvironment.Get("AZURE_AUTHORITY_HOST") ?? EntraId;
        string assertion = ReadAssertion(file);
        Uri address = AddressOf(
            source, $"{authority.TrimEnd('/')}/{Uri.EscapeDataString(tenant)}/oauth2/v2.0/token", string.Empty);
        if (address.Scheme != Uri.UriSchemeHttps && !address.IsLoopback)
        {
            throw AuthenticationFailed("AZURE_AUTHORITY_HOST must be an https URL.");
        }

        return new TokenRequest(source, HttpMethod.Post, address)
        {
            Form = "grant_type=client_credentials"
                + $"&client_id={Uri.EscapeDataString(client)}&scope={Uri.EscapeDataString(scope)}"
                + $"&client_assertion_type={Uri.EscapeDataString(AssertionType)}"
                + $"&client_assertion={Uri.EscapeDataString(assertion)}",
            Secret = new ServiceKey(assertion, source),
            Handler = () => Transports.CreateHandler(proxy),
            Advice = "Check the federated credential of the application and its issuer, subject and audience.",
        };
    }

    private string Asked => $"&resource={Uri.EscapeDataString(Resource)}"
        + (clientId is null ? string.Empty : $"&client_id={Uri.EscapeDataString(clientId)}");

    /// <summary>These endpoints are on the machine itself or its own link.</summary>
    private static HttpMessageHandler Direct() =>
        new HttpClientHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false };

    private static Uri AddressOf(string source, string text, string query) =>
        Uri.TryCreate(text + query, UriKind.Absolute, out Uri? address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw AuthenticationFailed($"{source} has no usable URL in the environment.");

    private static string ReadAssertion(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception exception) when (FileFailure.IsFileFailure(exception))
        {
            throw AuthenticationFailed("The file in AZURE_FEDERATED_TOKEN_FILE cannot be read.");
        }
    }

    private static AIImageException Missing(string variable) => AuthenticationFailed(
        $"AZURE_FEDERATED_TOKEN_FILE is set, but {variable} is not. A workload identity needs both.");

    private static AIImageException AuthenticationFailed(string message) => new(ErrorIds.AuthenticationFailed, message);
}
