using System;
using System.Net.Http;

namespace ImageGen.Sandbox;

/// <summary>Where a request goes, by the end of its path.</summary>
internal sealed record SandboxRoute(string Name, string Method, string Path)
{
    /// <summary>Of the response meant.</summary>
    public string Id { get; private init; } = "";

    public string Query { get; private init; } = "";

    public static SandboxRoute Of(HttpRequestMessage request)
    {
        Uri address = request.RequestUri!;
        string[] parts = address.AbsolutePath.Split(['/'], StringSplitOptions.RemoveEmptyEntries);
        string method = request.Method.Method;
        string last = At(parts, 1);
        string path = "/v1/" + last;
        if (last is "responses" or "models")
            return new SandboxRoute(last, method, path);
        if (At(parts, 2) == "responses")
            return new SandboxRoute("response", method, "/v1/responses/" + last) { Id = last, Query = address.Query };
        if (last == "cancel" && At(parts, 3) == "responses")
        {
            string id = At(parts, 2);
            return new SandboxRoute("cancel", method, $"/v1/responses/{id}/cancel") { Id = id };
        }

        return new SandboxRoute("", method, address.AbsolutePath);
    }

    private static string At(string[] parts, int fromEnd) =>
        parts.Length >= fromEnd ? parts[parts.Length - fromEnd] : "";
}
