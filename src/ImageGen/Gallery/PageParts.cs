using System;
using System.IO;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace ImageGen.Gallery;

/// <summary>The page's own HTML, CSS and JavaScript, which contain nothing of the images.</summary>
internal static class PageParts
{
    private const string Prefix = "gallery.";

    /// <summary>
    /// The page up to its data. Its policy lets through this style and script, its images, and nothing else.
    /// </summary>
    public static string Head(string title)
    {
        string style = Read("page.css");
        string policy = "default-src 'none'; img-src 'self' file: data:; base-uri 'none'; form-action 'none'; "
            + $"style-src '{Hash(style)}'; script-src '{Hash(Script)}'";
        return Read("page.html")
            .Replace("{{policy}}", policy)
            .Replace("{{style}}", style)
            .Replace("{{title}}", WebUtility.HtmlEncode(title));
    }

    public static string Script => Read("grid.js") + Read("details.js");

    private static string Hash(string text)
    {
        using SHA256 sha = SHA256.Create();
        return "sha256-" + Convert.ToBase64String(sha.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>Browsers read a line's end as one character, which the hash is of.</summary>
    private static string Read(string name)
    {
        using Stream stream = typeof(PageParts).Assembly.GetManifestResourceStream(Prefix + name)!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n");
    }
}
