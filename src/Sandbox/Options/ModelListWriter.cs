using System.Text.Json;

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
        foreach ((string name, string? shutdownDate) in SandboxModels.Mainline)
            WriteModel(writer, name, shutdownDate);
        foreach (ImageModel model in SandboxModels.Images)
        {
            if (model.IsShutDown)
                continue;
            WriteModel(writer, model.Name, model.ShutdownDate);
            foreach (string snapshot in model.Snapshots)
                WriteModel(writer, snapshot, model.ShutdownDate);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>A list of models of which there is nothing to say.</summary>
    public static void WriteNames(Utf8JsonWriter writer, params string[] names)
    {
        writer.WriteStartObject();
        writer.WriteString("object", "list");
        writer.WriteStartArray("data");
        foreach (string name in names)
            WriteModel(writer, name, shutdownDate: null);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter writer, string id, string? shutdownDate)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("object", "model");
        writer.WriteNumber("created", Created);
        writer.WriteString("owned_by", "sandbox");
        if (shutdownDate is not null)
            writer.WriteString("shutdown_date", shutdownDate);
        writer.WriteEndObject();
    }
}
