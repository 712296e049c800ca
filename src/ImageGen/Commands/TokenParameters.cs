using System.Collections.Generic;
using System.Linq;
using System.Net;
using ImageGen.Http;
using ImageGen.Parameters;
using ImageGen.Service;

namespace ImageGen.Commands;

/// <summary>Which source of tokens the parameters of Connect-AIImageService choose.</summary>
internal static class TokenParameters
{
    /// <summary>The token; null where a key is used.</summary>
    /// <param name="command">The parameters.</param>
    /// <param name="network">The settings that say which proxy is used.</param>
    /// <exception cref="AIImageException">Two sources are named, or a value cannot be used.</exception>
    public static AccessToken? Choose(ConnectAIImageServiceCommand command, ServiceSettings network)
    {
        List<string> named = [.. new[]
        {
            command.ApiKey is null ? null : "-ApiKey",
            command.SecretName is null ? null : "-SecretName",
            command.AccessToken is null ? null : "-AccessToken",
            command.ManagedIdentity ? ManagedIdentity.Parameter : null,
            command.AzureCli ? AzureCli.Parameter : null,
        }.OfType<string>()];
        if (named.Count > 1) throw InvalidRequest($"Use only one of {string.Join(" and ", named)}.");

        if (command.ClientId is not null && !command.ManagedIdentity)
        {
            throw InvalidRequest("-ClientId is for a managed identity. Use it with -ManagedIdentity.");
        }

        if (!AzureCli.IsScope(command.Scope))
        {
            throw InvalidRequest("-Scope must be a URL such as https://cognitiveservices.azure.com/.default.");
        }

        IWebProxy? proxy = Transports.ProxyOf(network.Proxy, network.ProxyCredential);
        return command.AccessToken is not null ? SecretScript.TokenFrom(command.AccessToken, "-AccessToken")
            : command.ManagedIdentity ? new ManagedIdentity(
                command.ClientId, command.Scope, proxy, ArcKey.Folder, ServiceState.Here.Clock).Token
            : command.AzureCli ? new AzureCli(command.Scope, TokenAnswer.Parse).Token
            : null;
    }

    private static AIImageException InvalidRequest(string message) => new(ErrorIds.InvalidRequest, message);
}
