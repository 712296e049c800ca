using System;
using System.Net.Http;
using System.Text.Json;
using ImageGen.Sandbox.Forms;
using ImageGen.Sandbox.Http;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Files;

/// <summary>`/content_provenance_checks`: what is known of an image's origin, by its bytes alone.</summary>
internal static class ProvenanceService
{
    public static HttpResponseMessage Check(SandboxCall call)
    {
        Form form = call.Body.Form;
        _ = new JsonFields(form.ReadTexts("file"), "", [], allowsNull: false);
        FormPart part = form.FindFile("file") ?? throw JsonFields.Missing("file");
        if (part.Data.Length == 0) throw new Refusal(400, "File is empty.", "file", "empty_file");

        ReadOnlySpan<byte> bytes = part.Data;
        bool isFound = bytes.IndexOf("c2pa"u8) >= 0;
        return ReplyFactory.Json(JsonOutput.ToBytes(writer => Write(writer, isFound)));
    }

    private static void Write(Utf8JsonWriter writer, bool isFound)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("results");
        writer.WriteStartObject();
        writer.WriteString("type", "c2pa");
        writer.WriteString("outcome", isFound ? "detected" : "not_detected");
        writer.WriteNull("model");
        writer.WriteNull("generated_at");
        writer.WriteString("validation_state", isFound ? "untrusted" : null);
        writer.WriteNull("issuer");
        writer.WriteEndObject();
        writer.WriteStartObject();
        writer.WriteString("type", "synthid");
        writer.WriteString("outcome", "not_detected");
        writer.WriteNull("model");
        writer.WriteNull("generated_at");
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
