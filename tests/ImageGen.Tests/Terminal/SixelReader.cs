using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace ImageGen.Tests.Terminal;

/// <summary>A decoder of Sixel graphics, as a terminal has it: strict, and no pixel may be drawn twice.</summary>
internal sealed class SixelReader
{
    private readonly string _text;
    private readonly Dictionary<int, int> _palette = [];
    private int _at;

    private SixelReader(string text) => _text = text;

    /// <summary>Each 0xRRGGBB, row by row; -1 for a pixel that was not drawn.</summary>
    public int[] Pixels { get; private set; } = [];

    public int Width { get; private set; }

    public int Height { get; private set; }

    public int Colors => _palette.Count;

    /// <summary>Decodes the first Sixel of an output.</summary>
    public static SixelReader Read(string output)
    {
        int start = output.IndexOf("\x1bP0;1;0q", StringComparison.Ordinal);
        int end = output.IndexOf("\x1b\\", start, StringComparison.Ordinal);
        SixelReader reader = new(output[(start + 8)..end]);
        reader.Decode();
        return reader;
    }

    private void Decode()
    {
        Expect('"');
        int[] raster = Numbers();
        (Width, Height) = (raster[2], raster[3]);
        Pixels = Enumerable.Repeat(-1, Width * Height).ToArray();
        int x = 0, top = 0, color = -1;
        while (_at < _text.Length)
        {
            char c = _text[_at++];
            switch (c)
            {
                case '$':
                    x = 0;
                    break;
                case '-':
                    (x, top) = (0, top + 6);
                    break;
                case '#':
                    color = ReadColor(Numbers());
                    break;
                case '!':
                    int count = Numbers()[0];
                    char repeated = _text[_at++];
                    for (int i = 0; i < count; i++) Draw(repeated, x++, top, color);
                    break;
                default:
                    Draw(c, x++, top, color);
                    break;
            }
        }
    }

    private int ReadColor(int[] numbers)
    {
        if (numbers.Length == 5)
        {
            if (numbers[1] != 2) throw new FormatException("not a colour of red, green and blue");
            _palette.Add(numbers[0], Level(numbers[2]) << 16 | Level(numbers[3]) << 8 | Level(numbers[4]));
        }

        return _palette[numbers[0]];
    }

    private static int Level(int percent) => percent is >= 0 and <= 100
        ? (percent * 255 + 50) / 100
        : throw new FormatException($"{percent} %");

    private void Draw(char sixel, int x, int top, int color)
    {
        if (sixel is < '?' or > '~') throw new FormatException($"'{sixel}' is no sixel");
        for (int row = 0; row < 6; row++)
        {
            if (((sixel - '?') >> row & 1) == 0) continue;

            int pixel = (top + row) * Width + x;
            if (x >= Width || Pixels[pixel] != -1) throw new FormatException($"pixel {x},{top + row} is drawn again");
            Pixels[pixel] = color;
        }
    }

    private int[] Numbers()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == ';')) _at++;
        return [.. _text[start.._at].Split(';').Select(part => int.Parse(part, CultureInfo.InvariantCulture))];
    }

    private void Expect(char c)
    {
        if (_text[_at++] != c) throw new FormatException($"expected {c}");
    }
}
