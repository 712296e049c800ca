using System.Collections.Generic;
using System.Text.Json.Serialization;

namespace ImageGen.Models;

/// <summary>Reads the table without reflection.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(List<ModelEntry>))]
internal sealed partial class ModelTableContext : JsonSerializerContext;
