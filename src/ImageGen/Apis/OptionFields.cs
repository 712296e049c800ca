using System.Globalization;
using ImageGen.Json;

namespace ImageGen.Apis;

/// <summary>Writes the options that the image tool and the Images API have by the same names.</summary>
internal static class OptionFields
{
    public static void Write(FieldWriter json, ImageOptions options)
    {
        foreach (ImageOption option in ImageOptions.All)
        {
            string? value = option.ValueOf(options);
            if (!option.IsNumber) json.Text(option.Field, value);
            else json.Number(option.Field, value is null ? null : int.Parse(value, CultureInfo.InvariantCulture));
        }

        json.Number("partial_images", options.PartialImages);
    }
}
