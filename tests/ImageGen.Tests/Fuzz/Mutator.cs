using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ImageGen.Tests.Fuzz;

/// <summary>
/// Spoils inputs at random: bytes turned, cut out, doubled, moved, and what parsers stumble over put in.
/// </summary>
internal sealed class Mutator(Random random, IReadOnlyList<byte[]> seeds)
{
    private static readonly byte[][] s_tokens =
    [
        .. new[]
        {
            "\"", "\\", "{", "}", "[", "]", ":", ",", "\n", "\r", "\r\n",
                "\n\n", "\0", "\u001b[2J", "null", "true", "7", "-0", "1e999",
            "99999999999999999999", "\\u", "\\ud83d", "\\u0000",
            "\\u0001-1:5", "\\u00010:9999", "\\n", "data:", "data: ",
            "event: ", "event: error\n", ": \n", "[DONE]", "\"error\":",
            "\"error\":{}", "\"result\":", "\"result\":\"", "\"b64_json\":\"",
            "\"type\":\"response.completed\",", "\"type\":\"error\",",
            "\"output\":[null,", "\"id\":null,", "\u00ef\u00bb\u00bf", "\u00ff", "\u00c3",
            "=", "==", "!", new string('A', 5000), new string('[', 70), "\u00e2\u0080\u00ae",
        }.Select(Encoding.Latin1.GetBytes),
    ];

    /// <summary>The next input: now and then a seed as it is.</summary>
    public byte[] Next()
    {
        List<byte> input = [.. Seed()];
        for (int changes = random.Next(5); changes > 0; changes--) Change(input);
        return [.. input];
    }

    private byte[] Seed() => seeds[random.Next(seeds.Count)];

    private void Change(List<byte> input)
    {
        int at = random.Next(input.Count + 1);
        int length = Math.Min(input.Count - at, random.Next(4) == 0 ? random.Next(3000) : random.Next(12));
        switch (random.Next(7))
        {
            case 0 when at < input.Count:
                input[at] = (byte)random.Next(256);
                break;
            case 1:
                input.RemoveRange(at, length);
                break;
            case 2:
                input.InsertRange(at, input.GetRange(at, length));
                break;
            case 3:
                input.RemoveRange(at, input.Count - at);
                break;
            case 4:
                byte[] other = Seed();
                int from = random.Next(other.Length + 1);
                input.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(3000))]);
                break;
            default:
                input.InsertRange(at, s_tokens[random.Next(s_tokens.Length)]);
                break;
        }
    }
}
