using System.Collections.Generic;
using System.Text.Json;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Options;

internal static class ModelListWriter
{
    // Some day in 2026: the day a model appeared is of no use to anyone here.
    private const long Created = 1_770_000_000;

    public static void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("object", "list");
        writer.WriteStartArray("data");
        foreach ((string name, string? shutdownDate) in Listed()) WriteModel(writer, name, shutdownDate);

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>One of the models listed.</summary>
    /// <exception cref="Refusal">It is not among them.</exception>
    public static void WriteOne(Utf8JsonWriter writer, string id)
    {
        foreach ((string name, string? shutdownDate) in Listed())
        {
            if (name != id) continue;
            WriteModel(writer, name, shutdownDate);
            return;
        }

        throw new Refusal(404, $"The model '{id}' does not exist", "model", "model_not_found");
    }

    /// <summary>A list of models without further facts.</summary>
    public static void WriteNames(Utf8JsonWriter writer, params string[] names)
    {
        writer.WriteStartObject();
        writer.WriteString("object", "list");
        writer.WriteStartArray("data");
        foreach (string name in names) WriteModel(writer, name, shutdownDate: null);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static IEnumerable<(string Name, string? ShutdownDate)> Listed()
    {
        foreach ((string name, string? shutdownDate) in SandboxModels.Mainline) yield return (name, shutdownDate);
        foreach (ImageModel model in SandboxModels.Images)
        {
            if (model.IsShutDown) continue;
            yield return (model.Name, model.ShutdownDate);
            foreach (string snapshot in model.Snapshots) yield return (snapshot, model.ShutdownDate);
        }
    }

    private static void WriteModel(Utf8JsonWriter writer, string id, string? shutdownDate)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("object", "model");
        writer.WriteNumber("created", Created);
        writer.WriteString("owned_by", "sandbox");
        if (shutdownDate is not null) writer.WriteString("shutdown_date", shutdownDate);
        writer.WriteEndObject();
    }
}
