using System;
using System.Collections.Generic;
using System.Globalization;

namespace ImageGen;

/// <summary>
/// The options that the image tool and the Images API have by the same names. Null was not given and is not sent.
/// </summary>
/// <remarks>
/// What is sent, what is kept of a request and what is read from parameters are all derived from it, so that a new
/// option is one property, one line of <see cref="All"/> and one of the constructor.
/// </remarks>
internal record ImageOptions
{
    /// <summary>The options whose values are words or can be written as such.</summary>
    public static readonly IReadOnlyList<ImageOption> All =
    [
        new(nameof(Size), options => options.Size),
        new(nameof(Quality), options => options.Quality),
        new(nameof(Background), options => options.Background),
        new(nameof(OutputFormat), options => options.OutputFormat),
        new(
            nameof(OutputCompression),
            options => options.OutputCompression?.ToString(CultureInfo.InvariantCulture),
            IsNumber: true),
        new(nameof(Moderation), options => options.Moderation),
        new(nameof(Complexity), options => options.Complexity),
        new(nameof(InputFidelity), options => options.InputFidelity),
    ];

    public ImageOptions()
    {
    }

    /// <summary>The options of something that has them as words.</summary>
    /// <param name="valueOf">The value of an option by its name; null for none.</param>
    public ImageOptions(Func<string, string?> valueOf)
    {
        Size = valueOf(nameof(Size));
        Quality = valueOf(nameof(Quality));
        Background = valueOf(nameof(Background));
        OutputFormat = valueOf(nameof(OutputFormat));
        OutputCompression = Number(valueOf(nameof(OutputCompression)));
        Moderation = valueOf(nameof(Moderation));
        Complexity = valueOf(nameof(Complexity));
        InputFidelity = valueOf(nameof(InputFidelity));
    }

    public string? Size { get; init; }

    public string? Quality { get; init; }

    public string? Background { get; init; }

    public string? OutputFormat { get; init; }

    public int? OutputCompression { get; init; }

    public string? Moderation { get; init; }

    public string? Complexity { get; init; }

    public string? InputFidelity { get; init; }

    public int? PartialImages { get; init; }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
