using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ImageGen.Lifting;
using Xunit;

namespace ImageGen.Tests.Client.Lifting;

/// <summary>A random JSON document with image fields among others, and what a plain parser reads of it.</summary>
internal sealed class RandomDocument
{
    private static readonly string[] s_names =
        ["result", "b64_json", "partial_image_b64", "type", "text", "id", "output", "a \"b\"", "ünï", ""];

    private static readonly string[] s_imageNames = ["result", "b64_json", "partial_image_b64"];

    private readonly Random _random;
    private readonly StringBuilder _text = new();

    public RandomDocument(Random random)
    {
        _random = random;
        WriteObject(depth: 0);
    }

    public string Text => _text.ToString();

    /// <summary>Every image field decodes to the same bytes, and all other values are the same.</summary>
    public void AssertSame(LiftedDocument document) => AssertSame(JsonNode.Parse(Text), document.Json, "", document);

    private static void AssertSame(JsonNode? expected, JsonNode? actual, string name, LiftedDocument document)
    {
        Assert.Equal(expected?.GetValueKind(), actual?.GetValueKind());
        switch (expected)
        {
            case JsonObject pairs:
                Assert.Equal(pairs.Select(pair => pair.Key), actual!.AsObject().Select(pair => pair.Key));
                foreach (KeyValuePair<string, JsonNode?> pair in pairs)
                {
                    AssertSame(pair.Value, actual[pair.Key], pair.Key, document);
                }
                break;
            case JsonArray items:
                for (int i = 0; i < items.Count; i++) AssertSame(items[i], actual![i], "", document);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String && s_imageNames.Contains(name):
                string text = (string)value!;
                Assert.Equal(Decode(text), Decode(document, (string)actual!));
                if (text.Length >= ImageLifter.Threshold) Assert.StartsWith("\u0001", (string)actual!);
                break;
            default:
                Assert.Equal(expected?.ToJsonString(), actual?.ToJsonString());
                break;
        }
    }

    private static byte[]? Decode(LiftedDocument document, string text)
    {
        try
        {
            return document.Take(JsonValue.Create(text));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[]? Decode(string text)
    {
        try
        {
            return text.Length == 0 ? null : Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private void WriteObject(int depth)
    {
        _text.Append('{');
        string[] names = [.. s_names.OrderBy(_ => _random.Next()).Take(_random.Next(1, 5))];
        for (int i = 0; i < names.Length; i++)
        {
            if (i > 0) _text.Append(_random.Next(3) == 0 ? " ,\n" : ",");
            WriteString(names[i]);
            _text.Append(_random.Next(3) == 0 ? " : " : ":");
            WriteValue(depth + 1);
        }

        _text.Append('}');
    }

    private void WriteValue(int depth)
    {
        switch (_random.Next(depth < 4 ? 7 : 5))
        {
            case 0:
                _text.Append(_random.Next(2) == 0 ? "null" : "-12.5e3");
                break;
            case 1:
                WriteString(new string('é', _random.Next(3)) + "\\\" \t\u0001</" + _random.Next());
                break;
            case 2:
                WriteString("response.completed");
                break;
            case 3 or 4:
                WriteBase64(_random.Next(2) == 0 ? _random.Next(9000) : 3060 + _random.Next(24));
                break;
            case 5:
                WriteObject(depth);
                break;
            default:
                _text.Append('[');
                WriteValue(depth + 1);
                _text.Append(',');
                WriteValue(depth + 1);
                _text.Append(']');
                break;
        }
    }

    private void WriteBase64(int length)
    {
        byte[] bytes = new byte[length];
        _random.NextBytes(bytes);
        string text = Convert.ToBase64String(bytes);
        if (_random.Next(8) == 0 && text.Length > 0) text = text.Insert(_random.Next(text.Length), "!");
        if (_random.Next(4) == 0) text = string.Join("\\r\\n", text.Chunk(76).Select(line => new string(line)));
        if (_random.Next(4) == 0) text = string.Join(' ', text.Chunk(5000).Select(line => new string(line)));
        if (_random.Next(3) == 0) text = text.Replace("/", "\\/").Replace("+", "\\u002b");
        else if (_random.Next(4) == 0) text = WithEscapes(text);
        _text.Append('"').Append(text).Append('"');
    }

    private void WriteString(string text)
    {
        string json = JsonValue.Create(text).ToJsonString();
        _text.Append(_random.Next(3) == 0 ? WithEscapes(json) : json);
    }

    /// <summary>The same JSON text with some of its letters and digits escaped.</summary>
    private string WithEscapes(string json)
    {
        StringBuilder text = new();
        bool isEscape = false;
        int left = 0;
        foreach (char current in json)
        {
            bool isPlain = !isEscape && left == 0 && char.IsAsciiLetterOrDigit(current);
            if (isPlain && _random.Next(5) == 0) text.Append(Escaped(current));
            else text.Append(current);
            left = isEscape && current == 'u' ? 4 : Math.Max(0, left - 1);
            isEscape = !isEscape && current == '\\';
        }

        return text.ToString();
    }

    private string Escaped(char letter) =>
        "\\u" + ((int)letter).ToString(_random.Next(2) == 0 ? "x4" : "X4", CultureInfo.InvariantCulture);
}
