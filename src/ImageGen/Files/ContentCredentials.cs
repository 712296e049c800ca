using System;
using System.Buffers.Binary;
using System.IO;

namespace ImageGen.Files;

/// <summary>
/// Finds content credentials (C2PA) in an encoded image by the headers of its chunks: <c>caBX</c> of a PNG, APP11 of a
/// JPEG, <c>C2PA</c> of a WebP. What lies between the headers is not read.
/// </summary>
internal static class ContentCredentials
{
    /// <summary>So many chunks are looked at; a file with more of them was made to waste time.</summary>
    private const int MostChunks = 100_000;

    private const int LongestManifest = 8 * 1024 * 1024;

    /// <summary>Bytes of an APP11 segment before its piece of the box: CI, En and Z.</summary>
    private const int SegmentHead = 8;

    /// <summary>True when there is a chunk of them; nothing says that it is valid.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static bool AreIn(Stream stream, string? format) => Walk(stream, format, manifest: null);

    /// <summary>The manifest store (a JUMBF box); null where there is none.</summary>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public static byte[]? ReadManifest(Stream stream, string? format)
    {
        using MemoryStream manifest = new();
        return Walk(stream, format, manifest) ? manifest.ToArray() : null;
    }

    private static bool Walk(Stream stream, string? format, MemoryStream? manifest) =>
        ImageFormats.Find(format)?.ReadCredentials?.Invoke(stream, manifest) == true;

    internal static bool WalkPng(Stream stream, MemoryStream? manifest)
    {
        byte[] head = new byte[8];
        long at = 8, end = stream.Length;
        for (int chunk = 0; chunk < MostChunks && ReadAt(stream, end, at, head); chunk++)
        {
            long length = BinaryPrimitives.ReadUInt32BigEndian(head);
            ReadOnlySpan<byte> type = head.AsSpan(4);
            if (type.SequenceEqual("caBX"u8)) return Take(stream, length, manifest);
            if (type.SequenceEqual("IEND"u8)) return false;

            at += 12 + length;
        }

        return false;
    }

    internal static bool WalkWebp(Stream stream, MemoryStream? manifest)
    {
        byte[] head = new byte[8];
        long at = 12, end = stream.Length;
        for (int chunk = 0; chunk < MostChunks && ReadAt(stream, end, at, head); chunk++)
        {
            long length = BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(4));
            if (head.AsSpan(0, 4).SequenceEqual("C2PA"u8)) return Take(stream, length, manifest);

            at += 8 + length + (length & 1);
        }

        return false;
    }

    /// <summary>
    /// A box that is longer than a segment continues in the next ones, each of which repeats its number and its header.
    /// Other standards put boxes into the same segments.
    /// </summary>
    internal static bool WalkJpeg(Stream stream, MemoryStream? manifest)
    {
        byte[] head = new byte[4];
        int? box = null;
        long at = 2, end = stream.Length;
        for (int segment = 0; segment < MostChunks && ReadAt(stream, end, at, head) && head[0] == 0xFF; segment++)
        {
            byte marker = head[1];
            if (marker is 0xDA or 0xD9) break;

            if (marker is 0xFF or 0x01 or (>= 0xD0 and <= 0xD8))
            {
                at += marker == 0xFF ? 1 : 2;
                continue;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2));
            if (marker == 0xEB && length > 2 + SegmentHead + 8) TakeSegment(stream, length - 2, ref box, manifest);
            if (box is not null && manifest is null) return true;

            at += 2 + length;
        }

        return box is not null;
    }

    private static void TakeSegment(Stream stream, int length, ref int? box, MemoryStream? manifest)
    {
        byte[] head = new byte[SegmentHead + 8];
        if (stream.Fill(head) < head.Length || !head.AsSpan(0, 2).SequenceEqual("JP"u8)) return;
        if (!head.AsSpan(SegmentHead + 4, 4).SequenceEqual("jumb"u8)) return;

        int number = BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2));
        long content = stream.Position;

        // Z counts the segments of a box from 1.
        if (box is null && BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(4)) == 1)
        {
            if (!IsManifestStore(stream)) return;

            box = number;
            manifest?.Write(head, SegmentHead, 8);
        }

        if (box != number || manifest is null) return;

        stream.Position = content;
        Take(stream, length - head.Length, manifest);
    }

    /// <summary>What is in a box is said by the UUID in its description, which here begins with a word.</summary>
    private static bool IsManifestStore(Stream stream)
    {
        byte[] description = new byte[12];
        return stream.Fill(description) == description.Length
            && description.AsSpan(4, 4).SequenceEqual("jumd"u8)
            && description.AsSpan(8).SequenceEqual("c2pa"u8);
    }

    /// <summary>Copies what follows; as much as there is, for a broken manifest is a manifest.</summary>
    private static bool Take(Stream stream, long length, MemoryStream? manifest)
    {
        if (manifest is null) return true;

        long left = stream.Length - stream.Position;
        byte[] content = new byte[Math.Max(0, Math.Min(Math.Min(length, left), LongestManifest - manifest.Length))];
        manifest.Write(content, 0, stream.Fill(content));
        return true;
    }

    /// <summary>The end is asked for once: a file that is open for writing asks the system each time.</summary>
    private static bool ReadAt(Stream stream, long end, long position, byte[] head)
    {
        if (position > end - head.Length) return false;

        stream.Position = position;
        return stream.Fill(head) == head.Length;
    }
}
