using System;
using System.Text.Json.Nodes;
using Xunit;

namespace ImageGen.Tests.Support;

/// <summary>Compares JSON by its meaning.</summary>
internal static class JsonAssert
{
    public static void Equal(string expected, ReadOnlyMemory<byte> actual)
    {
        JsonNode? left = JsonNode.Parse(expected);
        JsonNode? right = JsonNode.Parse(actual.Span);
        if (!JsonNode.DeepEquals(left, right)) Assert.Equal(left?.ToJsonString(), right?.ToJsonString());
    }
}
