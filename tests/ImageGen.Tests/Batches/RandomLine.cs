using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace ImageGen.Tests.Batches;

/// <summary>
/// A line of an output file with its members in any order, with blanks, and with escapes where nobody would write them.
/// </summary>
internal sealed class RandomLine(Random random)
{
    private static readonly string[] s_errors = ["moderation_blocked", "batch_expired", "odd\n\"code\""];

    /// <summary>What is no picture is refused, whatever else it is.</summary>
    private static readonly byte[] s_signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private readonly StringBuilder _text = new();

    /// <summary>How many bytes of the line there are up to the end of its id.</summary>
    public int IdEnd { get; private set; }

    /// <summary>Writes a line of this id.</summary>
    public string Write(string id)
    {
        Action body = random.Next(6) switch
        {
            0 => () => WriteObject([("error", WriteError)]),
            1 => () => WriteObject([("created", () => _text.Append(1)), ("data", () => _text.Append("[]"))]),
            _ => WriteImages,
        };
        int status = random.Next(4) == 0 ? 400 : 200;
        List<(string, Action)> members =
        [
            ("id", () => WriteString("batch_req_1")),
            ("custom_id", () =>
            {
                WriteString(id);
                IdEnd = _text.Length;
            }),
            ("unknown", () => _text.Append("{\"custom_id\":\"no\",\"b\":[null,1.5e3,{}]}")),
        ];
        members.Add(random.Next(8) == 0 ? ("error", WriteError) : ("error", () => _text.Append("null")));
        members.Add(random.Next(8) == 0 ? ("response", () => _text.Append("null")) : ("response", () => WriteObject(
        [
            ("status_code", () => _text.Append(status)),
            ("request_id", () => WriteString("req_" + random.Next(10))),
            ("body", body),
        ])));
        WriteObject(members);
        return _text.ToString();
    }

    private void WriteImages()
    {
        (string, Action)[] members = [("output_format", () => WriteString("png")), ("data", WriteData)];
        WriteObject(members);
    }

    private void WriteData()
    {
        _text.Append('[');
        for (int left = random.Next(1, 4); left > 0; left--)
        {
            Blank();
            byte[] image = new byte[random.Next(2) == 0 ? random.Next(8, 3000) : random.Next(3100, 40_000)];
            random.NextBytes(image);
            s_signature.AsSpan(0, Math.Min(image.Length, s_signature.Length)).CopyTo(image);
            WriteObject(
            [
                ("b64_json", () => WriteString(Convert.ToBase64String(image))),
                ("revised_prompt", () => WriteString("a \"fox\"\\ \u001b[2J\n\u202e\ud83e\udd8a")),
            ]);
            if (left > 1) _text.Append(',');
        }

        _text.Append(']');
    }

    private void WriteError() => WriteObject(
    [
        ("code", () => WriteString(s_errors[random.Next(s_errors.Length)])),
        ("message", () => WriteString("Not this.")),
    ]);

    private void WriteObject(IEnumerable<(string Name, Action Value)> members)
    {
        (string Name, Action Value)[] shuffled = [.. members];
        random.Shuffle(shuffled);
        _text.Append('{');
        foreach ((string name, Action value) in shuffled)
        {
            if (_text[^1] != '{') _text.Append(',');
            Blank();
            WriteString(name);
            Blank();
            _text.Append(':');
            Blank();
            value();
            Blank();
        }

        _text.Append('}');
    }

    private void Blank() => _text.Append(random.Next(5) == 0 ? " \t\r "[..random.Next(4)] : string.Empty);

    /// <summary>All that is not plain is escaped; of what is plain, a character here and there too.</summary>
    private void WriteString(string text)
    {
        int rarity = random.Next(3) == 0 ? 8 : 500;
        _text.Append('"');
        foreach (char current in text)
        {
            bool isPlain = current is >= ' ' and < '\u007f' and not ('"' or '\\');
            if (isPlain && random.Next(rarity) > 0) _text.Append(current);
            else if (current == '/') _text.Append("\\/");
            else _text.Append("\\u").Append(((int)current).ToString("x4", CultureInfo.InvariantCulture));
        }

        _text.Append('"');
    }
}
