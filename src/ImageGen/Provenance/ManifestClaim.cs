using System;
using System.Collections.Generic;
using System.Linq;
using ImageGen.Text;

namespace ImageGen.Provenance;

/// <summary>
/// What the active manifest of content credentials claims. It is read and not verified: anybody can write it. All text
/// is clean and short.
/// </summary>
internal sealed class ManifestClaim
{
    private const string CertificateChain = "33";
    private const int MostActions = 100;

    /// <summary>Who the certificate of the signature is made out to.</summary>
    public string? Issuer { get; private init; }

    /// <summary>The software that wrote the claim.</summary>
    public string? Generator { get; private init; }

    public IReadOnlyList<string> Actions { get; private init; } = [];

    public IReadOnlyList<string> SourceTypes { get; private init; } = [];

    /// <summary>Reads a manifest store; null where it holds no claim that can be read.</summary>
    public static ManifestClaim? Read(ReadOnlySpan<byte> store)
    {
        // The last manifest is the active one; those before it are of what the image was made from.
        JumbfBox? manifest = JumbfBox.Read(store)?.Boxes.LastOrDefault();
        if (manifest?.Find("c2pa.claim") is not JumbfBox claim) return null;
        if (Parse(claim) is not Dictionary<string, object?> facts) return null;

        List<Dictionary<string, object?>> actions =
        [
            .. manifest.Find("c2pa.assertions")?.Boxes
                .Where(box => box.Label.StartsWith("c2pa.actions", StringComparison.Ordinal))
                .SelectMany(ActionsOf)
                .Take(MostActions) ?? [],
        ];
        return new ManifestClaim
        {
            Issuer = Clean(manifest.Find("c2pa.signature") is JumbfBox signature ? Signer(signature) : null),
            Generator = Clean(GeneratorOf(facts)),
            Actions = Texts(actions, "action"),
            SourceTypes = [.. Texts(actions, "digitalSourceType").Select(LastPart).Distinct()],
        };
    }

    private static object? Parse(JumbfBox box) => CborReader.TryRead(box.Content, out object? value) ? value : null;

    private static IEnumerable<Dictionary<string, object?>> ActionsOf(JumbfBox box) =>
        Parse(box) is Dictionary<string, object?> assertion && Get(assertion, "actions") is List<object?> actions
            ? actions.OfType<Dictionary<string, object?>>()
            : [];

    /// <summary>COSE_Sign1: protected headers as bytes, unprotected headers, payload, signature.</summary>
    private static string? Signer(JumbfBox box)
    {
        if (Parse(box) is not List<object?> { Count: >= 2 } parts) return null;

        object? headers = parts[0] is byte[] bytes && CborReader.TryRead(bytes, out object? value) ? value : null;
        object? chain = Chain(headers) ?? Chain(parts[1]);
        byte[]? certificate = chain as byte[] ?? (chain as List<object?>)?.FirstOrDefault() as byte[];
        return certificate is null ? null : CertificateSubject.Read(certificate);
    }

    private static object? Chain(object? headers) => headers is Dictionary<string, object?> map
        ? Get(map, CertificateChain) ?? Get(map, "x5chain")
        : null;

    private static string? GeneratorOf(Dictionary<string, object?> claim)
    {
        object? info = Get(claim, "claim_generator_info");
        if (info is List<object?> list) info = list.FirstOrDefault();
        return info is Dictionary<string, object?> map && Get(map, "name") is string name
            ? Get(map, "version") is string version ? $"{name} {version}" : name
            : Get(claim, "claim_generator") as string;
    }

    private static IReadOnlyList<string> Texts(IEnumerable<Dictionary<string, object?>> actions, string name) =>
        [.. actions.Select(action => Clean(Get(action, name) as string)).OfType<string>()];

    private static object? Get(Dictionary<string, object?> map, string key) =>
        map.TryGetValue(key, out object? value) ? value : null;

    /// <summary>Types are addresses of a vocabulary; their last part is the word.</summary>
    private static string LastPart(string type) => type.Substring(type.TrimEnd('/').LastIndexOf('/') + 1);

    private static string? Clean(string? text) => PlainText.Line(text) is { Length: > 0 } line ? line : null;
}
