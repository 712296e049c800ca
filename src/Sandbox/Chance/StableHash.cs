using System;
using System.Text;

namespace ImageGen.Sandbox.Chance;

/// <summary>A hash that is the same in every process and on every platform (FNV-1a, finished by SplitMix64).</summary>
internal static class StableHash
{
    public static ulong Compute(string text) => Compute(Encoding.UTF8.GetBytes(text));

    public static ulong Compute(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 14695981039346656037;
        foreach (byte value in bytes)
        {
            hash = unchecked((hash ^ value) * 1099511628211);
        }

        return Mix(hash);
    }

    public static ulong Combine(ulong first, ulong second) => Mix(unchecked(first * 31 + second + 0x9E3779B97F4A7C15));

    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
