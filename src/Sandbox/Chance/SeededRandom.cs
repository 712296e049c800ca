using System.Globalization;
using System.Text;

namespace ImageGen.Sandbox.Chance;

/// <summary>SplitMix64: System.Random may give other numbers on another runtime, this does not.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public int Next(int minimum, int maximum) => minimum + (int)(NextBits() % (ulong)(maximum - minimum + 1));

    public double NextDouble(double minimum, double maximum) => minimum + (maximum - minimum) * Next(0, 4096) / 4096.0;

    public string NextHex(int length)
    {
        StringBuilder text = new(length + 16);
        while (text.Length < length)
        {
            text.Append(NextBits().ToString("x16", CultureInfo.InvariantCulture));
        }

        return text.ToString(0, length);
    }

    private ulong NextBits()
    {
        _state = unchecked(_state + 0x9E3779B97F4A7C15);
        return StableHash.Mix(_state);
    }
}
