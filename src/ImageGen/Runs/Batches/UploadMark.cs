using System;
using System.Buffers.Text;
using System.Text;

namespace ImageGen.Runs.Batches;

/// <summary>
/// What stands for an image in a recorded body. The record's id is in it, which is random: no prompt can hold one.
/// </summary>
internal static class UploadMark
{
    private const string Scheme = "upload:";

    public static string For(string record, int image) => FormattableString.Invariant($"{Scheme}{record}-{image}.");

    /// <summary>How all marks of a record begin.</summary>
    public static byte[] PrefixFor(string record) => Encoding.ASCII.GetBytes($"{Scheme}{record}-");

    /// <summary>The next mark in a body; false where there is none.</summary>
    /// <param name="body">The body, or the rest of it.</param>
    /// <param name="prefix">How the record's marks begin.</param>
    /// <param name="at">Where it stands.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="image">Which image it stands for.</param>
    public static bool TryFind(
        ReadOnlySpan<byte> body, ReadOnlySpan<byte> prefix, out int at, out int length, out int image)
    {
        (length, image) = (0, 0);
        at = body.IndexOf(prefix);
        if (at < 0) return false;

        bool isNumber = Utf8Parser.TryParse(body.Slice(at + prefix.Length), out image, out int digits);
        length = prefix.Length + digits + 1;
        return isNumber;
    }
}
