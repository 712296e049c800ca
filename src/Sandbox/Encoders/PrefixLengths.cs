using System;
using System.Linq;

namespace ImageGen.Sandbox.Encoders;

/// <summary>How many bits each symbol of a prefix code gets: the fewer, the more often it occurs (Huffman).</summary>
internal static class PrefixLengths
{
    /// <summary>The lengths for these counts; 0 for a symbol that does not occur.</summary>
    public static byte[] For(int[] counts, int longest)
    {
        // A code that grows too long gets shorter when its rarest symbols count for more than they are.
        for (int least = 1; ; least *= 2)
        {
            byte[] lengths = Unlimited(counts, least);
            if (lengths.Max() <= longest) return lengths;
        }
    }

    private static byte[] Unlimited(int[] counts, int least)
    {
        byte[] lengths = new byte[counts.Length];
        int[] leaves = [.. Enumerable.Range(0, counts.Length).Where(symbol => counts[symbol] > 0)];
        Array.Sort(leaves, (left, right) => (counts[left], left).CompareTo((counts[right], right)));
        if (leaves.Length == 1) lengths[leaves[0]] = 1;
        if (leaves.Length < 2) return lengths;

        // Nodes are made in the order of their weight, so the two lightest are at the front of the leaves or the nodes.
        int[] parents = new int[2 * leaves.Length - 1];
        long[] weights = new long[parents.Length];
        for (int index = 0; index < leaves.Length; index++) weights[index] = Math.Max(counts[leaves[index]], least);
        int leaf = 0;
        int inner = leaves.Length;
        for (int node = leaves.Length; node < parents.Length; node++)
        {
            for (int child = 0; child < 2; child++)
            {
                bool isLeaf = leaf < leaves.Length && (inner == node || weights[leaf] <= weights[inner]);
                int lightest = isLeaf ? leaf++ : inner++;
                weights[node] += weights[lightest];
                parents[lightest] = node;
            }
        }

        int[] depths = new int[parents.Length];
        for (int node = parents.Length - 2; node >= 0; node--)
        {
            depths[node] = depths[parents[node]] + 1;
            if (node < leaves.Length) lengths[leaves[node]] = (byte)depths[node];
        }

        return lengths;
    }
}
