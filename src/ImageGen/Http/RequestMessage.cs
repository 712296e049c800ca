using System.Collections.Generic;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Reflection;
using ImageGen.Service;

namespace ImageGen.Http;

/// <summary>Makes the message of one attempt, with all headers that a service expects.</summary>
internal static class RequestMessage
{
    private static readonly string s_userAgent = "ImageGen/" + typeof(RequestMessage).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    /// <param name="connection">The service, with its key.</param>
    /// <param name="method">The verb.</param>
    /// <param name="path">The path below the base address.</param>
    /// <param name="content">The body; null without one.</param>
    /// <param name="isAnnounced">The service is asked before the body leaves.</param>
    /// <param name="imageDeployment">The deployment that draws, where a header must name it.</param>
    public static HttpRequestMessage Create(
        ServiceConnection connection,
        HttpMethod method,
        string path,
        HttpContent? content,
        bool isAnnounced,
        string? imageDeployment)
    {
        HttpRequestMessage request = new(method, connection.AddressOf(path)) { Content = content };
        request.ChooseProtocol(isAnnounced);
        HttpRequestHeaders headers = request.Headers;
        headers.TryAddWithoutValidation("User-Agent", s_userAgent);
        headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        Authorize(headers, connection);
        if (imageDeployment is not null && connection.Dialect.ImageDeploymentHeader is string name)
        {
            headers.TryAddWithoutValidation(name, imageDeployment);
        }

        if (connection.Organization is string organization)
        {
            headers.TryAddWithoutValidation("OpenAI-Organization", organization);
        }

        if (connection.Project is string project) headers.TryAddWithoutValidation("OpenAI-Project", project);
        foreach (KeyValuePair<string, string> header in connection.Extras?.Headers ?? [])
        {
            headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        return request;
    }

    private static void Authorize(HttpRequestHeaders headers, ServiceConnection connection)
    {
        if (connection.Key is not ServiceKey key) return;

        string? header = connection.Token is null ? connection.Dialect.KeyHeader : null;
        headers.TryAddWithoutValidation(
            header ?? "Authorization", header is null ? $"Bearer {key.Reveal()}" : key.Reveal());
    }
}
