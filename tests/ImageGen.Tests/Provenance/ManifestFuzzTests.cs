using System;
using System.Collections.Generic;
using System.IO;
using ImageGen.Files;
using ImageGen.Provenance;
using ImageGen.Tests.Support;
using Xunit;

namespace ImageGen.Tests.Provenance;

/// <summary>
/// Anybody can write a manifest: whatever stands in it, reading it ends, throws nothing and takes no more memory than
/// its bytes are worth.
/// </summary>
public sealed class ManifestFuzzTests
{
    private const int Rounds = 20_000;

    /// <summary>Bytes for each byte read: a number of one byte becomes an object in a list that grows.</summary>
    private const int PerByte = 100;

    private const int Always = 64 * 1024;

    private static readonly byte[] s_lengths =
        [0x00, 0x01, 0x1B, 0x3B, 0x5A, 0x5B, 0x5F, 0x7B, 0x7F, 0x80, 0x9A, 0x9B, 0x9F, 0xBA, 0xBB, 0xBF, 0xDB, 0xFF];

    [Fact]
    public void A_spoiled_manifest_costs_little_and_breaks_nothing()
    {
        byte[] store = Manifests.Store("OpenAI", "ChatGPT");
        ManifestClaim.Read(store);
        Random random = new(20261126);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] spoiled = Spoil(store, random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            ManifestClaim? claim = ManifestClaim.Read(spoiled);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.InRange(allocated, 0, Always + PerByte * spoiled.Length);
            Assert.True(claim?.Issuer is null or { Length: <= 200 });
            Assert.True(claim?.Generator is null or { Length: <= 200 });
        }
    }

    [Theory]
    [InlineData("png")]
    [InlineData("jpeg")]
    [InlineData("webp")]
    public void A_spoiled_image_costs_little_and_breaks_nothing(string format)
    {
        byte[] store = Manifests.Store("OpenAI", "ChatGPT");
        byte[] image = format switch
        {
            "png" => Manifests.Png(store),
            "jpeg" => Manifests.Jpeg(store, piece: 300),
            _ => Manifests.Webp(store),
        };
        Random random = new(20261126);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] spoiled = Spoil(image, random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            bool isFound = ImageHeader.ReadWhole(spoiled).HasContentCredentials;
            byte[]? manifest = ContentCredentials.ReadManifest(new MemoryStream(spoiled), format);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

            Assert.InRange(allocated, 0, Always + PerByte * spoiled.Length);
            Assert.True(manifest is null || manifest.Length <= spoiled.Length);
            Assert.True(manifest is not null || !isFound);
        }
    }

    /// <summary>Every claim of a length, up to the longest, in front of nearly nothing.</summary>
    [Theory]
    [InlineData(0x5B)]
    [InlineData(0x7B)]
    [InlineData(0x9B)]
    [InlineData(0xBB)]
    public void No_memory_is_taken_on_the_word_of_a_length(byte kind)
    {
        for (int bits = 0; bits < 64; bits++)
        {
            byte[] length = BitConverter.GetBytes(1UL << bits);
            Array.Reverse(length);
            byte[] claim = [kind, .. length, 1, 2, 3];
            long before = GC.GetAllocatedBytesForCurrentThread();
            CborReader.TryRead(claim, out _);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2000);
        }
    }

    private static byte[] Spoil(byte[] seed, Random random)
    {
        List<byte> bytes = [.. seed];
        for (int changes = 1 + random.Next(5); changes > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            int length = Math.Min(bytes.Count - at, 1 + random.Next(40));
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] = s_lengths[random.Next(s_lengths.Length)];
                    break;
                case 2 when bytes.Count > length:
                    bytes.RemoveRange(at, length);
                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length));
                    break;
                default:
                    for (int i = 0; i < length; i++) bytes[at + i] = 0xFF;
                    break;
            }
        }

        return [.. bytes];
    }
}
