using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace ImageGen.Tests.Terminal;

/// <summary>An image as kitty receives it: its control data, and what its chunks hold together.</summary>
internal sealed class KittyImage
{
    private static readonly Regex s_command =
        new("\x1b_G(?<control>[^;\x1b]*);(?<data>[A-Za-z0-9+/=]*)\x1b\\\\", RegexOptions.CultureInvariant);

    private static readonly Regex s_passed =
        new("\x1bPtmux;(?<inner>(?:\x1b\x1b|[^\x1b])*)\x1b\\\\", RegexOptions.CultureInvariant);

    private readonly MemoryStream _data = new();

    private KittyImage(Dictionary<string, string> control) => Control = control;

    public Dictionary<string, string> Control { get; }

    public byte[] Data => _data.ToArray();

    /// <summary>All images of an output. A chunk that no terminal takes is an error.</summary>
    public static IReadOnlyList<KittyImage> Read(string output)
    {
        List<KittyImage> images = [];
        bool isOpen = false;
        foreach (Match command in s_command.Matches(output))
        {
            Dictionary<string, string> control = command.Groups["control"].Value.Split(',')
                .Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
            string data = command.Groups["data"].Value;
            if (control.GetValueOrDefault("a") == "q") continue;
            if (data.Length > 4096) throw new FormatException($"a chunk of {data.Length}");
            bool isBare = !control.Keys.Except(["m", "q"]).Any();
            if (isOpen && !isBare) throw new FormatException("control data in a later chunk");
            if (control["q"] != "2") throw new FormatException("an answer would be left unread");
            if (!isOpen) images.Add(new KittyImage(control));
            images[^1]._data.Write(Convert.FromBase64String(data));
            isOpen = control["m"] == "1";
        }

        return isOpen ? throw new FormatException("the last chunk is missing") : images;
    }

    /// <summary>What the terminal around tmux receives of it.</summary>
    public static string ThroughTmux(string output) => string.Concat(
        s_passed.Matches(output).Select(match => match.Groups["inner"].Value.Replace("\x1b\x1b", "\x1b")));
}
