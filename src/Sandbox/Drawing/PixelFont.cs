using System;
using System.Collections.Generic;
using System.Globalization;

namespace ImageGen.Sandbox.Drawing;

/// <summary>
/// ASCII in cells of 5 by 8 dots. A glyph is five columns of two hexadecimal digits, the lowest bit at the top.
/// </summary>
internal static class PixelFont
{
    public const int Columns = 5;
    public const int Rows = 8;

    /// <summary>Dots from one glyph, or line, to the next.</summary>
    public const int Advance = 6;
    public const int LineAdvance = 11;

    private const string Glyphs =
        "0000000000" + "00005F0000" + "0007000700" + "147F147F14" + "242A7F2A12" + "2313086462" // !"#$%
        + "3649562050" + "0000070000" + "001C224100" + "0041221C00" + "2A1C7F1C2A" + "08083E0808" // &'()*+
        + "0080603000" + "0808080808" + "0000606000" + "2010080402" + "3E5149453E" + "00427F4000" // ,-./01
        + "4261514946" + "2141494D33" + "1814127F10" + "2745454539" + "3C4A494931" + "0171090503" // 234567
        + "3649494936" + "464949291E" + "0000363600" + "0080763600" + "0008142241" + "1414141414" // 89:;<=
        + "0041221408" + "0201590906" + "3E415D594E" + "7E1111117E" + "7F49494936" + "3E41414122" // >?@ABC
        + "7F4141413E" + "7F49494941" + "7F09090901" + "3E41415173" + "7F0808087F" + "00417F4100" // DEFGHI
        + "2040413F01" + "7F08142241" + "7F40404040" + "7F021C027F" + "7F0408107F" + "3E4141413E" // JKLMNO
        + "7F09090906" + "3E4151215E" + "7F09192946" + "2649494932" + "01017F0101" + "3F4040403F" // PQRSTU
        + "1F2040201F" + "3F4038403F" + "6314081463" + "0304780403" + "6151494543" + "007F414100" // VWXYZ[
        + "0204081020" + "0041417F00" + "0402010204" + "4040404040" + "0001020400" + "2054545478" // \]^_`a
        + "7F48444438" + "3844444420" + "384444487F" + "3854545418" + "087E090102" + "18A4A4A47C" // bcdefg
        + "7F08040478" + "00447D4000" + "4080847D00" + "7F10284400" + "00417F4000" + "7C04780478" // hijklm
        + "7C08040478" + "3844444438" + "FC24242418" + "18242428FC" + "7C08040408" + "4854545424" // nopqrs
        + "043F444020" + "3C4040207C" + "1C2040201C" + "3C4030403C" + "4428102844" + "4C9090907C" // tuvwxy
        + "4464544C44" + "0008364100" + "00007F0000" + "0041360800" + "0201020402"; // z{|}~

    private const string Box = "7F4141417F";

    private static readonly byte[] s_columns = Parse(Glyphs + Box);

    /// <summary>The dots of one column of a character; any character without a glyph is a box.</summary>
    public static int Column(char character, int column)
    {
        int glyph = character is >= ' ' and <= '~' ? character - ' ' : '~' - ' ' + 1;
        return s_columns[glyph * Columns + column];
    }

    /// <summary>Breaks a text into lines, between words where it can; too long a text is cut.</summary>
    public static List<string> Wrap(string text, int width, int maximumLines)
    {
        List<string> lines = [];
        string line = "";
        foreach (string word in text.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            string rest = word;
            if (line.Length > 0 && line.Length + 1 + rest.Length > width)
            {
                lines.Add(line);
                line = "";
            }

            while (rest.Length > width)
            {
                lines.Add(rest.Substring(0, width));
                rest = rest.Substring(width);
            }

            line = line.Length == 0 ? rest : line + " " + rest;
        }

        if (line.Length > 0) lines.Add(line);
        return lines.Count > maximumLines ? Shorten(lines, width, maximumLines) : lines;
    }

    private static List<string> Shorten(List<string> lines, int width, int maximumLines)
    {
        List<string> kept = lines.GetRange(0, maximumLines);
        string last = kept[maximumLines - 1];
        kept[maximumLines - 1] = last.Substring(0, Math.Max(0, Math.Min(last.Length, width - 3))) + "...";
        return kept;
    }

    private static byte[] Parse(string hex)
    {
        byte[] bytes = new byte[hex.Length / 2];
        for (int index = 0; index < bytes.Length; index++)
        {
            string digits = hex.Substring(index * 2, 2);
            bytes[index] = byte.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        return bytes;
    }
}
