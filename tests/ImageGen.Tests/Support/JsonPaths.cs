using System.Text.Json.Nodes;

namespace ImageGen.Tests.Support;

/// <summary>Finds a value of a request by its path, as in <c>tools.0.size</c>.</summary>
internal static class JsonPaths
{
    public static JsonNode? At(this ReceivedRequest request, string path)
    {
        JsonNode? node = request.Json;
        foreach (string step in path.Split('.'))
        {
            node = int.TryParse(step, out int index) ? node?[index] : node?[step];
        }

        return node;
    }

    public static string? TextAt(this ReceivedRequest request, string path) => request.At(path)?.ToJsonString();
}
