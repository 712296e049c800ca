using System.Collections.Generic;

namespace ImageGen.Sandbox.Chance;

/// <summary>
/// Numbers equal requests. Ids made of a request and its number are the same in every run, in whatever order parallel
/// requests arrive.
/// </summary>
internal sealed class OccurrenceCounter
{
    private readonly Dictionary<ulong, ulong> _counts = [];

    public ulong Next(ulong hash)
    {
        lock (_counts)
        {
            _counts.TryGetValue(hash, out ulong count);
            _counts[hash] = count + 1;
            return count;
        }
    }
}
