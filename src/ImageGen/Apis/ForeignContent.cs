using System;
using System.IO;
using System.Text;
using ImageGen.Files;
using ImageGen.Lifting;
using ImageGen.Text;

namespace ImageGen.Apis;

/// <summary>Tells text that was sent in place of an image from an image of a format that nobody knows yet.</summary>
internal static class ForeignContent
{
    private const int Window = 512;

    private static readonly UTF8Encoding s_strict = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What was sent in place of an image, as a sentence; null for an image, known or not.</summary>
    public static string? DescribeContent(ReceivedImage image)
    {
        if (image.Header.Format is not null) return null;
        if (image.Length == 0) return "The service sent an empty image.";

        return ReadText(image) is string text
            ? $"The service sent text instead of an image: '{PlainText.Line(text, 200)}'."
            : null;
    }

    /// <summary>The beginning where it is text: JSON, HTML or words.</summary>
    private static string? ReadText(ReceivedImage image)
    {
        byte[] start = ReadStart(image);
        int length = WithoutCutCharacter(start);
        try
        {
            string text = s_strict.GetString(start, 0, length);
            return PlainText.Clean(text) == text ? text : null;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static byte[] ReadStart(ReceivedImage image)
    {
        byte[] start = new byte[Math.Min(Window, image.Length)];
        if (image.Bytes is byte[] bytes)
        {
            Array.Copy(bytes, start, start.Length);
            return start;
        }

        Stream file = image.File!.Stream;
        file.Position = 0;
        file.Fill(start);
        return start;
    }

    /// <summary>The window may end within a character of several bytes.</summary>
    private static int WithoutCutCharacter(byte[] start)
    {
        int length = start.Length;
        if (length < Window) return length;

        while (length > 0 && (start[length - 1] & 0xC0) == 0x80) length--;
        return length > 0 && start[length - 1] >= 0xC0 ? length - 1 : length;
    }
}
