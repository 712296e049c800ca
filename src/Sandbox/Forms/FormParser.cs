using System;
using System.Collections.Generic;
using System.Text;
using ImageGen.Sandbox.Refusals;

namespace ImageGen.Sandbox.Forms;

/// <summary>
/// Takes a `multipart/form-data` body apart (RFC 7578, RFC 2046): a delimiter is a line of its own that begins with two
/// hyphens and the boundary; the line break before it belongs to it and not to the part.
/// </summary>
internal ref struct FormParser
{
    private const int MaximumParts = 1000;
    private const int MaximumHead = 16 * 1024;
    private readonly ReadOnlySpan<byte> _delimiter;
    private ReadOnlySpan<byte> _rest;

    private FormParser(ReadOnlySpan<byte> body, string boundary)
    {
        _delimiter = Encoding.ASCII.GetBytes("\r\n--" + boundary);
        _rest = body;
    }

    public static List<FormPart> Parse(byte[] body, string boundary)
    {
        FormParser parser = new(body, boundary);
        List<FormPart> parts = [];
        parser.SkipPreamble();
        while (!parser.TakeDelimiter())
        {
            if (parts.Count == MaximumParts) throw Malformed($"it has more than {MaximumParts} parts");
            parts.Add(parser.TakePart());
        }

        return parts;
    }

    public static Refusal Malformed(string why) =>
        new(400, $"Could not parse multipart form: {why}.", null, null);

    private void SkipPreamble()
    {
        // The first delimiter needs no line break before it when nothing comes before it.
        if (_rest.StartsWith(_delimiter.Slice(2)))
        {
            _rest = _rest.Slice(_delimiter.Length - 2);
            return;
        }

        TakeUntilDelimiter();
    }

    /// <summary>What follows the boundary on its line; true at the last one.</summary>
    private bool TakeDelimiter()
    {
        if (_rest.StartsWith("--"u8)) return true;
        int end = _rest.IndexOf("\r\n"u8);
        if (end < 0 || Encoding.ASCII.GetString(_rest.Slice(0, end).ToArray()).Trim().Length > 0)
        {
            throw Malformed("a line that begins with the boundary goes on after it");
        }
        _rest = _rest.Slice(end + 2);
        return false;
    }

    private FormPart TakePart()
    {
        string disposition = "";
        string? contentType = null;
        while (TakeHeader() is (string name, string value))
        {
            if (name.Equals("Content-Disposition", StringComparison.OrdinalIgnoreCase))
            {
                disposition = value;
            }
            else if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
            {
                contentType = value.Split(';')[0].Trim().ToLowerInvariant();
            }
        }

        Dictionary<string, string> parameters = HeaderParameters.Parse(disposition, out string kind);
        if (kind != "form-data" || !parameters.TryGetValue("name", out string? field))
        {
            throw Malformed("a part has no 'Content-Disposition: form-data' with a name");
        }
        return new FormPart(
            field, HeaderParameters.FileName(parameters), contentType, TakeUntilDelimiter().ToArray());
    }

    /// <summary>The next header; null at the empty line that ends them.</summary>
    private (string Name, string Value)? TakeHeader()
    {
        int end = _rest.IndexOf("\r\n"u8);
        if (end is < 0 or > MaximumHead) throw Malformed("the headers of a part have no end");
        string line = Encoding.UTF8.GetString(_rest.Slice(0, end).ToArray());
        if (end == 0)
        {
            // A delimiter right here begins with this line break: the part has no data at all.
            _rest = _rest.Slice(_rest.Slice(2).StartsWith(_delimiter.Slice(2)) ? 0 : 2);
            return null;
        }

        _rest = _rest.Slice(end + 2);
        int colon = line.IndexOf(':');
        return colon > 0
            ? (line.Substring(0, colon).Trim(), line.Substring(colon + 1).Trim())
            : throw Malformed("a header of a part has no colon");
    }

    private ReadOnlySpan<byte> TakeUntilDelimiter()
    {
        int end = _rest.IndexOf(_delimiter);
        if (end < 0) throw Malformed("the closing boundary is missing");
        ReadOnlySpan<byte> taken = _rest.Slice(0, end);
        _rest = _rest.Slice(end + _delimiter.Length);
        return taken;
    }
}
