using System.Collections.Generic;
using System.Text.Json;
using System.Text.Json.Serialization;
using ImageGen.Json;

namespace ImageGen.Runs.Batches;

/// <summary>One line of a batch: which input it is of, where its images go, and what is sent.</summary>
internal sealed record RecordRow
{
    /// <summary>Its number in the record, from 1.</summary>
    public long Row { get; init; }

    /// <summary>The batch that it goes into, from 1.</summary>
    public int Shard { get; init; }

    /// <summary>How many images it asks for.</summary>
    public int Count { get; init; } = 1;

    /// <summary>The input as it was given, so that an error can name it on another day.</summary>
    public JsonElement Input { get; init; }

    /// <summary>The file of each image; null keeps them in memory.</summary>
    public IReadOnlyList<string>? Targets { get; init; }

    /// <summary>What is known of its images before they are here.</summary>
    public ImageFacts? Facts { get; init; }

    /// <summary>The body of the request, with a mark for each uploaded image.</summary>
    public JsonElement Body { get; init; }

    /// <summary>The input as plain values.</summary>
    [JsonIgnore]
    public object? Words => JsonValues.ToPlain(Input);

    /// <summary>What is known of an image of the row.</summary>
    [JsonIgnore]
    public ImageFacts Known
    {
        get
        {
            ImageFacts facts = Facts ?? new ImageFacts();
            return facts with { Prompt = facts.Prompt ?? facts.Request?.Prompt };
        }
    }
}
