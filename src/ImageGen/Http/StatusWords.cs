using System;
using System.Net;
using System.Net.Http;
using ImageGen.Service;

namespace ImageGen.Http;

/// <summary>What a status means where its sender rarely says what helps.</summary>
internal static class StatusWords
{
    /// <summary>Null for a status that its sender explains.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="connection">Who was asked.</param>
    /// <param name="told">What its sender says. A proxy may repeat what it was sent to let the request through.</param>
    public static string? For(HttpResponseMessage response, ServiceConnection connection, string? told) =>
        (int)response.StatusCode switch
        {
            407 => ProxyRefusal(connection),
            413 when response.RequestMessage?.Content?.Headers.ContentLength is long length =>
                $"The request of {length:N0} bytes is too large for the service or for a gateway. "
                + $"Send smaller images, or upload them and pass their file ids. {told}".TrimEnd(),
            _ => null,
        };

    private static string ProxyRefusal(ServiceConnection connection)
    {
        IWebProxy? proxy = Transports.ProxyOf(connection);
        Uri? address = proxy?.GetProxy(connection.BaseUri);
        bool isNamed = address is not null && proxy?.Credentials?.GetCredential(address, "Basic") is not null;
        string name = address is null ? "The proxy" : $"The proxy {address.GetLeftPart(UriPartial.Authority)}";
        return isNamed
            ? $"{name} rejects the user name or password."
            : $"{name} requires a user name and password.";
    }
}
