using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace ImageGen.Tests.Support;

/// <summary>A form as a strict server reads it: quoted names, no header but the two that every server knows.</summary>
internal sealed class MultipartForm
{
    private static readonly Regex s_disposition = new(
        "^Content-Disposition: form-data; name=\"(?<name>[^\"\r\n]*)\"(; filename=\"(?<file>[^\"\r\n]*)\")?$");

    private readonly byte[] _body;
    private int _at;

    private MultipartForm(string contentType, byte[] body)
    {
        _body = body;
        Match type = Regex.Match(contentType, "^multipart/form-data; boundary=(?<boundary>[A-Za-z0-9-]{1,70})$");
        Assert.True(type.Success, contentType);
        byte[] delimiter = Encoding.ASCII.GetBytes("\r\n--" + type.Groups["boundary"].Value);
        List<FormPart> parts = [];
        Expect(Encoding.ASCII.GetString(delimiter)[2..]);
        while (!Peek("--\r\n"))
        {
            Expect("\r\n");
            parts.Add(ReadPart(delimiter));
        }

        Expect("--\r\n");
        Assert.Equal(body.Length, _at);
        Parts = parts;
    }

    public IReadOnlyList<FormPart> Parts { get; }

    public IEnumerable<string> Names => Parts.Select(part => part.Name);

    public static MultipartForm Parse(string contentType, byte[] body) => new(contentType, body);

    public static MultipartForm Of(ReceivedRequest request) => new(request.Headers["Content-Type"], request.Body);

    public static bool Is(ReceivedRequest request) =>
        request.Headers.TryGetValue("Content-Type", out string? type)
            && type.StartsWith("multipart/", StringComparison.Ordinal);

    /// <summary>The one part of this name, or null.</summary>
    public FormPart? Find(string name) => Parts.SingleOrDefault(part => part.Name == name);

    public string? TextOf(string name) => Find(name)?.Text;

    private FormPart ReadPart(byte[] delimiter)
    {
        int end = _body.AsSpan(_at).IndexOf("\r\n\r\n"u8);
        Assert.True(end >= 0, "A part has no end of its headers.");
        string[] headers = Encoding.UTF8.GetString(_body, _at, end).Split("\r\n");
        _at += end + 4;
        Match disposition = s_disposition.Match(headers[0]);
        Assert.True(disposition.Success, headers[0]);
        string? type = headers.Length == 1 ? null : Assert.Single(headers[1..]);
        Assert.StartsWith("Content-Type: ", type ?? "Content-Type: ");

        int length = _body.AsSpan(_at).IndexOf(delimiter);
        Assert.True(length >= 0, "A part has no end.");
        byte[] content = _body.AsSpan(_at, length).ToArray();
        _at += length + delimiter.Length;
        return new FormPart(
            disposition.Groups["name"].Value,
            disposition.Groups["file"].Success ? disposition.Groups["file"].Value : null,
            type?["Content-Type: ".Length..],
            content);
    }

    private bool Peek(string text) => _body.AsSpan(_at).StartsWith(Encoding.ASCII.GetBytes(text));

    private void Expect(string text)
    {
        Assert.True(Peek(text), $"Expected '{text}' at {_at}.");
        _at += text.Length;
    }
}

/// <summary>One part; a field has neither a file name nor a content type.</summary>
internal sealed record FormPart(string Name, string? FileName, string? ContentType, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);
}
