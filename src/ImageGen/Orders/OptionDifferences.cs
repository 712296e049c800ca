using System;
using System.Collections.Generic;

namespace ImageGen.Orders;

/// <summary>Where an image is not what was asked for.</summary>
internal static class OptionDifferences
{
    private const string Automatic = "auto";

    /// <summary>The option's name and what happened; nothing for options that were left open or are not told.</summary>
    public static IEnumerable<(string Option, string Text)> Find(ImageOptions asked, AIImage image)
    {
        string? size = image.Width > 0 ? $"{image.Width}x{image.Height}" : image.Size;
        (string Name, string? Asked, string? Got)[] options =
        [
            ("size", asked.Size, size),
            ("quality", asked.Quality, image.Quality),
            ("background", asked.Background, image.Background),
            ("format", asked.OutputFormat, image.Format ?? image.OutputFormat),
        ];
        foreach ((string name, string? wanted, string? got) in options)
        {
            if (IsDifferent(wanted, got)) yield return (name, $"The {name} is {got}, not {wanted} as requested.");
        }
    }

    private static bool IsDifferent(string? asked, string? got) =>
        asked is not null
        && got is not null
        && !asked.Equals(Automatic, StringComparison.OrdinalIgnoreCase)
        && !asked.Equals(got, StringComparison.OrdinalIgnoreCase);
}
