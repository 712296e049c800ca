using ImageGen.Sandbox.Chance;

namespace ImageGen.Sandbox.Drawing;

/// <summary>The kinds of picture the sandbox draws; the prompt decides which.</summary>
internal static class Composition
{
    private static readonly string[] s_names = ["dunes", "peaks", "bubbles", "orbits", "ribbons", "rings"];

    public static string NameFor(ulong seed) => s_names[Index(seed)];

    public static void Draw(ISurface surface, Palette palette, ulong seed, SeededRandom random)
    {
        switch (Index(seed))
        {
            case 0: Dunes(surface, palette, random); break;
            case 1: Peaks(surface, palette, random); break;
            case 2: Bubbles(surface, palette, random); break;
            case 3: Orbits(surface, palette, random); break;
            case 4: Ribbons(surface, palette, random); break;
            default: Rings(surface, palette, random); break;
        }
    }

    private static int Index(ulong seed) => (int)(seed / 16 % (ulong)s_names.Length);

    private static void Dunes(ISurface surface, Palette palette, SeededRandom random)
    {
        int width = surface.Width;
        int height = surface.Height;
        Sun(surface, palette.First, random);
        for (int layer = 0; layer < 4; layer++)
        {
            double level = height * (0.52 + layer * 0.12);
            double amplitude = height * random.NextDouble(0.03, 0.07);
            Point[] wave = Shapes.Wave(
                width, height, level, amplitude, random.NextDouble(0.7, 1.8), random.NextDouble(0, 1));
            surface.Polygon(wave, palette.Second.Mix(palette.Third, layer * 85), 225);
        }
    }

    private static void Peaks(ISurface surface, Palette palette, SeededRandom random)
    {
        Sun(surface, palette.First, random);
        for (int layer = 0; layer < 4; layer++)
        {
            double level = surface.Height * (0.62 + layer * 0.12);
            double amplitude = surface.Height * (0.36 - layer * 0.06);
            Point[] ridge = Shapes.Ridge(surface.Width, surface.Height, level, amplitude, 3 + layer, random);
            surface.Polygon(ridge, palette.Bottom.Mix(palette.Third, 70 + layer * 62), 235);
        }
    }

    private static void Bubbles(ISurface surface, Palette palette, SeededRandom random)
    {
        int unit = System.Math.Min(surface.Width, surface.Height);
        for (int index = 0; index < 26; index++)
        {
            double x = random.NextDouble(0, surface.Width);
            double y = random.NextDouble(0, surface.Height * 0.9);
            double radius = unit * random.NextDouble(0.02, 0.16);
            surface.Polygon(Shapes.Circle(x, y, radius), palette.Pick(index), 120);
            surface.Polygon(Shapes.Ring(x, y, radius, unit / 180.0), palette.First, 190);
            surface.Polygon(Shapes.Circle(x - radius * 0.35, y - radius * 0.35, radius * 0.16), palette.First, 200);
        }
    }

    private static void Orbits(ISurface surface, Palette palette, SeededRandom random)
    {
        int unit = System.Math.Min(surface.Width, surface.Height);
        double x = surface.Width * random.NextDouble(0.35, 0.65);
        double y = surface.Height * random.NextDouble(0.35, 0.5);
        for (int index = 0; index < 90; index++)
        {
            double starX = random.NextDouble(0, surface.Width);
            double starY = random.NextDouble(0, surface.Height);
            surface.Polygon(Shapes.Circle(starX, starY, unit * random.NextDouble(0.001, 0.004)), palette.First, 200);
        }

        surface.Polygon(Shapes.Circle(x, y, unit * 0.11), palette.First, 255);
        surface.Polygon(Shapes.Circle(x, y, unit * 0.14), palette.First, 60);
        for (int index = 0; index < 5; index++)
        {
            double radius = unit * (0.2 + index * 0.095);
            double angle = random.NextDouble(0, 2 * System.Math.PI);
            surface.Polygon(Shapes.Ring(x, y, radius, unit / 300.0), palette.First, 130);
            double planetX = x + radius * System.Math.Cos(angle);
            double planetY = y + radius * System.Math.Sin(angle);
            double size = unit * random.NextDouble(0.018, 0.045);
            surface.Polygon(Shapes.Circle(planetX, planetY, size), palette.Pick(index + 1), 255);
            surface.Polygon(Shapes.Circle(planetX - size * 0.2, planetY - size * 0.2, size * 0.55), palette.First, 70);
        }
    }

    private static void Ribbons(ISurface surface, Palette palette, SeededRandom random)
    {
        double slope = surface.Height * random.NextDouble(-0.5, 0.5);
        for (int index = 0; index < 9; index++)
        {
            double level = surface.Height * (index * 0.11 - 0.02);
            double thickness = surface.Height * random.NextDouble(0.03, 0.1);
            double amplitude = surface.Height * random.NextDouble(0.02, 0.09);
            Point[] ribbon = Shapes.Ribbon(
                surface.Width, level, thickness, amplitude, slope, random.NextDouble(0, 0.4));
            surface.Polygon(ribbon, palette.Pick(index), 190);
        }
    }

    private static void Rings(ISurface surface, Palette palette, SeededRandom random)
    {
        int unit = System.Math.Min(surface.Width, surface.Height);
        for (int group = 0; group < 4; group++)
        {
            double x = surface.Width * random.NextDouble(0.05, 0.95);
            double y = surface.Height * random.NextDouble(0.05, 0.85);
            for (int ring = 0; ring < 6; ring++)
            {
                double radius = unit * (0.06 + ring * 0.055);
                Point[] outline = Shapes.Ring(x, y, radius, unit * 0.026);
                surface.Polygon(outline, palette.Pick(group + ring % 2), 200 - ring * 22);
            }
        }
    }

    private static void Sun(ISurface surface, Rgb color, SeededRandom random)
    {
        int unit = System.Math.Min(surface.Width, surface.Height);
        double x = surface.Width * random.NextDouble(0.2, 0.8);
        double y = surface.Height * random.NextDouble(0.22, 0.42);
        double radius = unit * random.NextDouble(0.09, 0.14);
        surface.Polygon(Shapes.Circle(x, y, radius * 1.7), color, 45);
        surface.Polygon(Shapes.Circle(x, y, radius * 1.3), color, 70);
        surface.Polygon(Shapes.Circle(x, y, radius), color, 255);
    }
}
