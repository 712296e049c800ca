using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ImageGen.Tests.Support;

/// <summary>Content credentials in the shape of the service's, and images that carry them.</summary>
internal static class Manifests
{
    private const string Created = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

    /// <summary>As long as one that was recorded.</summary>
    public static readonly byte[] Recorded = Store("OpenAI", "ChatGPT", padding: 24_000);

    public static byte[] Store(string issuer, string generator, int padding = 0) => Box(
        "c2pa",
        Box("urn:c2pa:older", Box("c2pa.claim", Cbor(Map(("claim_generator", Text("older")))))),
        Box(
            "urn:c2pa:active",
            Box(
                "c2pa.assertions",
                Box("c2pa.hash.data", Cbor(Map(("pad", Bytes(new byte[padding]))))),
                Box("c2pa.actions.v2", Cbor(Map(("actions", List(
                    Map(("action", Text("c2pa.created")), ("digitalSourceType", Text(Created))),
                    Map(("action", Text("c2pa.converted"))))))))),
            Box("c2pa.claim.v2", Cbor(Map(("claim_generator_info", Map(("name", Text(generator))))))),
            Box("c2pa.signature", Cbor([
                0xD2, .. List(
                    Bytes(Pairs((Number(33), Bytes(Certificate(issuer))))), Map(), [0xF6], Bytes(new byte[64]))]))));

    public static byte[] Png(byte[] manifest) =>
        [.. Samples.Png[..33], .. Length(manifest), .. "caBX"u8, .. manifest, 0, 0, 0, 0, .. Samples.Png[33..]];

    public static byte[] Webp(byte[] manifest)
    {
        byte[] picture = [.. "VP8L"u8, 10, 0, 0, 0, 0x2F, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, manifest.Length);
        byte[] chunk = [.. "C2PA"u8, .. length, .. manifest, .. new byte[manifest.Length & 1]];
        byte[] whole = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(whole, 4 + picture.Length + chunk.Length);
        return [.. "RIFF"u8, .. whole, .. "WEBP"u8, .. picture, .. chunk];
    }

    /// <summary>In pieces, each of which repeats the head of the box.</summary>
    public static byte[] Jpeg(byte[] manifest, int piece = 10_000)
    {
        byte[] plain = Jpegs.Of(4, 3);
        List<byte> segments = [];
        byte[] content = manifest[8..];
        for (int at = 0, number = 1; at < content.Length; at += piece, number++)
        {
            byte[] part = content[at..Math.Min(content.Length, at + piece)];
            int length = 2 + 8 + 8 + part.Length;
            segments.AddRange([
                0xFF, 0xEB, (byte)(length >> 8), (byte)length, .. "JP"u8, 2, 17, 0, 0, 0, (byte)number,
                .. manifest[..8], .. part]);
        }

        return [.. plain[..2], .. segments, .. plain[2..]];
    }

    /// <summary>The same JPEG with a box of another standard before it, in the same kind of segments.</summary>
    public static byte[] WithForeignBox(byte[] jpeg)
    {
        byte[] box = Box("jumbf.other", Cbor(Text("c2pa")));
        int length = 2 + 8 + box.Length;
        byte[] segment = [0xFF, 0xEB, (byte)(length >> 8), (byte)length, .. "JP"u8, 0, 1, 0, 0, 0, 1, .. box];
        return [.. jpeg[..2], .. segment, .. jpeg[2..]];
    }

    public static byte[] Box(string label, params byte[][] contents)
    {
        byte[] description = [.. Kind(label), 3, .. Encoding.UTF8.GetBytes(label), 0];
        return Sized("jumb", [.. Sized("jumd", description), .. contents.SelectMany(content => content)]);
    }

    /// <summary>The UUID of a kind of box: a word and a tail that all have.</summary>
    private static byte[] Kind(string label)
    {
        string word = label switch
        {
            "c2pa" => "c2pa",
            "c2pa.assertions" => "c2as",
            "c2pa.signature" => "c2cs",
            _ when label.StartsWith("urn:", StringComparison.Ordinal) => "c2ma",
            _ when label.StartsWith("c2pa.claim", StringComparison.Ordinal) => "c2cl",
            _ => "cbor",
        };
        return [.. Encoding.ASCII.GetBytes(word), .. Convert.FromHexString("00110010800000AA00389B71")];
    }

    public static byte[] Cbor(byte[] content) => Sized("cbor", content);

    public static byte[] Text(string text) =>
        [.. Head(3, Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    public static byte[] Map(params (string Key, byte[] Value)[] pairs) =>
        Pairs([.. pairs.Select(pair => (Text(pair.Key), pair.Value))]);

    private static byte[] Pairs(params (byte[] Key, byte[] Value)[] pairs) =>
        [.. Head(5, pairs.Length), .. pairs.SelectMany(pair => (byte[])[.. pair.Key, .. pair.Value])];

    private static byte[] List(params byte[][] items) => [.. Head(4, items.Length), .. items.SelectMany(item => item)];

    private static byte[] Bytes(byte[] bytes) => [.. Head(2, bytes.Length), .. bytes];

    private static byte[] Number(int number) => Head(0, number);

    private static byte[] Head(int major, int argument) => argument switch
    {
        < 24 => [(byte)(major << 5 | argument)],
        < 256 => [(byte)(major << 5 | 24), (byte)argument],
        _ => [(byte)(major << 5 | 26), .. Length(argument)],
    };

    private static byte[] Sized(string type, byte[] content) =>
        [.. Length(content.Length + 8), .. Encoding.ASCII.GetBytes(type), .. content];

    private static byte[] Length(byte[] content) => Length(content.Length);

    private static byte[] Length(int length)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        return bytes;
    }

    private static byte[] Certificate(string organization)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN=signer, O={organization}", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(
            DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.RawData;
    }
}
