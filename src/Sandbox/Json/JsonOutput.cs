using System;
using System.IO;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ImageGen.Sandbox.Json;

/// <summary>JSON as bytes: whole, or as one event of a stream.</summary>
internal static class JsonOutput
{
    // The service writes `+` and `<` as they are.
    private static readonly JsonWriterOptions s_options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] ToBytes(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        WriteTo(stream, write);
        return stream.ToArray();
    }

    /// <summary>An event whose data is an object with its type and what is written into it.</summary>
    public static byte[] ToEvent(string type, Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        byte[] head = Encoding.UTF8.GetBytes($"event: {type}\ndata: ");
        stream.Write(head, 0, head.Length);
        WriteTo(stream, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            write(writer);
            writer.WriteEndObject();
        });
        stream.WriteByte((byte)'\n');
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    public static void WriteDeleted(Utf8JsonWriter writer, string id, string kind)
    {
        writer.WriteStartObject();
        writer.WriteString("id", id);
        writer.WriteString("object", kind);
        writer.WriteBoolean("deleted", true);
        writer.WriteEndObject();
    }

    private static void WriteTo(Stream stream, Action<Utf8JsonWriter> write)
    {
        using Utf8JsonWriter writer = new(stream, s_options);
        write(writer);
    }
}
