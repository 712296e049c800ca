using System.Globalization;
using ImageGen.Sandbox.Json;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Options;

internal readonly record struct ImageSize(int Width, int Height)
{
    private const int MinimumPixels = 655_360;
    private const int MaximumPixels = 8_294_400;
    private const int MaximumEdge = 3840;
    private static readonly string[] s_fixed = ["1024x1024", "1024x1536", "1536x1024", "auto"];

    public override string ToString() => $"{Width}x{Height}";

    public static ImageSize Read(string text, ImageModel model, string path)
    {
        if (text == "auto") return new ImageSize(1024, 1024);
        if (model.HasFixedSizes && System.Array.IndexOf(s_fixed, text) < 0)
        {
            throw JsonFields.NotSupported(path, text, s_fixed);
        }

        int cross = text.IndexOf('x');
        if (cross < 0 || !TryParse(text.Substring(0, cross), out int width)
            || !TryParse(text.Substring(cross + 1), out int height))
        {
            throw Refusal.InvalidValue($"Invalid size '{text}'. Expected 'auto' or WIDTHxHEIGHT.", path);
        }

        return FindFault(width, height) is string fault
            ? throw Refusal.InvalidValue($"Invalid size '{text}'. {fault}", path)
            : new ImageSize(width, height);
    }

    private static string? FindFault(int width, int height)
    {
        int longer = System.Math.Max(width, height);
        int shorter = System.Math.Min(width, height);
        long pixels = (long)width * height;
        return 0 switch
        {
            _ when width % 16 != 0 || height % 16 != 0 => "Width and height must both be divisible by 16.",
            _ when longer > MaximumEdge => "The longest edge must be at most 3840 pixels.",
            _ when longer > shorter * 3L => "The ratio of the longer to the shorter edge must be at most 3:1.",
            _ when pixels < MinimumPixels => "The image must have at least 655360 pixels.",
            _ when pixels > MaximumPixels => "The image must have at most 8294400 pixels.",
            _ => null,
        };
    }

    private static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
