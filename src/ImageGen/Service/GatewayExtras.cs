using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using ImageGen.Text;

namespace ImageGen.Service;

/// <summary>
/// What a gateway asks for beside the key: headers, a query, a certificate. Their values are secrets, and they travel
/// only to the base address of the connection.
/// </summary>
internal sealed class GatewayExtras
{
    private static readonly Regex s_token = new(@"\A[A-Za-z0-9!#$%&'*+.^_`|~-]+\z", RegexOptions.CultureInvariant);

    /// <summary>Headers that the module, its other parameters or the connection set.</summary>
    private static readonly HashSet<string> s_reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept", "Accept-Encoding", "Connection", "Expect", "Host", "Keep-Alive", "OpenAI-Organization",
        "OpenAI-Project", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
        "User-Agent", "x-ms-oai-image-generation-deployment",
    };

    private static readonly HashSet<string> s_keyHeaders =
        new(StringComparer.OrdinalIgnoreCase) { "Authorization", "api-key" };

    /// <param name="headers">Names and values of headers.</param>
    /// <param name="query">Names and values that end each address.</param>
    /// <param name="certificate">What the connection shows of itself.</param>
    /// <param name="hasKey">True where a key or a token is sent: then no header may replace it.</param>
    /// <exception cref="AIImageException">A header cannot be sent, or the certificate has no private key.</exception>
    public GatewayExtras(
        IReadOnlyList<KeyValuePair<string, string>> headers,
        IReadOnlyList<KeyValuePair<string, string>> query,
        X509Certificate2? certificate,
        bool hasKey)
    {
        foreach (KeyValuePair<string, string> header in headers) Check(header.Key, header.Value, hasKey);
        if (certificate is { HasPrivateKey: false })
        {
            throw InvalidRequest(
                "The certificate of -ClientCertificate has no private key.");
        }

        Headers = headers;
        Query = query;
        Certificate = certificate;
        Pattern = PatternOf(headers.Concat(query).Select(pair => pair.Value));
    }

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; }

    public X509Certificate2? Certificate { get; }

    /// <summary>Finds the values in a text; null where none differs enough from other words.</summary>
    public Regex? Pattern { get; }

    /// <summary>Identifies it within the process.</summary>
    public string Identity => string.Join(
        "\n", Headers.Concat(Query).Select(pair => $"{pair.Key}\t{pair.Value}").Append(Certificate?.Thumbprint));

    /// <summary>The headers of a text with one <c>Name: value</c> a line, as OPENAI_CUSTOM_HEADERS has them.</summary>
    /// <exception cref="AIImageException">A line is no header.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> ParseLines(string? text, string source)
    {
        List<KeyValuePair<string, string>> headers = [];
        foreach (string line in (text ?? string.Empty).Split('\n'))
        {
            if (line.Trim().Length == 0) continue;

            int colon = line.IndexOf(':');
            if (colon < 1)
            {
                throw InvalidRequest($"Line {headers.Count + 1} of {source} is not a header such as 'Name: value'.");
            }

            headers.Add(new(line.Substring(0, colon).Trim(), line.Substring(colon + 1).Trim()));
        }

        return headers;
    }

    /// <summary>
    /// The end of an address: the dialect's query, where a name is not given here, and then this one.
    /// </summary>
    public string QueryAfter(string dialect)
    {
        IEnumerable<string> own = dialect.TrimStart('?').Split(['&'], StringSplitOptions.RemoveEmptyEntries)
            .Where(part => Query.All(pair => !part.StartsWith(pair.Key + "=", StringComparison.OrdinalIgnoreCase)));
        IEnumerable<string> given =
            Query.Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value)}");
        string all = string.Join("&", own.Concat(given));
        return all.Length == 0 ? string.Empty : "?" + all;
    }

    private static Regex? PatternOf(IEnumerable<string> values)
    {
        string[] patterns = [.. values
            .SelectMany(value => new[] { value, value.Substring(value.LastIndexOf(' ') + 1) })
            .Distinct()
            .OrderByDescending(value => value.Length)
            .Select(value => Redaction.PatternOf(value)?.ToString())
            .OfType<string>()];
        return patterns.Length == 0
            ? null
            : new Regex(string.Join("|", patterns), RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);
    }

    private static void Check(string name, string value, bool hasKey)
    {
        string shown = PlainText.Line(name, 60);
        if (!s_token.IsMatch(name)) throw InvalidRequest($"'{shown}' is not a valid header name.");

        if (value.Any(c => c is < ' ' or > '~'))
        {
            throw InvalidRequest(
                $"The value of the header '{shown}' contains a line break or another invalid character.");
        }

        if (s_reserved.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase))
        {
            throw InvalidRequest($"The module sets the header '{shown}' itself.");
        }

        if (hasKey && s_keyHeaders.Contains(name))
        {
            throw InvalidRequest(
                $"The header '{shown}' conflicts with the key of this connection. Give the key with -ApiKey or "
                + "-AccessToken, or use -Compatible without a key.");
        }
    }

    private static AIImageException InvalidRequest(string message) => new(ErrorIds.InvalidRequest, message);
}
