using System;
using System.Net.Http;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Http;

/// <summary>Where a request goes: in which dialect by the start of its path, to what by the end of it.</summary>
internal sealed record SandboxRoute(string Name, string Method, string Path)
{
    public SandboxDialect Dialect { get; private init; } = SandboxDialect.OpenAI;

    /// <summary>Of the response, model, file, batch or picture meant.</summary>
    public string Id { get; private init; } = "";

    private string Query { get; init; } = "";

    public static SandboxRoute Parse(HttpRequestMessage request)
    {
        Uri address = request.RequestUri!;
        string[] parts = address.AbsolutePath.Split(['/'], StringSplitOptions.RemoveEmptyEntries);
        string method = request.Method.Method;
        string last = At(parts, 1);
        string second = At(parts, 2);
        string third = At(parts, 3);
        SandboxDialect dialect = SandboxDialect.ForPath(address.AbsolutePath);
        string root = dialect.Root;
        SandboxRoute route = (third, second, last) switch
        {
            (_, _, "responses" or "models" or "files" or "batches" or "content_provenance_checks") =>
                new(last, method, $"{root}/{last}"),
            (_, "images", "generations" or "edits") => new(last, method, $"{root}/images/{last}"),
            (_, "responses", _) => new("response", method, $"{root}/responses/{last}") { Id = last },
            ("responses", _, "cancel" or "input_items") =>
                new($"response {last}", method, $"{root}/responses/{second}/{last}") { Id = second },
            (_, "models", _) => new("model", method, $"{root}/models/{last}") { Id = last },
            (_, "files", _) => new("file", method, $"{root}/files/{last}") { Id = last },
            ("files", _, "content") => new("file content", method, $"{root}/files/{second}/content") { Id = second },
            (_, "batches", _) => new("batch", method, $"{root}/batches/{last}") { Id = last },
            ("batches", _, "cancel") => new("batch cancel", method, $"{root}/batches/{second}/cancel") { Id = second },
            (_, "generated-images", _) when dialect == SandboxDialect.Compatible =>
                new("generated image", method, address.AbsolutePath) { Id = last.Replace(".png", "") },
            _ => new("", method, address.AbsolutePath),
        };
        return route with { Dialect = dialect, Query = address.Query };
    }

    /// <summary>A value of the query; null where it is not given.</summary>
    public string? QueryValue(string name)
    {
        foreach (string pair in Query.TrimStart('?').Split('&'))
        {
            int equal = pair.IndexOf('=');
            if (equal > 0 && Uri.UnescapeDataString(pair.Substring(0, equal)) == name)
            {
                return Uri.UnescapeDataString(pair.Substring(equal + 1));
            }
        }

        return null;
    }

    private static string At(string[] parts, int fromEnd) =>
        parts.Length >= fromEnd ? parts[parts.Length - fromEnd] : "";
}
