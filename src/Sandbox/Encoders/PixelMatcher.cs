using System;
using System.Collections.Generic;
using System.Threading;

namespace ImageGen.Sandbox.Encoders;

/// <summary>
/// Finds what repeats among the pixels of a picture (LZ77, with a cache of colours). It looks at the pixel before, at
/// the row above, and where the next pixels stood last: enough for flat drawings.
/// </summary>
internal sealed class PixelMatcher(int[] pixels, int width)
{
    public const int CacheBits = 9;

    /// <summary>The most pixels that one token copies.</summary>
    public const int LongestCopy = 4096;

    private const int ShortestCopy = 3;
    private const int TableBits = 16;

    /// <summary>Distances from here on are written as they are, with the named ones before them.</summary>
    private const int NamedDistances = 120;
    private const int Farthest = (1 << 20) - NamedDistances;

    private readonly int[] _cache = new int[1 << CacheBits];
    private readonly int[] _lastSeen = new int[1 << TableBits];

    public static int CachePlace(int argb) => (int)(unchecked((uint)argb * 0x1E35A7BDu) >> (32 - CacheBits));

    /// <summary>The picture as tokens; the first one is a pixel.</summary>
    public List<PixelToken> Tokens(CancellationToken token)
    {
        List<PixelToken> tokens = [];
        for (int at = 0; at < pixels.Length;)
        {
            if (tokens.Count % 4096 == 0) token.ThrowIfCancellationRequested();
            (int length, int distance) = LongestBefore(at);
            if (length >= ShortestCopy)
            {
                tokens.Add(PixelToken.Copy(length, DistanceCode(distance)));
            }
            else
            {
                length = 1;
                int place = CachePlace(pixels[at]);
                bool isCached = at > 0 && _cache[place] == pixels[at];
                tokens.Add(isCached ? PixelToken.Cached(place) : PixelToken.Pixel(pixels[at]));
            }

            for (int end = at + length; at < end; at++) Remember(at);
        }

        return tokens;
    }

    private (int Length, int Distance) LongestBefore(int at)
    {
        (int Length, int Distance) longest = (0, 0);
        int seen = at + 1 < pixels.Length ? _lastSeen[PairPlace(at)] : 0;
        foreach (int from in (ReadOnlySpan<int>)[at - 1, at - width, seen - 1])
        {
            if (from < 0 || at - from > Farthest) continue;
            int length = CommonLength(from, at);
            if (length > longest.Length) longest = (length, at - from);
        }

        return longest;
    }

    private int CommonLength(int from, int at)
    {
        int most = Math.Min(LongestCopy, pixels.Length - at);
        int length = 0;
        while (length < most && pixels[from + length] == pixels[at + length]) length++;
        return length;
    }

    /// <summary>The nearest pixels have the shortest codes: above, before, and the two beside the one above.</summary>
    private int DistanceCode(int distance) => 0 switch
    {
        _ when distance == width => 1,
        _ when distance == 1 => 2,
        _ when distance == width + 1 => 3,
        _ when distance == width - 1 => 4,
        _ => distance + NamedDistances,
    };

    private void Remember(int at)
    {
        _cache[CachePlace(pixels[at])] = pixels[at];
        if (at + 1 < pixels.Length) _lastSeen[PairPlace(at)] = at + 1;
    }

    private int PairPlace(int at) => (int)(unchecked(
        ((uint)pixels[at] * 0x9E3779B1u) ^ ((uint)pixels[at + 1] * 0x85EBCA77u)) >> (32 - TableBits));
}
