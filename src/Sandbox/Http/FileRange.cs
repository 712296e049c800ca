using System.Net.Http.Headers;
using System.Linq;

namespace ImageGen.Sandbox.Http;

/// <summary>A part of a file; no bytes where the part begins behind its end.</summary>
internal sealed record FileRange(int Start, int Length)
{
    /// <summary>
    /// The part that a header asks for; null where it asks for all. What cannot be read, or has several parts, counts
    /// as not given.
    /// </summary>
    public static FileRange? Read(string? header, int length)
    {
        bool isRange = RangeHeaderValue.TryParse(header, out RangeHeaderValue? value)
            && value.Unit == "bytes"
            && value.Ranges.Count == 1;
        if (!isRange) return null;
        RangeItemHeaderValue part = value!.Ranges.First();
        long start = part.From ?? System.Math.Max(0, length - part.To!.Value);
        long last = part.From is null ? length - 1 : System.Math.Min(length - 1, part.To ?? long.MaxValue);
        return start <= last ? new FileRange((int)start, (int)(last - start + 1)) : new FileRange(0, 0);
    }
}
