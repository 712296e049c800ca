using System.Collections.Generic;

namespace ImageGen.Models;

/// <summary>The values that an image model takes; an empty list, or none, is an option that it does not take.</summary>
internal sealed class ImageModelOptions
{
    /// <summary>All sizes, or the common ones where there is a rule.</summary>
    public IReadOnlyList<string> Sizes { get; init; } = [];

    /// <summary>Null where only the listed sizes are drawn.</summary>
    public SizeRule? SizeRule { get; init; }

    public IReadOnlyList<string> Qualities { get; init; } = [];

    public IReadOnlyList<string> Backgrounds { get; init; } = [];

    public IReadOnlyList<string> OutputFormats { get; init; } = [];

    public IReadOnlyList<string> InputFidelities { get; init; } = [];

    public IReadOnlyList<string> Complexities { get; init; } = [];

    /// <summary>True when marks drawn over the image to edit are understood.</summary>
    public bool TakesMarkup { get; init; }

    /// <summary>How many images one request of the Images API may ask for.</summary>
    public int MostImages { get; init; }

    /// <summary>The values of one option; null for an option that does not depend on the model.</summary>
    /// <param name="option">The name of the parameter.</param>
    public IReadOnlyList<string>? ValuesOf(string option) => option switch
    {
        nameof(ImageOptions.Size) => Sizes,
        nameof(ImageOptions.Quality) => Qualities,
        nameof(ImageOptions.Background) => Backgrounds,
        nameof(ImageOptions.OutputFormat) => OutputFormats,
        nameof(ImageOptions.InputFidelity) => InputFidelities,
        nameof(ImageOptions.Complexity) => Complexities,
        _ => null,
    };
}
