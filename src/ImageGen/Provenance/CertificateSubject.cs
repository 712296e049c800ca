using System;
using System.Text;

namespace ImageGen.Provenance;

/// <summary>
/// Reads whom a certificate (X.509, DER) is made out to: the organization, else the common name. Nothing is verified,
/// and no store of the system sees the bytes.
/// </summary>
internal static class CertificateSubject
{
    private const byte Sequence = 0x30;
    private const byte Set = 0x31;
    private const byte Version = 0xA0;
    private const byte Utf16 = 0x1E;

    private static readonly byte[] s_organization = [0x55, 0x04, 0x0A];
    private static readonly byte[] s_commonName = [0x55, 0x04, 0x03];

    public static string? Read(ReadOnlySpan<byte> certificate)
    {
        if (!TryTake(ref certificate, out byte tag, out ReadOnlySpan<byte> outer) || tag != Sequence) return null;
        if (!TryTake(ref outer, out tag, out ReadOnlySpan<byte> body) || tag != Sequence) return null;
        if (!TryTake(ref body, out tag, out _)) return null;

        // After the version, which may be left out: number, algorithm, issuer, validity, subject.
        int skipped = tag == Version ? 4 : 3;
        for (int field = 0; field < skipped; field++)
        {
            if (!TryTake(ref body, out _, out _)) return null;
        }

        if (!TryTake(ref body, out tag, out ReadOnlySpan<byte> subject) || tag != Sequence) return null;

        return Find(subject, s_organization) ?? Find(subject, s_commonName);
    }

    private static string? Find(ReadOnlySpan<byte> name, ReadOnlySpan<byte> kind)
    {
        while (TryTake(ref name, out byte tag, out ReadOnlySpan<byte> part))
        {
            if (tag != Set || !TryTake(ref part, out _, out ReadOnlySpan<byte> pair)) continue;

            bool isWhole = TryTake(ref pair, out _, out ReadOnlySpan<byte> oid)
                & TryTake(ref pair, out byte textTag, out ReadOnlySpan<byte> text);
            if (isWhole && oid.SequenceEqual(kind))
            {
                return (textTag == Utf16 ? Encoding.BigEndianUnicode : Encoding.UTF8).GetString(text.ToArray());
            }
        }

        return null;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> bytes, out byte tag, out ReadOnlySpan<byte> content)
    {
        tag = 0;
        content = default;
        if (bytes.Length < 2) return false;

        tag = bytes[0];
        int length = bytes[1];
        int head = 2;
        if (length > 0x80)
        {
            int count = length & 0x7F;
            head += count;
            if (count > 3 || bytes.Length < head) return false;

            length = 0;
            foreach (byte digit in bytes.Slice(2, count)) length = (length << 8) | digit;
        }

        if (length > bytes.Length - head) return false;

        content = bytes.Slice(head, length);
        bytes = bytes.Slice(head + length);
        return true;
    }
}
