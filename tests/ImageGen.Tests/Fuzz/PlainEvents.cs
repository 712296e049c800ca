using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace ImageGen.Tests.Fuzz;

/// <summary>Server-sent events by the letter of their description, from a text that is there as a whole.</summary>
internal static class PlainEvents
{
    public static IReadOnlyList<string> Of(byte[] bytes)
    {
        string text = Encoding.Latin1.GetString(bytes);
        if (text.StartsWith("\u00ef\u00bb\u00bf", StringComparison.Ordinal)) text = text[3..];
        string[] lines = text.Replace("\r\n", "\n").Replace('\r', '\n').Split('\n');
        List<string> events = [];
        List<string> data = [];
        string? name = null;
        foreach (string line in lines.SkipLast(1))
        {
            if (line.Length == 0)
            {
                if (data.Count > 0) events.Add($"{name}|{string.Join("\n", data)}");
                data = [];
                name = null;
                continue;
            }

            int colon = line.IndexOf(':');
            string field = colon < 0 ? line : line[..colon];
            string value = colon < 0 ? string.Empty : line[(colon + 1)..];
            if (value.StartsWith(' ')) value = value[1..];
            if (field == "data") data.Add(value);
            if (field == "event") name = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(value));
        }

        return events;
    }
}
