using System;
using System.Net.Http;

namespace ImageGen.Sandbox;

/// <summary>Where a request goes, by the end of its path.</summary>
internal sealed record SandboxRoute(string Name, string Method, string Path)
{
    /// <summary>Of the response or file meant.</summary>
    public string Id { get; private init; } = "";

    private string Query { get; init; } = "";

    public static SandboxRoute Of(HttpRequestMessage request)
    {
        Uri address = request.RequestUri!;
        string[] parts = address.AbsolutePath.Split(['/'], StringSplitOptions.RemoveEmptyEntries);
        string method = request.Method.Method;
        string last = At(parts, 1);
        string second = At(parts, 2);
        string third = At(parts, 3);
        string query = address.Query;
        return (third, second, last) switch
        {
            (_, _, "responses" or "models" or "files") => new(last, method, $"/v1/{last}"),
            (_, "images", "generations" or "edits") => new(last, method, $"/v1/images/{last}"),
            (_, "responses", _) => new("response", method, $"/v1/responses/{last}") { Id = last, Query = query },
            ("responses", _, "cancel" or "input_items") =>
                new($"response {last}", method, $"/v1/responses/{second}/{last}") { Id = second, Query = query },
            (_, "files", _) => new("file", method, $"/v1/files/{last}") { Id = last },
            ("files", _, "content") => new("file content", method, $"/v1/files/{second}/content") { Id = second },
            _ => new("", method, address.AbsolutePath),
        };
    }

    /// <summary>A value of the query; null where it is not given.</summary>
    public string? QueryValue(string name)
    {
        foreach (string pair in Query.TrimStart('?').Split('&'))
        {
            int equal = pair.IndexOf('=');
            if (equal > 0 && Uri.UnescapeDataString(pair.Substring(0, equal)) == name)
                return Uri.UnescapeDataString(pair.Substring(equal + 1));
        }

        return null;
    }

    private static string At(string[] parts, int fromEnd) =>
        parts.Length >= fromEnd ? parts[parts.Length - fromEnd] : "";
}
